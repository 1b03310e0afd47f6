// Every way of signing that WebCrypto verifies, those that it lacks, and those that nobody trusts.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import {
  decodeSequence,
  encodeBitString,
  encodeContextConstructed,
  encodeInteger,
  encodeNull,
  encodeObjectIdentifier,
  encodeSequence,
  encodeUnsignedInteger,
} from '../../../src/pki/der.ts'
import { rfc5280Profile } from '../../../src/pki/path/path-profile.ts'
import { ask, type CertificateChanges, certify, type Entity, makeEntity, told } from './make-path.ts'

let root: Entity
let leaf: Entity

beforeAll(async () => {
  root = await makeEntity('Acme Root')
  leaf = await makeEntity('pbx')
})

type Signer = NonNullable<CertificateChanges['signer']>
interface Material {
  readonly spki: Bytes
  readonly signer: Signer
}

const identifier = (oid: string, ...parameters: readonly Bytes[]): Bytes =>
  encodeSequence(encodeObjectIdentifier(oid), ...parameters)

async function make(
  keyParameters: RsaHashedKeyGenParams | EcKeyGenParams | Algorithm,
  signParameters: Algorithm | RsaPssParams | EcdsaParams,
  identifierDer: Bytes,
): Promise<Material> {
  const pair = (await crypto.subtle.generateKey(keyParameters, true, ['sign', 'verify'])) as CryptoKeyPair
  const sign = async (toBeSigned: Bytes): Promise<Bytes> => {
    const raw = new Uint8Array(await crypto.subtle.sign(signParameters, pair.privateKey, toBeSigned))
    if (keyParameters.name !== 'ECDSA') return raw
    const half = raw.length / 2
    return encodeSequence(encodeUnsignedInteger(raw.subarray(0, half)), encodeUnsignedInteger(raw.subarray(half)))
  }
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    signer: { identifierDer, sign },
  }
}

const rsa = (name: string, hash: string): RsaHashedKeyGenParams => ({
  name,
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash,
})
const pkcs1 = (hash: string, oid: string): Promise<Material> =>
  make(rsa('RSASSA-PKCS1-v1_5', hash), { name: 'RSASSA-PKCS1-v1_5' }, identifier(oid, encodeNull()))
const ecdsa = (namedCurve: string, hash: string, oid: string): Promise<Material> => {
  const parameters: EcdsaParams = { name: 'ECDSA', hash }
  return make({ name: 'ECDSA', namedCurve }, parameters, identifier(oid))
}

const PSS = '1.2.840.113549.1.1.10'
const sha = { 'SHA-256': '2.16.840.1.101.3.4.2.1', 'SHA-512': '2.16.840.1.101.3.4.2.3' } as const
function pssIdentifier(hash: keyof typeof sha, saltLength: number, maskHash = hash): Bytes {
  const mask = identifier('1.2.840.113549.1.1.8', identifier(sha[maskHash], encodeNull()))
  return identifier(
    PSS,
    encodeSequence(
      encodeContextConstructed(0, identifier(sha[hash], encodeNull())),
      encodeContextConstructed(1, mask),
      encodeContextConstructed(2, encodeInteger(saltLength)),
    ),
  )
}
const pss = (hash: keyof typeof sha, saltLength: number): Promise<Material> => {
  const parameters: RsaPssParams = { name: 'RSA-PSS', saltLength }
  return make(rsa('RSA-PSS', hash), parameters, pssIdentifier(hash, saltLength))
}

/** Asks about a server that a root with this key has signed. */
async function askSigned({ spki, signer }: Material, identifierDer = signer.identifierDer): Promise<string> {
  const anchor = await certify(root, root, { spki })
  const target = await certify(root, leaf, { cA: false, signer: { ...signer, identifierDer } })
  return told(await ask(target, [anchor]))
}

