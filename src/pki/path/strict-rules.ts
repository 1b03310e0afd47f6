// The profile Strict: what RFC 5280 §4 asks of whoever issues certificates, and most verifiers let pass.
import { encodeHex } from '../bytes.ts'
import { decodeIntegerOctets, decodeMembers, decodeSequence, derTag } from '../der.ts'
import { isPkiError } from '../errors.ts'
import { decodeAuthorityInfoAccess } from '../extensions/authority-info-access.ts'
import { decodeCrlDistributionPoints } from '../extensions/crl-distribution-points.ts'
import type { Extension } from '../extensions/extension.ts'
import { nameOfOid, oids } from '../oids.ts'
import { describeWeakKey } from './key-strength.ts'
import type { PathCertificate } from './path-certificate.ts'
import { nameTag, type PathName, readMailbox } from './path-name.ts'
import { type AnyPathFailure, pathFailure, type Role } from './path-rule.ts'

type Failures = readonly (AnyPathFailure | false)[]

const labelOf = (oid: string): string => nameOfOid(oid) ?? oid

/** Gives every demand that a certificate does not meet. */
export function strictFailures(
  certificate: PathCertificate,
  role: Role,
  purposes: readonly string[],
): readonly AnyPathFailure[] {
  const failures = [
    ...fieldFailures(certificate, role),
    ...identifierFailures(certificate, role),
    ...certificate.fields.extensions.flatMap((extension) => criticalityFailures(extension, certificate, role)),
    ...certificate.fields.extensions.flatMap(contentFailures),
    ...usageFailures(certificate, role, purposes),
    ...(certificate.altNames ?? []).filter(isInvalidName).map(({ label }) => {
      return pathFailure('strict/general-name-invalid', { name: label }, oids.subjectAltName)
    }),
    ...subtreeFailures(certificate),
    ...keyFailures(certificate),
  ]
  return failures.filter((failure) => failure !== false)
}

const MAX_SERIAL_OCTETS = 20

function fieldFailures({ members, fields }: PathCertificate, role: Role): Failures {
  const serial = decodeIntegerOctets(members[0])
  const [notBefore, notAfter] = members[3] === undefined ? [] : decodeMembers(members[3])
  const isWrongTime = ({ tag }: { tag: number }, instant: Date): boolean =>
    // RFC 5280 §4.1.2.5: UTCTime through 2049.
    (tag === derTag.utcTime) !== instant.getUTCFullYear() < 2050
  const problem =
    (serial[0] ?? 0) & 0x80
      ? 'negative'
      : // Some trusted roots of the public have 0.
        serial.every((octet) => octet === 0) && role !== 'anchor'
        ? 'zero'
        : serial.length > MAX_SERIAL_OCTETS
          ? 'too-long'
          : null
  return [
    problem !== null && pathFailure('strict/serial-number', { problem }),
    fields.version !== 3 && pathFailure('strict/version', { version: fields.version }),
    fields.issuer.length === 0 && pathFailure('strict/name-empty', { field: 'issuer' }),
    role !== 'target' && fields.subject.length === 0 && pathFailure('strict/name-empty', { field: 'subject' }),
    notBefore !== undefined &&
      notAfter !== undefined &&
      (isWrongTime(notBefore, fields.notBefore) || isWrongTime(notAfter, fields.notAfter)) &&
      pathFailure('strict/time-encoding', {}),
    members.some(({ tag }) => tag === 0x81 || tag === 0x82) && pathFailure('strict/unique-identifier', {}),
  ]
}

function identifierFailures(certificate: PathCertificate, role: Role): Failures {
  const { authorityKeyIdentifier, subjectKeyIdentifier, isSelfIssued } = certificate
  const lacks = (oid: string): AnyPathFailure =>
    pathFailure('strict/key-identifier-missing', { name: labelOf(oid) }, oid)
  const own = authorityKeyIdentifier?.keyIdentifier
  // RFC 5280 §4.2.1.1: left out only where the certificate is signed by its own key.
  const mayLackAuthority = isSelfIssued && role !== 'intermediate' && authorityKeyIdentifier === null
  return [
    own === undefined &&
      !mayLackAuthority &&
      !certificate.malformedExtensions.includes(oids.authorityKeyIdentifier) &&
      lacks(oids.authorityKeyIdentifier),
    role !== 'target' && subjectKeyIdentifier === null && lacks(oids.subjectKeyIdentifier),
    isSelfIssued &&
      role === 'anchor' &&
      own !== undefined &&
      subjectKeyIdentifier !== null &&
      encodeHex(own) !== subjectKeyIdentifier &&
      pathFailure('strict/key-identifier-mismatch', {}, oids.authorityKeyIdentifier),
  ]
}

const neverCritical: ReadonlySet<string> = new Set([
  oids.authorityKeyIdentifier,
  oids.subjectKeyIdentifier,
  oids.authorityInfoAccess,
  oids.subjectInfoAccess,
  oids.issuerAltName,
  oids.freshestCRL,
])
const alwaysCritical: ReadonlySet<string> = new Set([
  oids.nameConstraints,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
])

function criticalityFailures({ oid, critical }: Extension, certificate: PathCertificate, role: Role): Failures {
  const name = labelOf(oid)
  const isNamed = certificate.fields.subject.length > 0
  const mustBe =
    alwaysCritical.has(oid) ||
    (oid === oids.basicConstraints && role !== 'target') ||
    (oid === oids.subjectAltName && !isNamed)
  // RFC 5280 §4.2.1.6: critical where the subject is empty, and elsewhere not.
  const mustNotBe = neverCritical.has(oid) || (oid === oids.subjectAltName && isNamed)
  return [
    critical && mustNotBe && pathFailure('strict/should-not-be-critical', { name }, oid),
    !critical && mustBe && pathFailure('strict/should-be-critical', { name }, oid),
  ]
}

