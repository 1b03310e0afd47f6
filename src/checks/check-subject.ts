// What rules look at: the same data, read from a certificate or foreseen from a form.
import { type Bytes, equalBytes } from '../pki/bytes.ts'
import { decodeCertificate } from '../pki/certificate.ts'
import type { DistinguishedName } from '../pki/distinguished-name.ts'
import { readOrNull } from '../pki/errors.ts'
import { decodeBasicConstraints } from '../pki/extensions/basic-constraints.ts'
import { decodeCertificatePolicies } from '../pki/extensions/certificate-policies.ts'
import { decodeExtKeyUsage } from '../pki/extensions/ext-key-usage.ts'
import { type Extension, findExtension } from '../pki/extensions/extension.ts'
import { decodeKeyUsage, type KeyUsageBit } from '../pki/extensions/key-usage.ts'
import { decodeSubjectAltName } from '../pki/extensions/subject-alt-name.ts'
import { nameOfOid, oids } from '../pki/oids.ts'
import { processedExtensions } from '../pki/path/certificate-rules.ts'
import { isWeakSignature, nameOfSignatureAlgorithm } from '../pki/signature-names.ts'
import { type PublicKeyKind, publicKeyKindOf } from '../pki/subject-public-key-info.ts'

export type SubjectRole = 'root' | 'intermediate' | 'server' | 'client'

/** One subjectAltName; kinds that Ringroot does not write are `other`. */
export interface SubjectName {
  readonly kind: 'dNSName' | 'iPAddress' | 'rfc822Name' | 'uniformResourceIdentifier' | 'other'
  readonly value: string
}

/** An extension's place: absent, or there and marked critical or not. */
export interface Marked<T> {
  readonly isCritical: boolean
  readonly value: T
}

export interface CheckSubject {
  readonly role: SubjectRole
  readonly isSelfIssued: boolean
  readonly subject: DistinguishedName
  readonly names: readonly SubjectName[]
  readonly isAltNameCritical: boolean
  /** Null while a form does not say. */
  readonly notBefore: Date | null
  readonly notAfter: Date | null
  readonly key: PublicKeyKind
  /** What a person reads: `sha256WithRSAEncryption`, `SHA-256`. */
  readonly signature: string
  readonly isSignatureWeak: boolean
  readonly constraints: Marked<{ readonly cA: boolean }> | null
  readonly keyUsage: Marked<readonly KeyUsageBit[]> | null
  /** Dotted OIDs. */
  readonly extKeyUsage: readonly string[] | null
  readonly hasCrlPoint: boolean
  /** Whether it claims a policy of the CA/B Forum, as every TLS certificate of a public CA does (BR §7.1.2.7.9). */
  readonly hasPublicPolicy: boolean
  /** Null for a random one to come. */
  readonly serialNumber: Uint8Array | null
  readonly hasSubjectKeyIdentifier: boolean
  readonly hasAuthorityKeyIdentifier: boolean
  /** Names or OIDs of critical extensions that RFC 5280 does not have. */
  readonly unknownCritical: readonly string[]
  /** Octets of the DER; null before there is one. */
  readonly derLength: number | null
}

// CA/B Forum Baseline Requirements §7.1.6.1: 2.23.140.1.1 for EV, 2.23.140.1.2.1 to 3 for DV, OV, IV.
const PUBLIC_POLICIES = '2.23.140.1.'

/**
 * Reads a certificate for the rules; an extension that cannot be read counts as absent.
 *
 * @throws {@link PkiError} `der/…` when it is no certificate at all
 */
export function subjectOfCertificate(der: Bytes): CheckSubject {
  const certificate = decodeCertificate(der)
  const { extensions } = certificate
  const constraints = read(extensions, oids.basicConstraints, (value) => ({ cA: decodeBasicConstraints(value).cA }))
  const extKeyUsage = read(extensions, oids.extKeyUsage, decodeExtKeyUsage)
  const isSelfIssued = equalBytes(certificate.issuerDer, certificate.subjectDer)
  return {
    role: roleOf(constraints?.value.cA ?? false, isSelfIssued, extKeyUsage?.value ?? null),
    isSelfIssued,
    subject: certificate.subject,
    names: namesOf(extensions),
    isAltNameCritical: findExtension(extensions, oids.subjectAltName)?.critical ?? false,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    key: publicKeyKindOf(certificate.subjectPublicKeyInfo),
    signature: nameOfSignatureAlgorithm(certificate.signatureAlgorithm),
    isSignatureWeak: isWeakSignature(certificate.signatureAlgorithm),
    constraints,
    keyUsage: read(extensions, oids.keyUsage, decodeKeyUsage),
    extKeyUsage: extKeyUsage?.value ?? null,
    hasCrlPoint: findExtension(extensions, oids.cRLDistributionPoints) !== null,
    hasPublicPolicy: (read(extensions, oids.certificatePolicies, decodeCertificatePolicies)?.value ?? []).some(
      ({ policyIdentifier }) => policyIdentifier.startsWith(PUBLIC_POLICIES),
    ),
    serialNumber: certificate.serialNumber,
    hasSubjectKeyIdentifier: findExtension(extensions, oids.subjectKeyIdentifier) !== null,
    hasAuthorityKeyIdentifier: findExtension(extensions, oids.authorityKeyIdentifier) !== null,
    unknownCritical: extensions
      .filter(({ oid, critical }) => critical && !processedExtensions.has(oid))
      .map(({ oid }) => nameOfOid(oid) ?? oid),
    derLength: der.length,
  }
}

/** Tells what kind of certificate it is; a CA's whatever else it is used for. */
export function roleOf(cA: boolean, isSelfIssued: boolean, extKeyUsage: readonly string[] | null): SubjectRole {
  if (cA) return isSelfIssued ? 'root' : 'intermediate'
  const isClientOnly =
    extKeyUsage?.includes(oids.idKpClientAuth) === true &&
    !extKeyUsage.includes(oids.idKpServerAuth) &&
    !extKeyUsage.includes(oids.anyExtendedKeyUsage)
  return isClientOnly ? 'client' : 'server'
}

function read<T>(extensions: readonly Extension[], oid: string, decode: (valueDer: Uint8Array) => T): Marked<T> | null {
  const extension = findExtension(extensions, oid)
  if (extension === null) return null
  const value = readOrNull(() => decode(extension.valueDer))
  return value === null ? null : { isCritical: extension.critical, value }
}

function namesOf(extensions: readonly Extension[]): SubjectName[] {
  const decoded = read(extensions, oids.subjectAltName, decodeSubjectAltName)?.value ?? []
  return decoded.map((name) =>
    name.kind === 'other' || name.kind === 'directoryName'
      ? { kind: 'other', value: '' }
      : { kind: name.kind, value: name.value },
  )
}
