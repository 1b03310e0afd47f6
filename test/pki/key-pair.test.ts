import { describe, expect, it } from 'vitest'
import { hashAlgorithms, type KeyAlgorithmId, keyAlgorithms } from '../../src/pki/algorithms.ts'
import { type Bytes, encodeHex } from '../../src/pki/bytes.ts'
import { PkiError } from '../../src/pki/errors.ts'
import {
  generateKeyPair,
  importSigningKey,
  importVerifyingKey,
  publicKeyOf,
  supportsKeyAlgorithm,
} from '../../src/pki/key-pair.ts'
import { isSamePublicKey, publicKeyKindOf } from '../../src/pki/subject-public-key-info.ts'
import { everyKeyAlgorithm } from './issuance-samples.ts'

const hash = hashAlgorithms['sha-384']
const bytes = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const codeOf = async (run: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PkiError)
  return (error as PkiError).code
}

describe.each(everyKeyAlgorithm)('generateKeyPair() for %s', (id: KeyAlgorithmId) => {
  it('gives a pair that belongs together and a signing key that cannot be exported', async () => {
    const algorithm = keyAlgorithms[id]
    const { subjectPublicKeyInfo, privateKeyInfo, signingKey } = await generateKeyPair(algorithm, hash)
    expect(publicKeyKindOf(subjectPublicKeyInfo)).toMatchObject({ label: algorithm.label, algorithm })
    expect(encodeHex(await publicKeyOf(privateKeyInfo))).toBe(encodeHex(subjectPublicKeyInfo))
    expect(signingKey).toMatchObject({ algorithm, hash, subjectPublicKeyInfo })
    expect(signingKey.privateKey.extractable).toBe(false)
    expect(signingKey.privateKey.usages).toEqual(['sign'])
  })

  it('importSigningKey() finds the algorithm in the key and binds the hash that is asked for', async () => {
    const algorithm = keyAlgorithms[id]
    const { privateKeyInfo, subjectPublicKeyInfo } = await generateKeyPair(algorithm, hashAlgorithms['sha-256'])
    const imported = await importSigningKey(privateKeyInfo, hash)
    expect(imported).toMatchObject({ algorithm, hash, subjectPublicKeyInfo })
    expect(imported.privateKey.extractable).toBe(false)
    if (algorithm.family === 'rsa') expect(imported.privateKey.algorithm).toMatchObject({ hash: { name: 'SHA-384' } })
  })

  it('supportsKeyAlgorithm() says so', async () => {
    expect(await supportsKeyAlgorithm(keyAlgorithms[id])).toBe(true)
  })
})

describe('importSigningKey()', () => {
  // PrivateKeyInfo with the OID of RSASSA-PSS, of a curve that is not ours (secp256k1), and of an RSA key of 8 bits.
  it.each([
    ['RSASSA-PSS', '301502010030 0d06092a864886f70d01010a0500 0401 00', 'key/algorithm-unsupported'],
    ['secp256k1', '301802010030 1006072a8648ce3d020106052b8104000a 0401 00', 'key/algorithm-unsupported'],
    ['RSA 8', '301d020100 300d06092a864886f70d0101010500 0409 3007020100020200ff', 'key/algorithm-unsupported'],
    ['P-256 with nothing inside', '301b020100 301306072a8648ce3d020106082a8648ce3d030107 0401 00', 'key/invalid'],
    ['Ed25519 with nothing inside', '300d020100 300506032b6570 0401 00', 'key/invalid'],
    ['nothing at all', '3000', 'der/truncated'],
  ])('refuses %s', async (_, hex, code) => {
    expect(await codeOf(importSigningKey(bytes(hex.replaceAll(' ', '')), hash))).toBe(code)
  })

  it('never puts key bytes into the message', async () => {
    const broken = bytes('301b020100301306072a8648ce3d020106082a8648ce3d0301070401aa')
    const error = await importSigningKey(broken, hash).catch((reason: unknown) => reason)
    expect((error as PkiError).message).toBe('Cannot import key: not a valid "ECDSA P-256" key')
    expect((error as PkiError).detail).toEqual({ algorithm: 'ECDSA P-256' })
  })
})

describe('importVerifyingKey()', () => {
  it('refuses a point that is not on its curve', async () => {
    const spki = bytes('3059301306072a8648ce3d020106082a8648ce3d030107034200' + '04' + '11'.repeat(64))
    expect(await codeOf(importVerifyingKey(spki, hash))).toBe('key/invalid')
  })
})

describe('publicKeyKindOf()', () => {
  it('tells RSA sizes that we do not generate', () => {
    const spki = bytes('301b300d06092a864886f70d0101010500030a0030070202 03ff 020103'.replaceAll(' ', ''))
    expect(publicKeyKindOf(spki)).toEqual({ family: 'rsa', label: 'RSA 10', modulusBits: 10, algorithm: null })
  })

  it('names other algorithms by name or OID', () => {
    expect(publicKeyKindOf(bytes('300d300706052b8104000a03020000'))).toMatchObject({
      family: 'other',
      label: 'ECDSA secp256k1',
    })
  })
})

describe('isSamePublicKey()', () => {
  it('tells keys apart, and does not mind RSA without its NULL', () => {
    const key = '030a00300702020 3ff020103'.replaceAll(' ', '')
    const withNull = bytes(`301b300d06092a864886f70d0101010500${key}`)
    const withoutNull = bytes(`3019300b06092a864886f70d010101${key}`)
    const other = bytes(`301b300d06092a864886f70d0101010500${key.replace('03ff', '03fd')}`)
    expect(isSamePublicKey(withNull, withoutNull)).toBe(true)
    expect(isSamePublicKey(withNull, other)).toBe(false)
  })

  it('tells two algorithms apart over the same octets', () => {
    const ed25519 = bytes('300b300506032b65700302002a')
    const x25519 = bytes('300b300506032b656e0302002a')
    expect(isSamePublicKey(ed25519, ed25519)).toBe(true)
    expect(isSamePublicKey(ed25519, x25519)).toBe(false)
  })
})
