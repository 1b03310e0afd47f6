import { describe, expect, it } from 'vitest'
import { hashAlgorithms, keyAlgorithms, type KeyAlgorithmId } from '../../src/pki/algorithms.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import * as der from '../../src/pki/der.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { type GeneratedKeyPair, generateKeyPair } from '../../src/pki/key-pair.ts'
import { readPrivateKey } from '../../src/pki/private-key.ts'

const made = new Map<KeyAlgorithmId, Promise<GeneratedKeyPair>>()
const pairOf = (id: KeyAlgorithmId): Promise<GeneratedKeyPair> => {
  const pair = made.get(id) ?? generateKeyPair(keyAlgorithms[id], hashAlgorithms['sha-256'])
  made.set(id, pair)
  return pair
}
/** What stands within PKCS #8: PKCS #1, SEC 1, the octets of Ed25519. */
const innerOf = (privateKeyInfo: Bytes): Bytes => der.decodeOctetString(der.decodeSequence(privateKeyInfo)[2]).slice()
const membersOf = (bytes: Uint8Array): Uint8Array[] => der.decodeSequence(bytes).map(({ encoded }) => encoded)
const wrap = (identifier: Bytes, key: Bytes, ...rest: Bytes[]): Bytes =>
  der.encodeSequence(der.encodeInteger(0), identifier, der.encodeOctetString(key), ...rest)
const identifierOf = (...oids: string[]): Bytes => der.encodeSequence(...oids.map(der.encodeObjectIdentifier))
const EC = '1.2.840.10045.2.1'

async function errorOf(promise: Promise<unknown>): Promise<PkiError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PkiError)
  return error as PkiError
}
const codeOf = async (promise: Promise<unknown>): Promise<string> => (await errorOf(promise)).code

