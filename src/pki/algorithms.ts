// Key, hash and signature algorithms as tables: look a row up once at the edge and pass the row down.
// Rows are plain data, so they survive structured clone to a worker.
import type { Bytes } from './bytes.ts'
import { encodeNull, encodeObjectIdentifier, encodeSequence } from './der.ts'
import { oids } from './oids.ts'

export type KeyAlgorithmId = 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'p-256' | 'p-384' | 'p-521' | 'ed25519'
export type KeyFamily = 'rsa' | 'ec' | 'ed25519'
export type HashId = 'sha-1' | 'sha-256' | 'sha-384' | 'sha-512'

interface KeyAlgorithmRow<Id extends KeyAlgorithmId, Family extends KeyFamily> {
  readonly id: Id
  /** What a person reads; a name that does not change. */
  readonly label: string
  readonly family: Family
  /** AlgorithmIdentifier.algorithm of the SubjectPublicKeyInfo. */
  readonly oid: string
  /** In no ordinary list, and never imported for signing: only a target that still asks for it may have one made. */
  readonly isWeak: boolean
}

export interface RsaKeyAlgorithm extends KeyAlgorithmRow<'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096', 'rsa'> {
  readonly modulusBits: number
}

export interface EcKeyAlgorithm extends KeyAlgorithmRow<'p-256' | 'p-384' | 'p-521', 'ec'> {
  /** NamedCurve of WebCrypto. */
  readonly namedCurve: 'P-256' | 'P-384' | 'P-521'
  readonly curveOid: string
  /** Octets of one coordinate, and of r and of s in a signature (SEC 1 §2.3.5). */
  readonly coordinateLength: number
}

export type Ed25519KeyAlgorithm = KeyAlgorithmRow<'ed25519', 'ed25519'>

export type KeyAlgorithm = RsaKeyAlgorithm | EcKeyAlgorithm | Ed25519KeyAlgorithm

const rsa = (id: RsaKeyAlgorithm['id'], modulusBits: number): RsaKeyAlgorithm => ({
  id,
  label: `RSA ${String(modulusBits)}`,
  family: 'rsa',
  oid: oids.rsaEncryption,
  // NIST SP 800-131A rev. 2 §3: disallowed for signing since 2014.
  isWeak: modulusBits < 2048,
  modulusBits,
})

const ec = (
  id: EcKeyAlgorithm['id'],
  namedCurve: EcKeyAlgorithm['namedCurve'],
  curveOid: string,
  coordinateLength: number,
): EcKeyAlgorithm => ({
  id,
  label: `ECDSA ${namedCurve}`,
  family: 'ec',
  oid: oids.idEcPublicKey,
  isWeak: false,
  namedCurve,
  curveOid,
  coordinateLength,
})

/** Every key that we generate, in the order in which they are offered; `offeredKeyAlgorithms` leaves out the weak one. */
export const keyAlgorithms: Readonly<Record<KeyAlgorithmId, KeyAlgorithm>> = {
  'rsa-1024': rsa('rsa-1024', 1024),
  'rsa-2048': rsa('rsa-2048', 2048),
  'rsa-3072': rsa('rsa-3072', 3072),
  'rsa-4096': rsa('rsa-4096', 4096),
  'p-256': ec('p-256', 'P-256', oids.secp256r1, 32),
  'p-384': ec('p-384', 'P-384', oids.secp384r1, 48),
  'p-521': ec('p-521', 'P-521', oids.secp521r1, 66),
  ed25519: { id: 'ed25519', label: 'Ed25519', family: 'ed25519', oid: oids.idEd25519, isWeak: false },
}

/** The keys that any list offers. */
export const offeredKeyAlgorithms: readonly KeyAlgorithm[] = Object.values(keyAlgorithms).filter(
  ({ isWeak }) => !isWeak,
)

export interface HashAlgorithm {
  readonly id: HashId
  readonly label: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  readonly webCryptoName: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  /** Verified where it is met, but in no ordinary list. */
  readonly isWeak: boolean
}

export const hashAlgorithms: Readonly<Record<HashId, HashAlgorithm>> = {
  // Collisions have been made since 2017, and RFC 9155 takes it out of TLS 1.2.
  'sha-1': { id: 'sha-1', label: 'SHA-1', webCryptoName: 'SHA-1', isWeak: true },
  'sha-256': { id: 'sha-256', label: 'SHA-256', webCryptoName: 'SHA-256', isWeak: false },
  'sha-384': { id: 'sha-384', label: 'SHA-384', webCryptoName: 'SHA-384', isWeak: false },
  'sha-512': { id: 'sha-512', label: 'SHA-512', webCryptoName: 'SHA-512', isWeak: false },
}

/** The hashes that any list offers. */
export const offeredHashes: readonly HashAlgorithm[] = Object.values(hashAlgorithms).filter(({ isWeak }) => !isWeak)

/** How a family signs with a hash. Ed25519 brings its own (RFC 8032 §5.1), so its row has none. */
export interface SignatureAlgorithm {
  readonly oid: string
  readonly family: KeyFamily
  readonly hash: HashId | null
  /** AlgorithmIdentifier DER: RSA with NULL (RFC 4055 §5), the others without parameters (RFC 5758 §3.2, RFC 8410 §3). */
  readonly identifierDer: Bytes
}

function signatureRow(oid: string, family: KeyFamily, hash: HashId | null): SignatureAlgorithm {
  const parameters = family === 'rsa' ? [encodeNull()] : []
  return { oid, family, hash, identifierDer: encodeSequence(encodeObjectIdentifier(oid), ...parameters) }
}

const signatureAlgorithms: readonly SignatureAlgorithm[] = [
  signatureRow(oids.sha1WithRSAEncryption, 'rsa', 'sha-1'),
  signatureRow(oids.ecdsaWithSHA1, 'ec', 'sha-1'),
  signatureRow(oids.sha256WithRSAEncryption, 'rsa', 'sha-256'),
  signatureRow(oids.sha384WithRSAEncryption, 'rsa', 'sha-384'),
  signatureRow(oids.sha512WithRSAEncryption, 'rsa', 'sha-512'),
  signatureRow(oids.ecdsaWithSHA256, 'ec', 'sha-256'),
  signatureRow(oids.ecdsaWithSHA384, 'ec', 'sha-384'),
  signatureRow(oids.ecdsaWithSHA512, 'ec', 'sha-512'),
  signatureRow(oids.idEd25519, 'ed25519', null),
]

/** Finds the row by which a family signs with a hash; Ed25519 has one row whatever the hash. */
export function signatureAlgorithmFor(family: KeyFamily, hash: HashId): SignatureAlgorithm {
  const found = signatureAlgorithms.find((row) => row.family === family && (row.hash === hash || row.hash === null))
  if (found === undefined) throw new RangeError(`No signature algorithm for "${family}" with "${hash}"`)
  return found
}

/** Finds the row of an OID read from a certificate or request; null when we cannot verify it. */
export const findSignatureAlgorithm = (oid: string): SignatureAlgorithm | null =>
  signatureAlgorithms.find((row) => row.oid === oid) ?? null
