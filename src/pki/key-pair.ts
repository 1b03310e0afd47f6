// Key pairs: generating, importing, proving that they belong to something. WebCrypto does the work and holds what signs.
import { type HashAlgorithm, hashAlgorithms, type KeyAlgorithm, type KeyFamily } from './algorithms.ts'
import { type Bytes, concatBytes, decodeBase64 } from './bytes.ts'
import {
  decodeDer,
  decodeMembers,
  decodeOctetString,
  decodeSequence,
  type DerElement,
  derTag,
  encodeBitString,
  encodeNull,
  encodeObjectIdentifier,
  encodeSequence,
  encodeUnsignedInteger,
} from './der.ts'
import { PkiError } from './errors.ts'
import { keyKindOf, publicKeyKindOf } from './subject-public-key-info.ts'

/** A private key ready to sign, bound to one hash; non-extractable. */
export interface SigningKey {
  readonly algorithm: KeyAlgorithm
  readonly hash: HashAlgorithm
  readonly privateKey: CryptoKey
  /** SubjectPublicKeyInfo DER of the same pair: proves whose certificate the key belongs to without signing. */
  readonly subjectPublicKeyInfo: Bytes
}

export interface GeneratedKeyPair {
  /** DER (RFC 5280 §4.1.2.7). */
  readonly subjectPublicKeyInfo: Bytes
  /** PKCS #8 DER in clear: secret; wipe it when it has been sealed or given away. */
  readonly privateKeyInfo: Bytes
  readonly signingKey: SigningKey
}

// For what is not bound to a hash: EC and Ed25519 keys.
const defaultHash = hashAlgorithms['sha-256']

// RFC 8017 §3.1, and the only exponent that every importer takes: 65 537.
const publicExponent = Uint8Array.of(1, 0, 1)

function generationParameters(
  algorithm: KeyAlgorithm,
  hash: HashAlgorithm,
): RsaHashedKeyGenParams | EcKeyGenParams | Algorithm {
  switch (algorithm.family) {
    case 'rsa':
      return {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: algorithm.modulusBits,
        publicExponent,
        hash: hash.webCryptoName,
      }
    case 'ec':
      return { name: 'ECDSA', namedCurve: algorithm.namedCurve }
    case 'ed25519':
      return { name: 'Ed25519' }
  }
}

// An RSA CryptoKey signs with the hash it was imported with, whatever is asked later: so it is bound here.
function importParameters(
  family: KeyFamily,
  hash: HashAlgorithm,
  namedCurve?: string,
): RsaHashedImportParams | EcKeyImportParams | Algorithm {
  if (family === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: hash.webCryptoName }
  return namedCurve === undefined ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve }
}

const curveOf = (algorithm: KeyAlgorithm | null): string | undefined =>
  algorithm?.family === 'ec' ? algorithm.namedCurve : undefined

/**
 * Generates a pair. RSA takes from tenths of a second (2048) to many seconds (4096); the page stays alive meanwhile.
 *
 * @param hash - what the signing key will sign with; Ed25519 brings its own
 * @throws {@link PkiError} `key/algorithm-unsupported` when this browser cannot
 */
export async function generateKeyPair(algorithm: KeyAlgorithm, hash: HashAlgorithm): Promise<GeneratedKeyPair> {
  const { publicKey, privateKey } = await generate(algorithm, hash)
  const subjectPublicKeyInfo = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
  const privateKeyInfo = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))
  const imported = await importPrivate(privateKeyInfo, algorithm, hash, false)
  return {
    subjectPublicKeyInfo,
    privateKeyInfo,
    signingKey: { algorithm, hash, privateKey: imported, subjectPublicKeyInfo },
  }
}

async function generate(algorithm: KeyAlgorithm, hash: HashAlgorithm): Promise<CryptoKeyPair> {
  try {
    const pair = await crypto.subtle.generateKey(generationParameters(algorithm, hash), true, ['sign', 'verify'])
    return pair as CryptoKeyPair
  } catch (cause) {
    throw unsupported(algorithm.label, cause)
  }
}

function unsupported(algorithm: string, cause?: unknown): PkiError {
  const message = `Cannot use key: "${algorithm}" is not supported`
  return new PkiError('key/algorithm-unsupported', { algorithm }, message, cause === undefined ? undefined : { cause })
}

/**
 * Tells whether this browser can generate keys of an algorithm, by generating one where that is quick.
 *
 * RSA is answered without trying: every WebCrypto has it, and a 4096-bit key takes seconds.
 */
export async function supportsKeyAlgorithm(algorithm: KeyAlgorithm): Promise<boolean> {
  if (algorithm.family === 'rsa') return true
  try {
    await crypto.subtle.generateKey(generationParameters(algorithm, defaultHash), false, ['sign', 'verify'])
    return true
  } catch {
    return false
  }
}

/** Reads which row of the table a PrivateKeyInfo (RFC 5958 §2) is of. */
function algorithmOf(privateKeyInfo: Uint8Array): KeyAlgorithm {
  const [, identifier, key] = decodeSequence(privateKeyInfo)
  const { algorithm, label } = keyKindOf(identifier, () => rsaMembers(key)[1])
  if (algorithm === null) throw unsupported(label)
  return algorithm
}

