// Whatever is done to a request, it ends in a coded error or in data that is bounded.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../src/pki/bytes.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { challengePasswordOf, receiveRequest } from '../../src/pki/received-request.ts'
import { makeIdentity } from '../fixtures/identity.ts'

let requests: Bytes[]
beforeAll(async () => {
  requests = [(await makeIdentity('p-256')).requestDer, (await makeIdentity('rsa-2048')).requestDer]
}, 60_000)

async function expectBounded(requestDer: Bytes): Promise<void> {
  try {
    challengePasswordOf(requestDer)
    const { names, extensions } = await receiveRequest(requestDer)
    expect(names.leftOut.length).toBeLessThanOrEqual(50)
    expect(extensions.length).toBeLessThanOrEqual(50)
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
  }
}

describe('receiveRequest() and challengePasswordOf()', () => {
  it('end in a value or a PkiError for any octets', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (octets) => expectBounded(Uint8Array.from(octets))),
    )
  })

  it('end in a value or a PkiError for a request that is cut or has octets changed', async () => {
    const change = fc.tuple(fc.nat(2000), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1),
        fc.array(change, { maxLength: 4 }),
        fc.option(fc.nat(2000)),
        async (which, changes, end) => {
          const requestDer = (requests[which] ?? new Uint8Array()).slice(0, end ?? undefined)
          for (const [at, octet] of changes) if (requestDer.length > 0) requestDer[at % requestDer.length] = octet
          await expectBounded(requestDer)
        },
      ),
      { numRuns: 300 },
    )
  })
})
