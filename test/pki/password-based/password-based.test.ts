import { describe, expect, it } from 'vitest'
import { type Bytes, decodeHex, encodeHex } from '../../../src/pki/bytes.ts'
import * as der from '../../../src/pki/der.ts'
import { readEncryptedPrivateKeyInfo } from '../../../src/pki/encrypted-private-key.ts'
import type { PkiErrorCode } from '../../../src/pki/errors.ts'
import { oids } from '../../../src/pki/oids.ts'
import type { AlgorithmIdentifier } from '../../../src/pki/password-based/algorithm-identifier.ts'
import type { DerivationOptions } from '../../../src/pki/password-based/derivation.ts'
import { prepareDecryption } from '../../../src/pki/password-based/password-based.ts'
import { preparePemBody } from '../../../src/pki/password-based/pem-encryption.ts'
import { prepareMac } from '../../../src/pki/password-based/pkcs12-mac.ts'
import { pkiErrorOf } from '../expect-pki-error.ts'
import { encryptedKeys, plainEcKey, plainKey, traditionalKeys } from './openssl-vectors.ts'

function expectPkiError(run: () => unknown, code: PkiErrorCode, detail: object = {}): void {
  expect(pkiErrorOf(run)).toMatchObject({ code, detail })
}

const PASSPHRASE = 'Grüße'
const bytes = (hex: string): Bytes => decodeHex(hex) ?? new Uint8Array()
const identifier = (oid: string, ...parameters: Bytes[]): Bytes =>
  der.encodeSequence(der.encodeObjectIdentifier(oid), ...parameters)

const salt = der.encodeOctetString(new Uint8Array(8))
const pbkdf2 = (iterations: number | bigint, ...rest: Bytes[]): Bytes =>
  identifier(oids.pbkdf2, der.encodeSequence(salt, der.encodeInteger(iterations), ...rest))
const scrypt = (...cost: number[]): Bytes =>
  identifier(oids.scrypt, der.encodeSequence(salt, ...cost.map(der.encodeInteger)))
const aes256 = identifier(oids.aes256Cbc, der.encodeOctetString(new Uint8Array(16)))
const pbes2 = (derivation: Bytes, cipher: Bytes = aes256): AlgorithmIdentifier => ({
  oid: oids.pbes2,
  parametersDer: der.encodeSequence(derivation, cipher),
})
const ciphertext = new Uint8Array(16)
const prepare =
  (algorithm: AlgorithmIdentifier, options: DerivationOptions = {}) =>
  () =>
    prepareDecryption(algorithm, ciphertext, options)

describe('readEncryptedPrivateKeyInfo()', () => {
  it.each(encryptedKeys)('opens what "openssl pkcs8 %s" wrote', async (_arguments, hex) => {
    expect(encodeHex((await readEncryptedPrivateKeyInfo(bytes(hex)).open(PASSPHRASE)).der)).toBe(plainKey)
  })

  it.each(encryptedKeys)('refuses another passphrase for "%s"', async (_arguments, hex) => {
    await expect(readEncryptedPrivateKeyInfo(bytes(hex)).open('Grüsse')).rejects.toMatchObject({
      code: 'pbe/passphrase-refused',
    })
  })

  it('names the encryption', () => {
    const [, hex] = encryptedKeys[10]
    expect(readEncryptedPrivateKeyInfo(bytes(hex)).encryption).toBe('AES-128-CBC, PBKDF2 with HMAC-SHA-1')
  })
})

describe('preparePemBody()', () => {
  it.each(traditionalKeys)('opens %s', (dekInfo, hex) => {
    expect(encodeHex(preparePemBody(dekInfo, bytes(hex))(PASSPHRASE))).toBe(plainEcKey)
  })

  it('refuses another passphrase, an unknown cipher and a wrong initialization vector', () => {
    const [dekInfo, hex] = traditionalKeys[0]
    const open = (info: string, passphrase: string) => () => preparePemBody(info, bytes(hex))(passphrase)
    expectPkiError(open(dekInfo, 'other'), 'pbe/passphrase-refused')
    expectPkiError(open('IDEA-CBC,0011223344556677', PASSPHRASE), 'pbe/algorithm-unsupported')
    expectPkiError(open('AES-128-CBC,0011', PASSPHRASE), 'pbe/parameters-invalid')
    expectPkiError(open('AES-128-CBC', PASSPHRASE), 'pbe/parameters-invalid')
    expectPkiError(() => preparePemBody(dekInfo, new Uint8Array(9)), 'pbe/ciphertext-invalid')
  })
})