describe('readPrivateKey()', () => {
  it.each<KeyAlgorithmId>(['rsa-2048', 'p-256', 'p-384', 'p-521', 'ed25519'])('reads %s from PKCS #8', async (id) => {
    const { privateKeyInfo, subjectPublicKeyInfo } = await pairOf(id)
    const opened = await readPrivateKey('pkcs8', privateKeyInfo)
    expect(opened).toMatchObject({ form: 'pkcs8', isUsable: true, publicKey: subjectPublicKeyInfo })
    expect(opened.keyKind.algorithm?.id).toBe(id)
    expect(opened.privateKeyInfo).toEqual(privateKeyInfo)
  })

  it('reads PKCS #1 as the same key', async () => {
    const { privateKeyInfo, subjectPublicKeyInfo } = await pairOf('rsa-2048')
    const opened = await readPrivateKey('pkcs1', innerOf(privateKeyInfo))
    expect(opened).toMatchObject({ form: 'pkcs1', privateKeyInfo, publicKey: subjectPublicKeyInfo, isUsable: true })
  })

  it.each<KeyAlgorithmId>(['p-256', 'p-521'])('reads SEC 1 of %s, with its curve and without', async (id) => {
    const { privateKeyInfo, subjectPublicKeyInfo } = await pairOf(id)
    const [version, secret, point] = membersOf(innerOf(privateKeyInfo)) as [Bytes, Bytes, Bytes]
    const { algorithm } = (await readPrivateKey('pkcs8', privateKeyInfo)).keyKind
    const curve = der.encodeContextConstructed(
      0,
      der.encodeObjectIdentifier(algorithm?.family === 'ec' ? algorithm.curveOid : ''),
    )
    for (const sec1 of [der.encodeSequence(version, secret, curve, point), der.encodeSequence(version, secret, point)])
      expect(await readPrivateKey('sec1', sec1)).toMatchObject({ publicKey: subjectPublicKeyInfo, privateKeyInfo })
    const bare = der.encodeSequence(version, secret)
    expect(await errorOf(readPrivateKey('sec1', bare))).toMatchObject({
      code: 'key/algorithm-unsupported',
      detail: { algorithm: 'EC without its curve' },
    })
  })

  it('pads an EC secret that lost its leading zeros, and takes a zero too many away', async () => {
    const d = Uint8Array.of(7)
    const padded = der.encodeOctetString(new Uint8Array(32).fill(7, 31))
    const identifier = identifierOf(EC, '1.2.840.10045.3.1.7')
    for (const secret of [d, new Uint8Array(33).fill(7, 32)]) {
      const key = der.encodeSequence(der.encodeInteger(1), der.encodeOctetString(secret))
      const { privateKeyInfo } = await readPrivateKey('pkcs8', wrap(identifier, key))
      expect(privateKeyInfo).toEqual(wrap(identifier, der.encodeSequence(der.encodeInteger(1), padded)))
    }
    const long = der.encodeSequence(der.encodeInteger(1), der.encodeOctetString(new Uint8Array(33).fill(7)))
    expect(await codeOf(readPrivateKey('pkcs8', wrap(identifier, long)))).toBe('key/invalid')
  })

  it('leaves attributes and the second version of PKCS #8 behind', async () => {
    const { privateKeyInfo } = await pairOf('ed25519')
    const attributes = der.encodeContextConstructed(0, der.encodeSequence())
    const withMore = wrap(identifierOf('1.3.101.112'), innerOf(privateKeyInfo), attributes)
    expect((await readPrivateKey('pkcs8', withMore)).privateKeyInfo).toEqual(privateKeyInfo)
  })

  it('finds RSA numbers that do not belong together', async () => {
    const members = membersOf(innerOf((await pairOf('rsa-2048')).privateKeyInfo))
    for (let index = 1; index < 9; index++) {
      const damaged = members.map((member) => member.slice())
      const last = damaged[index]
      if (last !== undefined) last[last.length - 1] = (last.at(-1) ?? 0) ^ 2
      expect(await codeOf(readPrivateKey('pkcs1', der.encodeSequence(...damaged)))).toBe('key/invalid')
    }
    const huge = [
      ...members.slice(0, 3),
      der.encodeUnsignedInteger(new Uint8Array(100_000).fill(1)),
      ...members.slice(4),
    ]
    expect(await codeOf(readPrivateKey('pkcs1', der.encodeSequence(...huge)))).toBe('key/invalid')
  })

  it('finds a public half that is not its own', async () => {
    const [version, secret] = membersOf(innerOf((await pairOf('p-256')).privateKeyInfo)) as [Bytes, Bytes]
    const other = await generateKeyPair(keyAlgorithms['p-256'], hashAlgorithms['sha-256'])
    const [, , point] = membersOf(innerOf(other.privateKeyInfo)) as [Bytes, Bytes, Bytes]
    const mixed = wrap(identifierOf(EC, '1.2.840.10045.3.1.7'), der.encodeSequence(version, secret, point))
    expect(await codeOf(readPrivateKey('pkcs8', mixed))).toBe('key/invalid')
  })

  it.each([
    ['DSA', ['1.2.840.10040.4.1']],
    ['ECDSA secp256k1', [EC, '1.3.132.0.10']],
    ['ECDSA brainpoolP256r1', [EC, '1.3.36.3.3.2.8.1.1.7']],
    ['X25519', ['1.3.101.110']],
    ['X448', ['1.3.101.111']],
    ['Ed448', ['1.3.101.113']],
    ['1.2.3.4', ['1.2.3.4']],
  ])('names %s and says that it is not supported', async (algorithm, oids) => {
    const key = der.encodeSequence(der.encodeInteger(1), der.encodeOctetString(new Uint8Array(32)))
    const error = await errorOf(readPrivateKey('pkcs8', wrap(identifierOf(...oids), key)))
    expect(error).toMatchObject({ code: 'key/algorithm-unsupported', detail: { algorithm } })
  })

  it('reads an RSA-PSS key, which no browser signs with', async () => {
    const { privateKeyInfo } = await pairOf('rsa-2048')
    const identifier = identifierOf('1.2.840.113549.1.1.10')
    const restricted = wrap(identifier, innerOf(privateKeyInfo))
    const opened = await readPrivateKey('pkcs8', restricted)
    expect(opened).toMatchObject({ privateKeyInfo: restricted, isUsable: false })
    expect(opened.keyKind.label).toBe('RSA 2048 (RSA-PSS)')
  })

  it('says that an RSA key is too small or too large to be one', async () => {
    const members = membersOf(innerOf((await pairOf('rsa-2048')).privateKeyInfo))
    for (const octets of [63, 2049]) {
      const modulus = der.encodeUnsignedInteger(new Uint8Array(octets).fill(0xff))
      const key = der.encodeSequence(...members.slice(0, 1), modulus, ...members.slice(2))
      expect(await codeOf(readPrivateKey('pkcs1', key))).toBe('key/algorithm-unsupported')
    }
  })

  it.each(['openssh', 'ppk'] as const)('names the form %s', async (form) => {
    expect(await errorOf(readPrivateKey(form, new Uint8Array()))).toMatchObject({
      code: 'key/form-unsupported',
      detail: { form },
    })
  })
})
