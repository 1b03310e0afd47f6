// What is written comes back, whatever the passphrase, the name and the parts: every container, under every protection.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readEncryptedPrivateKeyInfo } from '../../src/pki/encrypted-private-key.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { openPkcs12 } from '../../src/pki/pkcs12-reader.ts'
import { encodePkcs7, readPkcs7 } from '../../src/pki/pkcs7.ts'
import { encryptPrivateKeyInfo } from '../../src/pki/pkcs8.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

let identity: Identity
beforeAll(async () => {
  identity = await makeIdentity()
})

// Characters of every plane but NUL, which HMAC does not tell from nothing at a passphrase's end.
const passphrase = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0'))
const protection = fc.constantFrom('modern' as const, 'compatible' as const)
const iterations = fc.integer({ min: 1, max: 5 })

describe('encodePfx() and openPkcs12()', () => {
  it('give back key, certificates and name, for any passphrase and any parts', async () => {
    const parts = fc.record({ hasKey: fc.boolean(), hasCertificate: fc.boolean(), chainLength: fc.nat(2) })
    // What a name may hold is cut at 1024 octets when it is read; NUL at its end is a slip of programs in C.
    const name = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0'))
    await fc.assert(
      fc.asyncProperty(
        passphrase,
        protection,
        iterations,
        name,
        parts,
        async (secret, kind, count, friendlyName, has) => {
          fc.pre(has.hasKey || has.hasCertificate || has.chainLength > 0)
          const chainDer = identity.chainDer.slice(0, has.chainLength)
          const file = await encodePfx({
            ...(has.hasKey ? { privateKeyInfo: identity.privateKeyInfo } : {}),
            ...(has.hasCertificate ? { certificateDer: identity.certificateDer } : {}),
            chainDer,
            friendlyName,
            passphrase: secret,
            protection: kind,
            iterations: count,
          })
          const { keys, certificates, warnings } = await openPkcs12(file, secret)
          expect(keys.map(({ privateKeyInfo }) => privateKeyInfo)).toEqual(has.hasKey ? [identity.privateKeyInfo] : [])
          expect(certificates.map(({ certificateDer }) => certificateDer)).toEqual([
            ...(has.hasCertificate ? [identity.certificateDer] : []),
            ...chainDer,
          ])
          for (const key of keys) expect(key.friendlyName ?? '').toBe(friendlyName)
          expect(warnings).toEqual([])
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('encryptPrivateKeyInfo() and readEncryptedPrivateKeyInfo()', () => {
  it('give back the key for its passphrase, and for no other', async () => {
    await fc.assert(
      fc.asyncProperty(passphrase, passphrase, protection, iterations, async (secret, other, kind, count) => {
        const { privateKeyInfo } = identity
        const encrypted = await encryptPrivateKeyInfo(privateKeyInfo, secret, { protection: kind, iterations: count })
        const { open } = readEncryptedPrivateKeyInfo(encrypted)
        expect((await open(secret)).der).toEqual(privateKeyInfo)
        if (other !== secret) await expect(open(other)).rejects.toMatchObject({ code: 'pbe/passphrase-refused' })
      }),
      { numRuns: 150 },
    )
  })
})

describe('encodePkcs7() and readPkcs7()', () => {
  it('give back certificates in their order', () => {
    const all = [identity.certificateDer, ...identity.chainDer]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 20 }), (certificates) => {
        expect(readPkcs7(encodePkcs7(certificates)).certificates).toEqual(certificates)
      }),
      { numRuns: 50 },
    )
  })
})
