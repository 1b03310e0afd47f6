import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createVaultHeader, MIN_ITERATIONS, openVaultHeader, type VaultSecret } from '../../src/vault/header.ts'
import { browserRandomBytes, openRecord, readSealedRecord, sealRecord } from '../../src/vault/seal.ts'

const vaultId = '0123456789abcdef0123456789abcdef'
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Uint8Array.from(array))
const revision = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const place = fc.record({
  vaultId: fc.constant(vaultId),
  key: fc.string({ maxLength: 20 }),
  revision,
  version: fc.integer({ min: 1, max: 9 }),
})

describe('sealRecord()', () => {
  let key: CryptoKey
  beforeAll(async () => {
    key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  })

  it('openRecord() ∘ sealRecord() is identity', async () => {
    await fc.assert(
      fc.asyncProperty(place, bytes, async (where, plain) => {
        const record = await sealRecord(key, where, plain, browserRandomBytes)
        expect(await openRecord(key, where.vaultId, where.key, record)).toEqual(plain)
        expect(readSealedRecord(structuredClone(record))).toEqual(record)
      }),
    )
  })

  it('one flipped bit of IV or sealed bytes does not open', async () => {
    await fc.assert(
      fc.asyncProperty(place, bytes, fc.nat(), fc.nat(7), fc.boolean(), async (where, plain, position, bit, inIv) => {
        const record = await sealRecord(key, where, plain, browserRandomBytes)
        const part = inIv ? record.iv : record.sealed
        part.set([(part[position % part.length] ?? 0) ^ (1 << bit)], position % part.length)
        expect(await openRecord(key, where.vaultId, where.key, record)).toBeNull()
      }),
    )
  })

  it('any other vault, key, revision or version does not open', async () => {
    await fc.assert(
      fc.asyncProperty(place, place, bytes, async (where, other, plain) => {
        const record = await sealRecord(key, where, plain, browserRandomBytes)
        const { sealed, iv } = record
        fc.pre(
          JSON.stringify([where.key, where.revision, where.version]) !==
            JSON.stringify([other.key, other.revision, other.version]),
        )
        expect(
          await openRecord(key, vaultId, other.key, { sealed, iv, revision: other.revision, version: other.version }),
        ).toBeNull()
        expect(await openRecord(key, vaultId, `${where.key}!`, record)).toBeNull()
        expect(await openRecord(key, vaultId.replace('0', '1'), where.key, record)).toBeNull()
      }),
    )
  })
})

describe('openVaultHeader()', () => {
  let secret: VaultSecret
  beforeAll(async () => {
    secret = await createVaultHeader('the right one, long', MIN_ITERATIONS, browserRandomBytes)
  })

  it('refuses any other passphrase', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (passphrase) => {
        await expect(openVaultHeader(secret.header, passphrase)).rejects.toMatchObject({
          code: 'vault/passphrase-refused',
        })
      }),
      { numRuns: 6 }, // 600 000 iterations each
    )
  })

  it('ends in a value or a coded error for anything that storage may hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withTypedArray: true, withNullPrototype: true }), async (stored) => {
        await expect(openVaultHeader(stored, 'x')).rejects.toMatchObject({ name: 'VaultError' })
        readSealedRecord(stored)
      }),
    )
  })
})
