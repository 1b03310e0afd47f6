// Revocation by the lists that a person brought (RFC 5280 §6.3): complete lists of the certificate's own issuer.
// Indirect, delta and reason-by-reason lists are told to be limited, never taken for the whole.
import { type Bytes, encodeHex } from '../bytes.ts'
import { type CertificateList, decodeCertificateList, decodeRevokedCertificate } from '../certificate-list.ts'
import { decodeSignedStructure, type SignedStructure } from '../signed-structure.ts'
import { isPkiError, readOrNull } from '../errors.ts'
import { decodeReasonCode } from '../extensions/crl-reason.ts'
import { decodeCrlDistributionPoints } from '../extensions/crl-distribution-points.ts'
import { type Extension, findExtension } from '../extensions/extension.ts'
import { decodeIssuingDistributionPoint } from '../extensions/issuing-distribution-point.ts'
import { keyOfGeneralName } from '../general-name-key.ts'
import { oids } from '../oids.ts'
import { formatInstant } from '../validity.ts'
import { nameKeyOf } from './name-key.ts'
import type { PathCertificate } from './path-certificate.ts'
import { type AnyPathFailure, type ListProblem, pathFailure } from './path-rule.ts'
import type { SignatureState } from './verify-signature.ts'

interface RevokedEntry {
  readonly revocationDate: Date
  readonly extensions: readonly Extension[]
}

/** A list, read as far as it will be asked. */
export interface PathList {
  readonly list: CertificateList
  readonly structure: SignedStructure
  readonly issuerKey: string
  /** By serial number in hexadecimal. */
  readonly entries: ReadonlyMap<string, RevokedEntry>
  readonly hasUnknownCritical: boolean
}

/** What lists say of a certificate. */
export type RevocationState = 'good' | 'revoked' | 'not-checked' | 'unusable'

export interface RevocationVerdict {
  readonly state: RevocationState
  readonly failure: AnyPathFailure | null
}

const knownCritical: ReadonlySet<string> = new Set([
  oids.issuingDistributionPoint,
  oids.authorityKeyIdentifier,
  oids.cRLNumber,
])
const knownCriticalOfEntry: ReadonlySet<string> = new Set([oids.reasonCode, oids.invalidityDate])
const isUnknown =
  (known: ReadonlySet<string>) =>
  ({ oid, critical }: Extension): boolean =>
    critical && !known.has(oid)

/** Reads lists; those that cannot be read are left out, as they cannot be told to be anybody's. */
export function readPathLists(lists: readonly Bytes[]): PathList[] {
  return lists.flatMap((der) => {
    try {
      const list = decodeCertificateList(der, { maxRevoked: Infinity })
      const revoked = list.revokedCertificates.map(decodeRevokedCertificate)
      const entries = new Map(revoked.map((entry) => [serialKey(entry.serialNumber), entry]))
      // RFC 5280 §5.2 and §5.3: one critical extension that is not known spoils the list, in any of its entries too.
      const hasUnknownCritical =
        list.extensions.some(isUnknown(knownCritical)) ||
        revoked.some((entry) => entry.extensions.some(isUnknown(knownCriticalOfEntry)))
      const issuerKey = nameKeyOf(list.issuerDer)
      return [{ list, structure: decodeSignedStructure(der), issuerKey, entries, hasUnknownCritical }]
    } catch (error) {
      if (isPkiError(error)) return []
      throw error
    }
  })
}

// Certificates keep their serial number without the octet of the sign, lists with it.
const serialKey = (octets: Uint8Array): string => encodeHex(octets).replace(/^(?:00)+(?=..)/, '')

/**
 * Asks the lists of a certificate's issuer.
 *
 * @param verify - tells whether a list is signed by a key; costs one of the budget's signatures
 * @returns `not-checked` where no list is of this issuer, which is no failure
 */
export async function checkRevocation(
  certificate: PathCertificate,
  issuer: PathCertificate,
  lists: readonly PathList[],
  moment: Date,
  verify: (structure: SignedStructure, signer: PathCertificate) => Promise<SignatureState>,
): Promise<RevocationVerdict> {
  let problem: ListProblem | null = null
  let isCovered = false
  for (const candidate of lists.filter(({ issuerKey }) => issuerKey === certificate.issuerKey)) {
    if (!covers(candidate.list, certificate)) continue
    const found = await problemOf(candidate, issuer, moment, verify)
    const entry = found === null ? candidate.entries.get(serialKey(certificate.fields.serialNumber)) : undefined
    const revoked = entry === undefined ? null : revokedFailure(entry)
    if (revoked !== null) return { state: 'revoked', failure: revoked }
    if (found === null) isCovered = true
    else problem ??= found
  }
  if (isCovered) return { state: 'good', failure: null }
  if (problem === null) return { state: 'not-checked', failure: null }
  return { state: 'unusable', failure: pathFailure('revocation/list-unusable', { problem }) }
}

function revokedFailure({ revocationDate, extensions }: RevokedEntry): AnyPathFailure | null {
  const extension = findExtension(extensions, oids.reasonCode)
  const reason =
    extension === null ? 'unspecified' : String(readOrNull(() => decodeReasonCode(extension.valueDer)) ?? '?')
  if (reason === 'removeFromCRL') return null
  return pathFailure('revocation/revoked', { revoked: formatInstant(revocationDate), reason })
}

/** RFC 5280 §6.3.3 (b)(2): whether a list that is limited to some certificates is meant for this one. */
function covers({ extensions }: CertificateList, certificate: PathCertificate): boolean {
  const extension = findExtension(extensions, oids.issuingDistributionPoint)
  const point = extension && readOrNull(() => decodeIssuingDistributionPoint(extension.valueDer))
  if (point === null) return true
  const isAuthority = certificate.basicConstraints?.cA === true
  if (point.limits.includes(isAuthority ? 'onlyContainsUserCerts' : 'onlyContainsCACerts')) return false
  if (point.limits.includes('onlyContainsAttributeCerts')) return false
  if (point.fullName.length === 0) return true
  const places = new Set(point.fullName.map(keyOfGeneralName))
  const own = certificate.extension(oids.cRLDistributionPoints)
  const points = own === null ? null : readOrNull(() => decodeCrlDistributionPoints(own.valueDer))
  return points?.some(({ fullName }) => fullName.some((name) => places.has(keyOfGeneralName(name)))) ?? false
}

async function problemOf(
  { list, structure, hasUnknownCritical }: PathList,
  issuer: PathCertificate,
  moment: Date,
  verify: (structure: SignedStructure, signer: PathCertificate) => Promise<SignatureState>,
): Promise<ListProblem | null> {
  if (moment < list.thisUpdate) return 'not-yet-valid'
  if (list.nextUpdate !== null && moment > list.nextUpdate) return 'expired'
  if (findExtension(list.extensions, oids.deltaCRLIndicator) !== null || isLimited(list)) return 'limited'
  if (hasUnknownCritical) return 'unknown-critical-extension'
  if (issuer.keyUsage !== null && !issuer.keyUsage.includes('cRLSign')) return 'issuer-may-not-sign'
  const state = await verify(structure, issuer)
  return state === 'verified' ? null : state === 'invalid' ? 'signature-invalid' : 'signature-unverifiable'
}

function isLimited({ extensions }: CertificateList): boolean {
  const extension = findExtension(extensions, oids.issuingDistributionPoint)
  if (extension === null) return false
  const point = readOrNull(() => decodeIssuingDistributionPoint(extension.valueDer))
  if (point === null || point.relativeName !== undefined) return true
  return point.limits.includes('indirectCRL') || point.onlySomeReasons.length > 0
}
