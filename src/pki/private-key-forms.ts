// The forms in which private keys stand in files in clear, each brought into one: PKCS #8 as this program writes it.
// Attributes, public halves that contradict nothing and parameters said twice are left behind; the numbers are checked.
import { encodeHex } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { keyAlgorithms } from './algorithms.ts'
import type { EcKeyAlgorithm } from './algorithms.ts'
import type { ObjectForm } from './classify-der.ts'
import {
  decodeBitString,
  decodeDer,
  decodeIntegerOctets,
  decodeMembers,
  decodeObjectIdentifier,
  decodeOctetString,
  decodeSequence,
  type DerElement,
  derTag,
  encodeBitString,
  encodeContextConstructed,
  encodeInteger,
  encodeNull,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeUnsignedInteger,
  expectTag,
} from './der.ts'
import { PkiError } from './errors.ts'
import { oids } from './oids.ts'
import { keyKindOf, type PublicKeyKind } from './subject-public-key-info.ts'

/** A private key brought into one form. */
export interface PlainPrivateKey {
  /** PKCS #8 DER (RFC 5958 §2), version 0, without attributes: secret. */
  readonly privateKeyInfo: Bytes
  readonly keyKind: PublicKeyKind
  /** SubjectPublicKeyInfo DER as far as the file itself tells it; null when it has to be computed. */
  readonly statedPublicKey: Bytes | null
  /** True where the file does not say the curve: a key that cannot be imported is then of another one. */
  readonly isCurveGuessed?: boolean
}

/**
 * Brings a private key into PKCS #8.
 *
 * Of RSA it is checked that the primes make the modulus and the exponents fit, so that a damaged key is found here.
 *
 * @param form - as `classifyDer` tells it
 * @throws {@link PkiError} `key/form-unsupported`, `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export function readPlainPrivateKey(form: ObjectForm | undefined, der: Uint8Array): PlainPrivateKey {
  switch (form) {
    case 'pkcs8':
      return readPkcs8(der)
    case 'pkcs1':
      return readRsa(der)
    case 'sec1':
      return readEc(der, null)
    case 'dsa':
      throw unsupported(`DSA ${String(bitsOf(decodeSequence(der)[1]))}`)
    default:
      throw formUnsupported(form ?? '?')
  }
}

/** Makes the error of an EC key whose curve nobody says. */
export const curveUnknown = (): PkiError => unsupported('EC without its curve')
const formUnsupported = (form: string) =>
  new PkiError('key/form-unsupported', { form }, `Cannot read private key: form "${form}" is not supported`)
const unsupported = (algorithm: string) =>
  new PkiError('key/algorithm-unsupported', { algorithm }, `Cannot read private key: "${algorithm}" is not supported`)
const invalid = (algorithm: string) =>
  new PkiError('key/invalid', { algorithm }, `Cannot read private key: not a valid "${algorithm}" key`)

function readPkcs8(der: Uint8Array): PlainPrivateKey {
  const [, identifier, key] = decodeSequence(der)
  const [algorithm, parameters] = decodeMembers(expectTag(identifier, derTag.sequence))
  const octets = decodeOctetString(key)
  switch (decodeObjectIdentifier(algorithm)) {
    case oids.rsaEncryption:
      return readRsa(octets)
    case oids.rsassaPss:
      return readRsaPss(octets, expectTag(identifier, derTag.sequence).encoded)
    case oids.idEcPublicKey:
      return readEc(octets, parameters ?? null)
    case oids.idEd25519:
      return readEd25519(octets)
    default:
      throw unsupported(keyKindOf(identifier, () => undefined).label)
  }
}

const wrap = (identifier: Uint8Array, key: Bytes): Bytes =>
  encodeSequence(encodeInteger(0), identifier, encodeOctetString(key))

// ---------------------------------------------------------------------------------------------------- RSA

const rsaIdentifier = encodeSequence(encodeObjectIdentifier(oids.rsaEncryption), encodeNull())
// Bigger keys exist nowhere; their arithmetic would take seconds. WebCrypto ends at 16 384 bits too.
const MIN_RSA_BITS = 512
const MAX_RSA_BITS = 16_384

// RSAPrivateKey: RFC 8017 §A.1.2.
function readRsa(der: Uint8Array, identifier: Uint8Array = rsaIdentifier): PlainPrivateKey {
  const members = decodeSequence(der)
  const [version, modulus, publicExponent] = members
  const keyKind = keyKindOf(decodeDer(rsaIdentifier), () => modulus)
  const bits = keyKind.modulusBits ?? 0
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) throw unsupported(keyKind.label)
  // More than two primes: version 1. No WebCrypto takes them (RFC 7518 §6.3.2.7 leaves them out).
  if (decodeIntegerOctets(version)[0] !== 0) throw unsupported(`${keyKind.label} with more than two primes`)
  // No number is longer than the modulus: longer ones are wrong, and would take long to find wrong.
  const isBounded = members.every(({ contents }) => contents.length <= bits / 8 + 2)
  if (members.length !== 9 || !isBounded || !areRsaNumbersConsistent(members.map(toBigInt)))
    throw invalid(keyKind.label)
  const numbers = [modulus, publicExponent].map((number) => encodeUnsignedInteger(decodeIntegerOctets(number)))
  return {
    privateKeyInfo: wrap(identifier, der.slice()),
    keyKind,
    statedPublicKey: encodeSequence(identifier, encodeBitString(encodeSequence(...numbers))),
  }
}