// RSAPrivateKey (RFC 8017 §A.1.2): version, modulus, publicExponent, and the secrets.
const rsaMembers = (key: DerElement | undefined): DerElement[] =>
  decodeMembers(decodeDer(decodeOctetString(key)), derTag.sequence)

async function importPrivate(
  privateKeyInfo: Bytes,
  algorithm: KeyAlgorithm,
  hash: HashAlgorithm,
  isExtractable: boolean,
): Promise<CryptoKey> {
  const parameters = importParameters(algorithm.family, hash, curveOf(algorithm))
  try {
    return await crypto.subtle.importKey('pkcs8', privateKeyInfo, parameters, isExtractable, ['sign'])
  } catch (cause) {
    throw keyInvalid(algorithm.label, cause)
  }
}

function keyInvalid(algorithm: string, cause: unknown): PkiError {
  return new PkiError('key/invalid', { algorithm }, `Cannot import key: not a valid "${algorithm}" key`, { cause })
}

/**
 * Imports a private key for signing with a hash; the algorithm is read from the key itself.
 *
 * A weak key is refused: it signs itself on the day on which it is made, and nothing after that.
 *
 * @param privateKeyInfo - PKCS #8 DER in clear; not kept
 * @throws {@link PkiError} `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export async function importSigningKey(privateKeyInfo: Bytes, hash: HashAlgorithm): Promise<SigningKey> {
  const algorithm = algorithmOf(privateKeyInfo)
  if (algorithm.isWeak) throw unsupported(algorithm.label)
  return {
    algorithm,
    hash,
    privateKey: await importPrivate(privateKeyInfo, algorithm, hash, false),
    subjectPublicKeyInfo: await publicKeyOf(privateKeyInfo),
  }
}

/**
 * Derives the SubjectPublicKeyInfo that belongs to a private key: shows which certificate it is of.
 *
 * @param privateKeyInfo - PKCS #8 DER in clear
 * @returns DER as WebCrypto would export it
 * @throws {@link PkiError} `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export async function publicKeyOf(privateKeyInfo: Bytes): Promise<Bytes> {
  const algorithm = algorithmOf(privateKeyInfo)
  const [, , key] = decodeSequence(privateKeyInfo)
  if (algorithm.family === 'rsa') {
    const [, modulus, exponent] = rsaMembers(key).map(({ contents }) => contents)
    if (modulus === undefined || exponent === undefined) throw keyInvalid(algorithm.label, null)
    const members = [modulus, exponent].map(encodeUnsignedInteger)
    return encodeSpki(encodeSequence(encodeObjectIdentifier(algorithm.oid), encodeNull()), encodeSequence(...members))
  }
  // The public half need not stand in the structure, so the platform computes it; only x and y are taken from its answer.
  const { x = '', y = '' } = await crypto.subtle.exportKey(
    'jwk',
    await importPrivate(privateKeyInfo, algorithm, defaultHash, true),
  )
  if (algorithm.family === 'ed25519')
    return encodeSpki(encodeSequence(encodeObjectIdentifier(algorithm.oid)), decodeBase64Url(x))
  const identifier = encodeSequence(encodeObjectIdentifier(algorithm.oid), encodeObjectIdentifier(algorithm.curveOid))
  // SEC 1 §2.3.3: 04 and both coordinates, uncompressed.
  return encodeSpki(identifier, concatBytes([Uint8Array.of(4), decodeBase64Url(x), decodeBase64Url(y)]))
}

const encodeSpki = (identifier: Bytes, key: Bytes): Bytes => encodeSequence(identifier, encodeBitString(key))

function decodeBase64Url(text: string): Bytes {
  const bytes = decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
  if (bytes === null) throw new TypeError('JWK coordinates are base64url')
  return bytes
}

/**
 * Imports a public key for verifying signatures made with a hash.
 *
 * @param subjectPublicKeyInfo - DER; RSA of any size that the platform takes
 * @throws {@link PkiError} `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export async function importVerifyingKey(subjectPublicKeyInfo: Bytes, hash: HashAlgorithm): Promise<CryptoKey> {
  const { family, label, algorithm } = publicKeyKindOf(subjectPublicKeyInfo)
  if (family === 'other') throw unsupported(label)
  const parameters = importParameters(family, hash, curveOf(algorithm))
  try {
    return await crypto.subtle.importKey('spki', subjectPublicKeyInfo, parameters, true, ['verify'])
  } catch (cause) {
    throw keyInvalid(label, cause)
  }
}

/**
 * Gives a public key in the encoding that WebCrypto writes; a key that it cannot import is refused on the way.
 *
 * @param subjectPublicKeyInfo - DER
 * @throws {@link PkiError} `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export async function normalizePublicKey(subjectPublicKeyInfo: Bytes): Promise<Bytes> {
  const key = await importVerifyingKey(subjectPublicKeyInfo, defaultHash)
  return new Uint8Array(await crypto.subtle.exportKey('spki', key))
}