describe('verifySignature()', () => {
  it.each<readonly [string, () => Promise<Material>, string]>([
    ['RSA with SHA-256', () => pkcs1('SHA-256', '1.2.840.113549.1.1.11'), 'accepted'],
    ['RSA with SHA-384', () => pkcs1('SHA-384', '1.2.840.113549.1.1.12'), 'accepted'],
    ['RSA with SHA-512', () => pkcs1('SHA-512', '1.2.840.113549.1.1.13'), 'accepted'],
    ['RSA with SHA-1', () => pkcs1('SHA-1', '1.2.840.113549.1.1.5'), 'signature/weak at 0'],
    ['RSA with SHA-256, named SHA-384', () => pkcs1('SHA-256', '1.2.840.113549.1.1.12'), 'signature/invalid at 0'],
    ['RSA-PSS with SHA-256', () => pss('SHA-256', 32), 'accepted'],
    ['RSA-PSS with SHA-512 and no salt', () => pss('SHA-512', 0), 'accepted'],
    ['P-256 with SHA-256', () => ecdsa('P-256', 'SHA-256', '1.2.840.10045.4.3.2'), 'accepted'],
    ['P-256 with SHA-512', () => ecdsa('P-256', 'SHA-512', '1.2.840.10045.4.3.4'), 'accepted'],
    ['P-384 with SHA-384', () => ecdsa('P-384', 'SHA-384', '1.2.840.10045.4.3.3'), 'accepted'],
    ['P-521 with SHA-512', () => ecdsa('P-521', 'SHA-512', '1.2.840.10045.4.3.4'), 'accepted'],
    ['P-256 with SHA-1', () => ecdsa('P-256', 'SHA-1', '1.2.840.10045.4.1'), 'signature/weak at 0'],
    ['Ed25519', () => make({ name: 'Ed25519' }, { name: 'Ed25519' }, identifier('1.3.101.112')), 'accepted'],
    ['RSA with SHA-224', () => pkcs1('SHA-256', '1.2.840.113549.1.1.14'), 'signature/unverifiable at 0'],
    ['something unknown', () => pkcs1('SHA-256', '1.2.3.4'), 'signature/unverifiable at 0'],
    ['an Ed25519 name on an RSA key', () => pkcs1('SHA-256', '1.3.101.112'), 'signature/invalid at 0'],
  ])('%s', async (_, material, expected) => {
    expect(await askSigned(await material())).toBe(expected)
  })

  it('RSA-PSS with another hash for the mask, or another salt than named', async () => {
    const material = await pss('SHA-256', 32)
    expect(await askSigned(material, pssIdentifier('SHA-256', 32, 'SHA-512'))).toBe('signature/unverifiable at 0')
    expect(await askSigned(material, pssIdentifier('SHA-256', 20))).toBe('signature/invalid at 0')
  })

  it('RSA-PSS by a key that is for PSS only', async () => {
    const material = await pss('SHA-256', 32)
    const key = decodeSequence(material.spki)[1]?.encoded ?? new Uint8Array()
    expect(await askSigned({ ...material, spki: encodeSequence(identifier(PSS), key) })).toBe('accepted')
  })

  it('PKCS #1 v1.5 by a key that is for PSS only', async () => {
    const { spki, signer } = await pkcs1('SHA-256', '1.2.840.113549.1.1.11')
    const [, key] = decodeSequence(spki)
    const pssOnly = encodeSequence(identifier(PSS), key?.encoded ?? new Uint8Array())
    expect(await askSigned({ spki: pssOnly, signer })).toBe('signature/invalid at 0')
  })

  it('an identifier that is broken, in the certificate or in another of the pool', async () => {
    const broken = identifier(PSS, encodeSequence(encodeContextConstructed(2, encodeNull())))
    const sign = (): Promise<Bytes> => Promise.resolve(new Uint8Array(256))
    const target = await certify(root, leaf, { cA: false, signer: { identifierDer: broken, sign } })
    const anchor = await certify(root, root)
    expect(told(await ask(target, [anchor]))).toBe('signature/invalid at 0')
    const rival = await certify(leaf, root, { signer: { identifierDer: broken, sign } })
    expect(told(await ask(await certify(root, leaf, { cA: false }), [anchor], [rival]))).toBe('accepted')
  })

  it('an RSA key that is broken, where keys are measured', async () => {
    const spki = identifier('1.2.840.113549.1.1.1', encodeNull())
    const broken = encodeSequence(spki, encodeBitString(encodeInteger(1)))
    const target = await certify(root, leaf, { cA: false, spki: broken })
    const profile = { ...rfc5280Profile, minimumRsaBits: 2048 }
    expect(told(await ask(target, [await certify(root, root)], [], { profile }))).toBe('store/key-too-short at 0')
  })

  it('a key on a curve that browsers lack', async () => {
    const material = await ecdsa('P-256', 'SHA-256', '1.2.840.10045.4.3.2')
    const [, key] = decodeSequence(material.spki)
    const secp256k1 = identifier('1.2.840.10045.2.1', encodeObjectIdentifier('1.3.132.0.10'))
    const spki = encodeSequence(secp256k1, key?.encoded ?? new Uint8Array())
    expect(await askSigned({ ...material, spki })).toBe('signature/unverifiable at 0')
  })

  it('two names of algorithms, inside and outside', async () => {
    const target = await certify(root, leaf, { cA: false })
    const [toBeSigned, , signature] = decodeSequence(target)
    const outer = identifier('1.2.840.10045.4.3.2', encodeNull())
    const forged = encodeSequence(
      ...[toBeSigned, outer, signature].map((part) => (part instanceof Uint8Array ? part : (part?.encoded ?? outer))),
    )
    expect(told(await ask(forged, [await certify(root, root)]))).toBe('signature/algorithm-mismatch at 0')
  })
})