describe('prepareDecryption()', () => {
  it('names an algorithm that it does not read, with its OID', () => {
    const gcm = identifier('2.16.840.1.101.3.4.1.46', der.encodeOctetString(new Uint8Array(12)))
    expectPkiError(prepare(pbes2(pbkdf2(1000), gcm)), 'pbe/algorithm-unsupported', {
      oid: '2.16.840.1.101.3.4.1.46',
      name: 'AES-256-GCM',
    })
    const unknown = { oid: '1.2.3.4', name: '1.2.3.4' }
    expectPkiError(prepare({ oid: '1.2.3.4', parametersDer: null }), 'pbe/algorithm-unsupported', unknown)
    expectPkiError(prepare(pbes2(identifier('1.2.3.4'))), 'pbe/algorithm-unsupported', unknown)
  })

  it.each([10_000_001, 2n ** 63n])('refuses %s iterations', (iterations) => {
    const detail = { found: Number(iterations), limit: 10_000_000 }
    expectPkiError(prepare(pbes2(pbkdf2(iterations))), 'pbe/iterations-excessive', detail)
    const parametersDer = der.encodeSequence(salt, der.encodeInteger(iterations))
    const legacy = { oid: oids.pbeWithShaAnd3KeyTripleDesCbc, parametersDer }
    expectPkiError(prepare(legacy), 'pbe/iterations-excessive', detail)
  })

  it('takes 10 million iterations, and fewer where the caller says so', () => {
    expect(prepare(pbes2(pbkdf2(10_000_000)))).not.toThrow()
    expectPkiError(prepare(pbes2(pbkdf2(10_001)), { maxIterations: 10_000 }), 'pbe/iterations-excessive')
  })

  it('refuses scrypt over 256 MB, and so much work that it would not end', () => {
    expect(prepare(pbes2(scrypt(2 ** 20, 1, 1)))).not.toThrow()
    for (const cost of [[2 ** 21, 1, 1] as const, [2 ** 18, 8, 1] as const, [2, 1, 2 ** 22] as const])
      expectPkiError(prepare(pbes2(scrypt(...cost))), 'pbe/memory-excessive', { limit: 256 })
    for (const cost of [[2 ** 20, 1, 100] as const, [2, 1, 2 ** 20] as const])
      expectPkiError(prepare(pbes2(scrypt(...cost))), 'pbe/iterations-excessive')
  })

  it.each([
    ['no iterations', pbes2(pbkdf2(0))],
    ['a salt of a megabyte', { oid: oids.pbes2, parametersDer: hugeSalt() }],
    ['a cost of scrypt that is no power of 2', pbes2(scrypt(1000, 8, 1))],
    ['a short initialization vector', pbes2(pbkdf2(1), identifier(oids.aes256Cbc, salt))],
    ['no parameters', { oid: oids.pbes2, parametersDer: null }],
    ['parameters of another type', { oid: oids.pbes2, parametersDer: der.encodeNull() }],
  ])('refuses %s', (_what, algorithm) => {
    expectPkiError(prepare(algorithm), 'pbe/parameters-invalid')
  })

  it('refuses a key length that is not the cipher’s', () => {
    expectPkiError(prepare(pbes2(pbkdf2(1, der.encodeInteger(16)))), 'pbe/key-length-refused', { found: 16 })
  })

  it.each([0, 15, 17])('calls a ciphertext of %d octets damaged, whatever the passphrase', (length) => {
    const run = () => prepareDecryption(pbes2(pbkdf2(1)), new Uint8Array(length), {})
    expectPkiError(run, 'pbe/ciphertext-invalid', { algorithm: 'AES-256-CBC' })
  })

  it('bounds what all derivations of a file cost together', () => {
    const options = { maxIterations: 1000, budget: { left: 1500 } }
    prepare(pbes2(pbkdf2(1000)), options)()
    expectPkiError(prepare(pbes2(pbkdf2(501)), options), 'pbe/iterations-excessive', { found: 501, limit: 500 })
  })

  it('reads the parameters of Java before 11, which hold the OID once more', () => {
    const { oid, parametersDer } = pbes2(pbkdf2(1))
    const doubled = der.encodeSequence(der.encodeObjectIdentifier(oid), parametersDer ?? new Uint8Array())
    expect(prepare({ oid, parametersDer: doubled })).not.toThrow()
  })

  it('ends with the signal’s reason when it is cancelled', async () => {
    const controller = new AbortController()
    const parametersDer = der.encodeSequence(salt, der.encodeInteger(1_000_000))
    const legacy = { oid: oids.pbeWithShaAnd3KeyTripleDesCbc, parametersDer }
    const fractions: number[] = []
    const onProgress = (fraction: number) => {
      fractions.push(fraction)
      controller.abort(new Error('cancelled'))
    }
    const decrypt = prepareDecryption(legacy, ciphertext, { signal: controller.signal, onProgress })
    await expect(decrypt(PASSPHRASE)).rejects.toThrow('cancelled')
    expect(fractions).toEqual([0.25])
  })

  it('tells how far a derivation of the browser’s probably is', async () => {
    const fractions: number[] = []
    let now = 0
    const options = { onProgress: (fraction: number) => fractions.push(fraction), elapsed: () => (now += 1000) }
    const decrypt = prepareDecryption(pbes2(pbkdf2(1_000_000)), ciphertext, options)
    await expect(decrypt(PASSPHRASE)).rejects.toMatchObject({ code: 'pbe/passphrase-refused' })
    // Each look at the clock is a second later; the sample said ten seconds in all.
    for (const [index, fraction] of fractions.entries()) expect(fraction).toBeCloseTo(Math.min(0.99, (index + 1) / 10))
  })
})