// RFC 4055 §1.2: the key may sign with RSASSA-PSS alone. No WebCrypto takes it, so that it can only be shown and kept.
function readRsaPss(der: Uint8Array, identifier: Uint8Array): PlainPrivateKey {
  const { keyKind, ...rest } = readRsa(der, identifier)
  return { ...rest, keyKind: { ...keyKind, family: 'other', label: `${keyKind.label} (RSA-PSS)`, algorithm: null } }
}

function areRsaNumbersConsistent([, n = 0n, e = 0n, d = 0n, p = 0n, q = 0n, dP, dQ, qInv = 0n]: bigint[]): boolean {
  if (p < 3n || q < 3n || e < 3n || p * q !== n) return false
  const [p1, q1] = [p - 1n, q - 1n]
  // The private exponent may be taken modulo (p-1)(q-1) or modulo their least common multiple.
  const isExponentRight = (d * e) % p1 === 1n && (d * e) % q1 === 1n
  return isExponentRight && dP === d % p1 && dQ === d % q1 && (qInv * q) % p === 1n
}

const toBigInt = (element: DerElement): bigint => {
  const octets = decodeIntegerOctets(element)
  return (octets[0] ?? 0) & 0x80 ? -1n : BigInt(`0x${encodeHex(octets)}`)
}

function bitsOf(element: DerElement | undefined): number {
  const octets = decodeIntegerOctets(element)
  const magnitude = octets[0] === 0 ? octets.subarray(1) : octets
  return magnitude.length * 8 - Math.clz32((magnitude[0] ?? 0) << 24)
}

// ----------------------------------------------------------------------------------------------------- EC

// ECPrivateKey: RFC 5915 §3. The curve stands within, or in the AlgorithmIdentifier around it, or in both.
function readEc(der: Uint8Array, outerParameters: DerElement | null): PlainPrivateKey {
  const [, secret, ...optional] = decodeSequence(der)
  const inner = optional.find(({ tag }) => tag === 0xa0)
  const point = optional.find(({ tag }) => tag === 0xa1)
  const parameters = outerParameters ?? (inner === undefined ? null : decodeDer(inner.contents))
  const publicPoint = point === undefined ? null : decodeBitString(decodeDer(point.contents)).octets
  const { keyKind, algorithm } = curveOf(parameters, decodeOctetString(secret), publicPoint)
  const identifier = encodeSequence(
    encodeObjectIdentifier(oids.idEcPublicKey),
    encodeObjectIdentifier(algorithm.curveOid),
  )
  // SEC 1 §2.3.3: a compressed point (02, 03) is left out, since WebCrypto does not take it: it is computed again.
  const stated = publicPoint?.[0] === 4 ? encodeBitString(publicPoint) : null
  const key = encodeSequence(
    encodeInteger(1),
    encodeOctetString(padSecret(decodeOctetString(secret), algorithm)),
    ...(stated === null ? [] : [encodeContextConstructed(1, stated)]),
  )
  return {
    privateKeyInfo: wrap(identifier, key),
    keyKind,
    statedPublicKey: stated === null ? null : encodeSequence(identifier, stated),
    isCurveGuessed: parameters === null,
  }
}

function curveOf(
  parameters: DerElement | null,
  secret: Uint8Array,
  publicPoint: Uint8Array | null,
): { keyKind: PublicKeyKind; algorithm: EcKeyAlgorithm } {
  const curve = parameters?.encoded ?? guessCurve(secret, publicPoint)
  const identifier = encodeSequence(encodeObjectIdentifier(oids.idEcPublicKey), curve)
  const keyKind = keyKindOf(decodeDer(identifier), () => undefined)
  if (keyKind.algorithm?.family !== 'ec') throw unsupported(keyKind.label)
  return { keyKind, algorithm: keyKind.algorithm }
}

// A SEC 1 key may leave its curve to an EC PARAMETERS block before it, which in practice says the same. Without both, the
// length tells it among the curves in use here, and the point proves it when WebCrypto imports the key.
function guessCurve(secret: Uint8Array, publicPoint: Uint8Array | null): Bytes {
  const row = Object.values(keyAlgorithms).find(
    (candidate) => candidate.family === 'ec' && candidate.coordinateLength === secret.length,
  )
  if (row?.family !== 'ec' || publicPoint?.length !== secret.length * 2 + 1) throw curveUnknown()
  return encodeObjectIdentifier(row.curveOid)
}

// RFC 5915 §3 wants as many octets as the order has; old programs leave leading zeros out, or put one more in front.
function padSecret(secret: Uint8Array, { coordinateLength, label }: EcKeyAlgorithm): Bytes {
  const surplus = Math.max(0, secret.length - coordinateLength)
  if (secret.subarray(0, surplus).some((octet) => octet !== 0)) throw invalid(label)
  const padded = new Uint8Array(coordinateLength)
  padded.set(secret.subarray(surplus), coordinateLength - (secret.length - surplus))
  return padded
}

// ------------------------------------------------------------------------------------------------ Ed25519

// CurvePrivateKey: RFC 8410 §7, an OCTET STRING of 32 octets within the OCTET STRING of PKCS #8.
function readEd25519(octets: Uint8Array): PlainPrivateKey {
  const identifier = encodeSequence(encodeObjectIdentifier(oids.idEd25519))
  const secret = decodeOctetString(decodeDer(octets))
  const keyKind = keyKindOf(decodeDer(identifier), () => undefined)
  if (secret.length !== 32) throw invalid(keyKind.label)
  return { privateKeyInfo: wrap(identifier, encodeOctetString(secret)), keyKind, statedPublicKey: null }
}
