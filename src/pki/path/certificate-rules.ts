// Rules that a certificate passes or fails whatever stands above or below it, in the order of RFC 5280 §6.1.3 and §6.1.4.
import { readOrNull } from '../errors.ts'
import { nameOfOid, oids } from '../oids.ts'
import { publicKeyKindOf } from '../subject-public-key-info.ts'
import { formatInstant } from '../validity.ts'
import type { PathCertificate } from './path-certificate.ts'
import type { PathProfile } from './path-profile.ts'
import { type AnyPathFailure, pathFailure, type Role } from './path-rule.ts'
import { checkPeerName, type PeerName } from './peer-name.ts'
import { strictFailures } from './strict-rules.ts'

/** What is asked of every path of one question. */
export interface PathDemands {
  readonly moment: Date
  readonly profile: PathProfile
  /** Dotted OIDs of key purposes, all of which are needed; empty where any use will do. */
  readonly purposes: readonly string[]
  readonly peer: PeerName | null
}

const labelOf = (oid: string): string => nameOfOid(oid) ?? oid

/** Gives every rule that a certificate fails in a role. */
export function certificateFailures(
  certificate: PathCertificate,
  role: Role,
  demands: PathDemands,
): readonly AnyPathFailure[] {
  const { profile, peer } = demands
  const failures = [
    ...(role === 'anchor' ? [] : signatureFailures(certificate, profile)),
    ...validityFailures(certificate, demands.moment),
    ...(profile.findsPath ? extensionFailures(certificate, role, demands) : []),
    ...(role === 'target' ? [] : authorityFailures(certificate, role)),
    ...keyFailures(certificate, role, profile),
    ...(role === 'target' && profile.checksPeerName && peer !== null ? [checkPeerName(certificate, peer)] : []),
    ...(profile.isStrict ? strictFailures(certificate, role, demands.purposes) : []),
  ]
  return failures.filter((failure) => failure !== null)
}

type Failures = readonly (AnyPathFailure | null)[]
const failIf = (isFailed: boolean, make: () => AnyPathFailure): AnyPathFailure | null => (isFailed ? make() : null)

function signatureFailures(certificate: PathCertificate, profile: PathProfile): Failures {
  const { label: algorithm, isWeak } = certificate.signature
  if (!profile.findsPath) return []
  return [
    failIf(!certificate.hasMatchingIdentifiers, () => pathFailure('signature/algorithm-mismatch', { algorithm })),
    failIf(isWeak && profile.refusesWeakSignatures, () => pathFailure('signature/weak', { algorithm })),
  ]
}

function validityFailures({ fields: { notBefore, notAfter } }: PathCertificate, at: Date): Failures {
  const moment = formatInstant(at)
  // Both ends count (RFC 5280 §4.1.2.5).
  return [
    failIf(at > notAfter, () => pathFailure('validity/expired', { notAfter: formatInstant(notAfter), moment })),
    failIf(at < notBefore, () => pathFailure('validity/not-yet', { notBefore: formatInstant(notBefore), moment })),
  ]
}

/** Extensions that are processed here, or that only tell where to find things. */
export const processedExtensions: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extKeyUsage,
  oids.subjectAltName,
  oids.issuerAltName,
  oids.nameConstraints,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.cRLDistributionPoints,
  oids.freshestCRL,
  oids.authorityInfoAccess,
  oids.subjectInfoAccess,
])

function extensionFailures(certificate: PathCertificate, role: Role, { profile, purposes }: PathDemands): Failures {
  const { extensions, version } = certificate.fields
  const unknown = extensions.find(({ oid, critical }) => critical && !processedExtensions.has(oid))
  const asksPurpose = profile.purposeScope === 'path' || (profile.purposeScope === 'target' && role === 'target')
  return [
    failIf(extensions.length > 0 && version !== 3, () => pathFailure('certificate/version', { version })),
    ...certificate.malformedExtensions.map((oid) => pathFailure('extension/malformed', { name: labelOf(oid) }, oid)),
    unknown !== undefined && profile.refusesUnknownCritical
      ? pathFailure('extension/unknown-critical', { name: labelOf(unknown.oid) }, unknown.oid)
      : null,
    asksPurpose ? purposeFailure(certificate, purposes) : null,
    failIf(role === 'target' && profile.needsKeyUsage && certificate.extension(oids.keyUsage) === null, () =>
      pathFailure('store/key-usage-missing', {}, oids.keyUsage),
    ),
  ]
}

function purposeFailure({ extKeyUsage: found }: PathCertificate, purposes: readonly string[]): AnyPathFailure | null {
  if (found === null || found.includes(oids.anyExtendedKeyUsage)) return null
  const missing = purposes.find((purpose) => !found.includes(purpose))
  if (missing === undefined) return null
  const detail = { wanted: labelOf(missing), found: found.map(labelOf).join(', ') }
  return pathFailure('purpose/not-for-this', detail, oids.extKeyUsage)
}

function authorityFailures(
  { basicConstraints, keyUsage, fields, isSelfIssued }: PathCertificate,
  role: Role,
): Failures {
  // RFC 5280 §6.1.4 (k): what a version 1 certificate is has to be known otherwise; a trusted root is known.
  const isOldRoot = role === 'anchor' && fields.version === 1 && isSelfIssued
  return [
    failIf(!isOldRoot && basicConstraints?.cA !== true, () => {
      const detail = { basicConstraints: basicConstraints === null ? 'missing' : 'cA FALSE' } as const
      return pathFailure('authority/not-an-authority', detail, oids.basicConstraints)
    }),
    failIf(keyUsage !== null && !keyUsage.includes('keyCertSign'), () =>
      pathFailure('authority/may-not-sign', { found: keyUsage?.join(', ') ?? '' }, oids.keyUsage),
    ),
  ]
}

function keyFailures(certificate: PathCertificate, role: Role, { minimumRsaBits, isStrict }: PathProfile): Failures {
  if (minimumRsaBits === null || isStrict || role !== 'target') return []
  const kind = readOrNull(() => publicKeyKindOf(certificate.fields.subjectPublicKeyInfo))
  // A key that cannot be read has no bits.
  const found = kind === null ? 0 : (kind.modulusBits ?? Infinity)
  return [failIf(found < minimumRsaBits, () => pathFailure('store/key-too-short', { found, wanted: minimumRsaBits }))]
}