function hugeSalt(): Bytes {
  const huge = der.encodeSequence(der.encodeOctetString(new Uint8Array(1_000_000)), der.encodeInteger(1))
  return der.encodeSequence(identifier(oids.pbkdf2, huge), aes256)
}

describe('prepareMac()', () => {
  const macData = (algorithm: Bytes): Bytes =>
    der.encodeSequence(der.encodeSequence(algorithm, der.encodeOctetString(new Uint8Array(32))), salt)
  const pbmac1 = (derivation: Bytes): Bytes =>
    macData(identifier(oids.pbmac1, der.encodeSequence(derivation, identifier(oids.hmacWithSHA256, der.encodeNull()))))

  it.each([
    ['no key length', pbkdf2(1), 0],
    ['a key of 19 octets', pbkdf2(1, der.encodeInteger(19)), 19],
    ['a key of 65 octets', pbkdf2(1, der.encodeInteger(65)), 65],
  ])('refuses PBMAC1 with %s', (_what, derivation, found) => {
    expectPkiError(() => prepareMac(pbmac1(derivation), {}), 'pbe/key-length-refused', { found })
  })

  it('takes PBMAC1 with a key of 20 octets, and says no to a wrong passphrase', async () => {
    const verify = prepareMac(pbmac1(pbkdf2(1, der.encodeInteger(20))), {})
    expect(await verify(new Uint8Array(), PASSPHRASE)).toBe(false)
  })

  it('takes a MAC of another length for damage', () => {
    expectPkiError(() => prepareMac(macData(identifier(oids.sha1)), {}), 'pbe/parameters-invalid', { algorithm: 'MAC' })
  })

  it('names a hash that it does not read', () => {
    const detail = { oid: '1.2.643.7.1.1.2.2', name: '1.2.643.7.1.1.2.2' }
    expectPkiError(() => prepareMac(macData(identifier('1.2.643.7.1.1.2.2')), {}), 'pbe/algorithm-unsupported', detail)
  })
})
