// How certificates of others are signed, as a table: what WebCrypto verifies, what is named only, and what nobody trusts.
// What this program signs with itself is algorithms.ts's business.
import { decodeMembers, decodeObjectIdentifier, decodeSmallInteger, type DerElement, derTag } from '../der.ts'

export type WebHash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'

/** A way of signing, as read from an AlgorithmIdentifier. */
export interface ForeignSignature {
  /** What a person reads. */
  readonly label: string
  /** Null when WebCrypto has no such algorithm. */
  readonly verification: Verification | null
  /** Whether its hash is broken: MD2, MD5, SHA-1 (RFC 6151, RFC 9155). */
  readonly isWeak: boolean
}

export type Verification =
  | { readonly family: 'rsa' | 'ec'; readonly hash: WebHash }
  | { readonly family: 'rsa-pss'; readonly hash: WebHash; readonly saltLength: number }
  | { readonly family: 'ed25519' }

const row = (label: string, verification: Verification | null, isWeak = false): ForeignSignature => ({
  label,
  verification,
  isWeak,
})

// RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3, RFC 8410 §3.
const rows: Readonly<Partial<Record<string, ForeignSignature>>> = {
  '1.2.840.113549.1.1.2': row('RSA with MD2', null, true),
  '1.2.840.113549.1.1.4': row('RSA with MD5', null, true),
  '1.2.840.113549.1.1.5': row('RSA with SHA-1', { family: 'rsa', hash: 'SHA-1' }, true),
  '1.3.14.3.2.29': row('RSA with SHA-1', { family: 'rsa', hash: 'SHA-1' }, true),
  '1.2.840.113549.1.1.11': row('RSA with SHA-256', { family: 'rsa', hash: 'SHA-256' }),
  '1.2.840.113549.1.1.12': row('RSA with SHA-384', { family: 'rsa', hash: 'SHA-384' }),
  '1.2.840.113549.1.1.13': row('RSA with SHA-512', { family: 'rsa', hash: 'SHA-512' }),
  '1.2.840.113549.1.1.14': row('RSA with SHA-224', null),
  '1.2.840.10045.4.1': row('ECDSA with SHA-1', { family: 'ec', hash: 'SHA-1' }, true),
  '1.2.840.10045.4.3.1': row('ECDSA with SHA-224', null),
  '1.2.840.10045.4.3.2': row('ECDSA with SHA-256', { family: 'ec', hash: 'SHA-256' }),
  '1.2.840.10045.4.3.3': row('ECDSA with SHA-384', { family: 'ec', hash: 'SHA-384' }),
  '1.2.840.10045.4.3.4': row('ECDSA with SHA-512', { family: 'ec', hash: 'SHA-512' }),
  '1.3.101.112': row('Ed25519', { family: 'ed25519' }),
  '1.3.101.113': row('Ed448', null),
  '1.2.840.10040.4.3': row('DSA with SHA-1', null, true),
  '2.16.840.1.101.3.4.3.1': row('DSA with SHA-224', null),
  '2.16.840.1.101.3.4.3.2': row('DSA with SHA-256', null),
  '2.16.840.1.101.3.4.3.17': row('ML-DSA-44', null),
  '2.16.840.1.101.3.4.3.18': row('ML-DSA-65', null),
  '2.16.840.1.101.3.4.3.19': row('ML-DSA-87', null),
}

const RSASSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'
const hashes: Readonly<Partial<Record<string, WebHash>>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

/** Reads how something is signed; throws {@link PkiError} `der/…` where the identifier is broken. */
export function readSignatureIdentifier(identifier: DerElement): ForeignSignature {
  const [algorithm, parameters] = decodeMembers(identifier, derTag.sequence)
  const oid = decodeObjectIdentifier(algorithm)
  if (oid === RSASSA_PSS) return readPss(parameters)
  return rows[oid] ?? row(oid, null)
}

/** RSASSA-PSS-params (RFC 4055 §3.1): every member has a default, and the defaults are SHA-1. */
function readPss(parameters: DerElement | undefined): ForeignSignature {
  const members = parameters === undefined ? [] : decodeMembers(parameters, derTag.sequence)
  const inner = (tag: number): DerElement | undefined => {
    const member = members.find((candidate) => candidate.tag === tag)
    return member && decodeMembers(member)[0]
  }
  const hash = hashOf(inner(0xa0))
  const [mask, maskHash] = maskOf(inner(0xa1))
  const salt = inner(0xa2)
  const trailer = inner(0xa3)
  const saltLength = salt === undefined ? 20 : decodeSmallInteger(salt)
  // WebCrypto has one hash for both, and the trailer that everybody uses.
  const isUsual = hash === maskHash && mask === MGF1 && (trailer === undefined || decodeSmallInteger(trailer) === 1)
  return hash === null || !isUsual
    ? row('RSA-PSS', null)
    : row(`RSA-PSS with ${hash}`, { family: 'rsa-pss', hash, saltLength }, hash === 'SHA-1')
}

function hashOf(identifier: DerElement | undefined): WebHash | null {
  if (identifier === undefined) return 'SHA-1'
  return hashes[decodeObjectIdentifier(decodeMembers(identifier, derTag.sequence)[0])] ?? null
}

function maskOf(identifier: DerElement | undefined): readonly [string, WebHash | null] {
  if (identifier === undefined) return [MGF1, 'SHA-1']
  const [algorithm, hash] = decodeMembers(identifier, derTag.sequence)
  return [decodeObjectIdentifier(algorithm), hashOf(hash)]
}
