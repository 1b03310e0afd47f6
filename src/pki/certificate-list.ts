// Certificate revocation lists (RFC 5280 §5), read as far as they are shown; no signature is verified here.
import type { Bytes } from './bytes.ts'
import {
  countMembers,
  decodeDer,
  decodeIntegerOctets,
  decodeMembers,
  decodeSmallInteger,
  decodeTime,
  type DerElement,
  derTag,
  expectTag,
  iterateMembers,
} from './der.ts'
import { decodeDistinguishedName, type DistinguishedName } from './distinguished-name.ts'
import { decodeExtensions, type Extension } from './extensions/extension.ts'
import { decodeSignedStructure } from './signed-structure.ts'

/** A list's fields, named as RFC 5280 §5.1 names them. */
export interface CertificateList {
  /** 1 or 2, as people count. */
  readonly version: number
  readonly issuer: DistinguishedName
  readonly issuerDer: Bytes
  readonly thisUpdate: Date
  /** Null in version 1 lists that leave it out. */
  readonly nextUpdate: Date | null
  /** How many certificates are revoked. */
  readonly revokedCount: number
  /** The first of them, as many as were asked for; `decodeRevokedCertificate` reads each. */
  readonly revokedCertificates: readonly DerElement[]
  /** crlExtensions; empty for version 1. */
  readonly extensions: readonly Extension[]
  /** Dotted OID. */
  readonly signatureAlgorithm: string
}

/**
 * Reads a revocation list. Takes time in proportion to its length, and memory to the number of entries asked for.
 *
 * @param maxRevoked - how many revoked certificates to give; every one is counted all the same
 * @throws {@link PkiError} `der/…`, `extension/duplicate`
 */
export function decodeCertificateList(der: Uint8Array, { maxRevoked = 0 } = {}): CertificateList {
  const { toBeSigned, signatureAlgorithm } = decodeSignedStructure(der)
  const members = decodeMembers(toBeSigned)
  // The version is left out of version 1 lists.
  const version = members[0]?.tag === derTag.integer ? decodeSmallInteger(members.shift()) + 1 : 1
  const [, issuer, thisUpdate, ...rest] = members
  const issuerDer = expectTag(issuer, derTag.sequence).encoded.slice()
  const next = rest.find(isTime)
  const revoked = rest.find(({ tag }) => tag === derTag.sequence)
  const extensions = rest.find(({ tag }) => tag === 0xa0)
  return {
    version,
    issuer: decodeDistinguishedName(issuerDer),
    issuerDer,
    thisUpdate: decodeTime(thisUpdate),
    nextUpdate: next === undefined ? null : decodeTime(next),
    revokedCount: revoked === undefined ? 0 : countMembers(revoked),
    revokedCertificates: revoked === undefined ? [] : firstMembers(revoked, maxRevoked),
    extensions: extensions === undefined ? [] : decodeExtensions(decodeDer(extensions.contents)),
    signatureAlgorithm,
  }
}

const isTime = ({ tag }: DerElement): boolean => tag === derTag.utcTime || tag === derTag.generalizedTime

function firstMembers(element: DerElement, limit: number): DerElement[] {
  const members: DerElement[] = []
  for (const member of iterateMembers(element)) {
    if (members.length === limit) break
    members.push(member)
  }
  return members
}

/** One certificate that is revoked. */
export interface RevokedCertificate {
  /** Contents octets of the INTEGER. */
  readonly serialNumber: Bytes
  readonly revocationDate: Date
  /** crlEntryExtensions: the reason among them. */
  readonly extensions: readonly Extension[]
}

/** Reads an entry of `revokedCertificates`; throws {@link PkiError} `der/…`, `extension/duplicate`. */
export function decodeRevokedCertificate(entry: DerElement): RevokedCertificate {
  const [serialNumber, revocationDate, extensions] = decodeMembers(entry, derTag.sequence)
  return {
    serialNumber: decodeIntegerOctets(serialNumber).slice(),
    revocationDate: decodeTime(revocationDate),
    extensions: extensions === undefined ? [] : decodeExtensions(extensions),
  }
}