// Extensions whose value is a SEQUENCE SIZE (1..MAX), or of which RFC 5280 says that it must not be empty.
const neverEmpty: ReadonlySet<string> = new Set([
  oids.subjectAltName,
  oids.issuerAltName,
  oids.extKeyUsage,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.nameConstraints,
  oids.cRLDistributionPoints,
  oids.freshestCRL,
  oids.authorityInfoAccess,
  oids.subjectInfoAccess,
])
// Read for their form alone; validation has no use for them.
const forms: Readonly<Partial<Record<string, (valueDer: Uint8Array) => unknown>>> = {
  [oids.authorityInfoAccess]: decodeAuthorityInfoAccess,
  [oids.subjectInfoAccess]: decodeAuthorityInfoAccess,
  [oids.cRLDistributionPoints]: decodeCrlDistributionPoints,
  [oids.freshestCRL]: decodeCrlDistributionPoints,
}

function contentFailures({ oid, valueDer }: Extension): Failures {
  const name = labelOf(oid)
  try {
    forms[oid]?.(valueDer)
    const isEmpty = neverEmpty.has(oid) && decodeSequence(valueDer).length === 0
    return [isEmpty && pathFailure('strict/extension-empty', { name }, oid)]
  } catch (error) {
    if (!isPkiError(error)) throw error
    // What validation reads itself has been told already.
    return [forms[oid] !== undefined && pathFailure('extension/malformed', { name }, oid)]
  }
}

function usageFailures(certificate: PathCertificate, role: Role, purposes: readonly string[]): Failures {
  const { keyUsage, basicConstraints, extKeyUsage } = certificate
  const isAuthority = basicConstraints?.cA === true
  const signs = keyUsage?.includes('keyCertSign') === true
  const misplaced = (oid: string): AnyPathFailure =>
    pathFailure('strict/extension-misplaced', { name: labelOf(oid) }, oid)
  return [
    role !== 'target' && keyUsage === null && pathFailure('strict/key-usage-missing', {}, oids.keyUsage),
    keyUsage?.length === 0 && pathFailure('strict/extension-empty', { name: 'keyUsage' }, oids.keyUsage),
    // RFC 5280 §4.2.1.9: keyCertSign and pathLenConstraint are for authorities, and the second needs the first.
    !isAuthority && signs && misplaced(oids.keyUsage),
    basicConstraints?.pathLenConstraint !== undefined &&
      (!isAuthority || (keyUsage !== null && !signs)) &&
      misplaced(oids.basicConstraints),
    ...[oids.nameConstraints, oids.policyConstraints, oids.policyMappings, oids.inhibitAnyPolicy].map(
      (oid) => !isAuthority && certificate.extension(oid) !== null && misplaced(oid),
    ),
    role === 'target' &&
      isAuthority &&
      !certificate.isSelfIssued &&
      pathFailure('strict/authority-as-end-entity', {}, oids.basicConstraints),
    role === 'target' && purposes.length > 0 && targetUsage(keyUsage, extKeyUsage, purposes),
  ]
}

/** RFC 5280 §4.2.1.12: a key for TLS signs, enciphers or agrees; that it is for anything is no purpose. */
function targetUsage(
  keyUsage: readonly string[] | null,
  extKeyUsage: readonly string[] | null,
  purposes: readonly string[],
): AnyPathFailure | false {
  const wanted = purposes.map(labelOf).join(', ')
  if (extKeyUsage?.includes(oids.anyExtendedKeyUsage) === true && !purposes.every((oid) => extKeyUsage.includes(oid)))
    return pathFailure('purpose/not-for-this', { wanted, found: 'anyExtendedKeyUsage' }, oids.extKeyUsage)
  const needed = ['digitalSignature', 'keyEncipherment', 'keyAgreement']
  if (keyUsage === null || keyUsage.some((bit) => needed.includes(bit))) return false
  return pathFailure('purpose/key-usage', { wanted: needed.join(', '), found: keyUsage.join(', ') }, oids.keyUsage)
}

// RFC 5280 §4.2.1.6: preferred name syntax, which has no underscores; a wildcard is a whole first label (RFC 9525 §6.3).
const DNS_NAME =
  /^(?=.{1,253}$)(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i

function isInvalidName(name: PathName): boolean {
  const isKnownKind = Object.values<number>(nameTag).includes(name.tagNumber)
  if (name.form === 'other') return isKnownKind
  if (name.form !== 'text') return false
  if (name.tagNumber === nameTag.dNSName) return !DNS_NAME.test(name.text)
  if (name.tagNumber === nameTag.rfc822Name) return readMailbox(name.text) === null
  return !URI.test(name.text) || (/^https?:/i.test(name.text) && !/^https?:\/\/[^/]/i.test(name.text))
}

function subtreeFailures({ constraints }: PathCertificate): Failures {
  const subtrees = [...(constraints?.permitted ?? []), ...(constraints?.excluded ?? [])]
  const isBroken = subtrees.some(({ isDamaged }) => isDamaged)
  return [isBroken && pathFailure('extension/malformed', { name: 'nameConstraints' }, oids.nameConstraints)]
}

function keyFailures({ fields }: PathCertificate): Failures {
  const key = describeWeakKey(fields.subjectPublicKeyInfo)
  return [key !== null && pathFailure('strict/weak-key', { key })]
}
