// Certificate revocation lists (RFC 5280 §5), read as far as they are shown; no signature is verified here.
import { countMembers, decodeMembers, decodeTime, type DerElement, derTag, expectTag } from './der.ts'
import { decodeDistinguishedName, type DistinguishedName } from './distinguished-name.ts'
import { decodeSignedStructure } from './signed-structure.ts'

/** A list's fields, named as RFC 5280 §5.1 names them. */
export interface CertificateList {
  readonly issuer: DistinguishedName
  readonly thisUpdate: Date
  /** Null in version 1 lists that leave it out. */
  readonly nextUpdate: Date | null
  /** How many certificates are revoked. */
  readonly revokedCount: number
  /** Dotted OID. */
  readonly signatureAlgorithm: string
}

/** Reads a revocation list; throws {@link PkiError} `der/…`. */
export function decodeCertificateList(der: Uint8Array): CertificateList {
  const { toBeSigned, signatureAlgorithm } = decodeSignedStructure(der)
  const members = decodeMembers(toBeSigned)
  // The version is left out of version 1 lists.
  const [, issuer, thisUpdate, ...rest] = members[0]?.tag === derTag.integer ? members.slice(1) : members
  const next = rest.find(isTime)
  const revoked = rest.find(({ tag }) => tag === derTag.sequence)
  return {
    issuer: decodeDistinguishedName(expectTag(issuer, derTag.sequence).encoded),
    thisUpdate: decodeTime(thisUpdate),
    nextUpdate: next === undefined ? null : decodeTime(next),
    revokedCount: revoked === undefined ? 0 : countMembers(revoked),
    signatureAlgorithm,
  }
}

const isTime = ({ tag }: DerElement): boolean => tag === derTag.utcTime || tag === derTag.generalizedTime
