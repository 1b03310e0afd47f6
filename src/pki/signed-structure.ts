// The shape that certificates, requests and CRLs share: to be signed, algorithm, signature (RFC 5280 §4.1.1).
import { findSignatureAlgorithm, hashAlgorithms, type KeyAlgorithm, signatureAlgorithmFor } from './algorithms.ts'
import { type Bytes, concatBytes, equalBytes } from './bytes.ts'
import {
  decodeBitString,
  decodeIntegerOctets,
  decodeMembers,
  decodeObjectIdentifier,
  decodeSequence,
  type DerElement,
  derTag,
  encodeBitString,
  encodeSequence,
  encodeUnsignedInteger,
  expectTag,
} from './der.ts'
import { PkiError } from './errors.ts'
import { importVerifyingKey, type SigningKey } from './key-pair.ts'
import { publicKeyKindOf } from './subject-public-key-info.ts'

/** Gives the AlgorithmIdentifier DER of what a key signs with. */
export const signatureIdentifierOf = ({ algorithm, hash }: SigningKey): Bytes =>
  signatureAlgorithmFor(algorithm.family, hash.id).identifierDer

/** Signs DER and wraps it as a SEQUENCE of itself, the AlgorithmIdentifier and a BIT STRING. */
export async function signStructure(toBeSigned: Bytes, signingKey: SigningKey): Promise<Bytes> {
  const { algorithm, hash, privateKey } = signingKey
  const parameters = { name: privateKey.algorithm.name, hash: hash.webCryptoName }
  const raw = new Uint8Array(await crypto.subtle.sign(parameters, privateKey, toBeSigned))
  const signature = algorithm.family === 'ec' ? encodeEcdsaSignature(raw) : raw
  return encodeSequence(toBeSigned, signatureIdentifierOf(signingKey), encodeBitString(signature))
}

/** WebCrypto gives r and s side by side; X.509 wants Ecdsa-Sig-Value (RFC 3279 §2.2.3). */
function encodeEcdsaSignature(raw: Uint8Array): Bytes {
  const half = raw.length / 2
  return encodeSequence(encodeUnsignedInteger(raw.subarray(0, half)), encodeUnsignedInteger(raw.subarray(half)))
}

/** The three members; nothing within `toBeSigned` has been looked at. */
export interface SignedStructure {
  readonly toBeSigned: DerElement
  readonly signatureIdentifier: DerElement
  /** Dotted OID. */
  readonly signatureAlgorithm: string
  readonly signature: Uint8Array
}

/**
 * Reads the three members.
 *
 * @throws {@link PkiError} `der/…`
 */
export function decodeSignedStructure(der: Uint8Array): SignedStructure {
  const members = decodeSequence(der)
  const [toBeSigned, identifier, signature] = members
  if (members.length > 3)
    throw new PkiError('der/value-invalid', { what: 'signed structure' }, 'Cannot read: more than three members')
  const signatureIdentifier = expectTag(identifier, derTag.sequence)
  const [algorithm] = decodeMembers(signatureIdentifier)
  return {
    toBeSigned: expectTag(toBeSigned, derTag.sequence),
    signatureIdentifier,
    signatureAlgorithm: decodeObjectIdentifier(algorithm),
    signature: decodeBitString(signature).octets,
  }
}

/**
 * Verifies a signature, one with SHA-1 too: whether that is good enough is for others to say. A key of another family than the signature's gives false, and so does a damaged signature.
 *
 * @param subjectPublicKeyInfo - the signer's, DER
 * @throws {@link PkiError} `signature/algorithm-unsupported` for what is not in the table (MD5 among them),
 * `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export async function verifyStructure(structure: SignedStructure, subjectPublicKeyInfo: Bytes): Promise<boolean> {
  const row = findSignatureAlgorithm(structure.signatureAlgorithm)
  if (row === null) {
    const algorithm = structure.signatureAlgorithm
    throw new PkiError(
      'signature/algorithm-unsupported',
      { algorithm },
      `Cannot verify signature: algorithm "${algorithm}" is not supported`,
    )
  }
  const kind = publicKeyKindOf(subjectPublicKeyInfo)
  if (kind.family === 'other') {
    const message = `Cannot verify signature: keys of "${kind.label}" are not supported`
    throw new PkiError('key/algorithm-unsupported', { algorithm: kind.label }, message)
  }
  if (kind.family !== row.family) return false
  const hash = hashAlgorithms[row.hash ?? 'sha-256']
  const key = await importVerifyingKey(subjectPublicKeyInfo, hash)
  const signature = decodeSignature(structure.signature, kind.algorithm)
  if (signature === null) return false
  const parameters = { name: key.algorithm.name, hash: hash.webCryptoName }
  return crypto.subtle.verify(parameters, key, signature, structure.toBeSigned.encoded.slice())
}

const decodeSignature = (signature: Uint8Array, algorithm: KeyAlgorithm | null): Bytes | null =>
  algorithm?.family === 'ec' ? decodeEcdsaSignature(signature, algorithm.coordinateLength) : signature.slice()

/**
 * Turns Ecdsa-Sig-Value (RFC 3279 §2.2.3) into what WebCrypto takes: r and s side by side.
 *
 * @returns null when it is none, or its numbers are longer than a coordinate
 */
export function decodeEcdsaSignature(signature: Uint8Array, coordinateLength: number): Bytes | null {
  try {
    const numbers = decodeSequence(signature).map(decodeIntegerOctets)
    const parts = numbers.map((octets) => padTo(octets, coordinateLength))
    const [r, s] = parts
    return parts.length !== 2 || r == null || s == null ? null : concatBytes([r, s])
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

function padTo(octets: Uint8Array, length: number): Bytes | null {
  const magnitude = octets[0] === 0 ? octets.subarray(1) : octets
  if (magnitude.length > length) return null
  const padded = new Uint8Array(length)
  padded.set(magnitude, length - magnitude.length)
  return padded
}

/** Tells whether the identifier inside the signed part is the one outside, as RFC 5280 §4.1.1.2 demands. */
export const hasSameIdentifier = (structure: SignedStructure, inner: DerElement): boolean =>
  equalBytes(structure.signatureIdentifier.encoded, inner.encoded)
