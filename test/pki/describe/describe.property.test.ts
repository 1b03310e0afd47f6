import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import { describeCertificate } from '../../../src/pki/describe/describe-certificate.ts'
import { describeExtension } from '../../../src/pki/describe/describe-extension.ts'
import { PkiError } from '../../../src/pki/errors.ts'
import { oids } from '../../../src/pki/oids.ts'
import { makeIdentity } from '../../fixtures/identity.ts'

let certificateDer: Bytes
beforeAll(async () => {
  certificateDer = (await makeIdentity()).certificateDer
})

describe('describeCertificate()', () => {
  it('ends in a tree or a coded error for a certificate with scrambled octets', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const damaged = certificateDer.slice()
        for (const [offset, octet] of list) damaged[offset % damaged.length] = octet
        const outcome: unknown = await describeCertificate(damaged).catch((error: unknown) => error)
        expect(Array.isArray(outcome) || outcome instanceof PkiError).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('describeExtension()', () => {
  it('gives a node for any octets under any identifier that we know', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(oids)),
        fc.boolean(),
        fc.uint8Array({ maxLength: 40 }),
        (oid, critical, octets) => {
          expect(describeExtension({ oid, critical, valueDer: octets.slice() })).toHaveProperty('label')
        },
      ),
    )
  })
})
