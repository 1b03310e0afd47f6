// Certificates: issuing from a checked request, and reading the fields of RFC 5280 §4.1.
// What an extension says is told by extensions/; showing a certificate is describe/'s business.
import type { Bytes } from './bytes.ts'
import {
  decodeDer,
  decodeIntegerOctets,
  decodeMembers,
  decodeSmallInteger,
  decodeTime,
  type DerElement,
  derTag,
  encodeContextConstructed,
  encodeInteger,
  encodeSequence,
  encodeTime,
  encodeUnsignedInteger,
  expectTag,
} from './der.ts'
import { decodeDistinguishedName, type DistinguishedName, encodeDistinguishedName } from './distinguished-name.ts'
import { PkiError } from './errors.ts'
import { encodeAuthorityKeyIdentifier } from './extensions/authority-key-identifier.ts'
import { decodeBasicConstraints, encodeBasicConstraints } from './extensions/basic-constraints.ts'
import { encodeCrlDistributionPoints } from './extensions/crl-distribution-points.ts'
import { encodeExtKeyUsage } from './extensions/ext-key-usage.ts'
import { decodeExtensions, encodeExtensions, type Extension, findExtension } from './extensions/extension.ts'
import { decodeKeyUsage, encodeKeyUsage } from './extensions/key-usage.ts'
import { encodeSubjectAltName } from './extensions/subject-alt-name.ts'
import {
  decodeSubjectKeyIdentifier,
  deriveKeyIdentifier,
  encodeSubjectKeyIdentifier,
} from './extensions/subject-key-identifier.ts'
import type { IssuanceRequest, IssuerLimits } from './issuance-request.ts'
import type { GeneratedKeyPair, SigningKey } from './key-pair.ts'
import { oids } from './oids.ts'
import {
  decodeSignedStructure,
  hasSameIdentifier,
  type SignedStructure,
  signatureIdentifierOf,
  signStructure,
  verifyStructure,
} from './signed-structure.ts'
import { isSamePublicKey } from './subject-public-key-info.ts'

// ---------------------------------------------------------------------------------------------- reading

/** A certificate's fields, named as RFC 5280 §4.1 names them. */
export interface Certificate {
  /** 1, 2 or 3, as people count. */
  readonly version: number
  /** Big-endian, without the zero octet of the sign; a negative one, which RFC 5280 forbids, as it stands. */
  readonly serialNumber: Bytes
  /** Dotted OID. */
  readonly signatureAlgorithm: string
  readonly issuer: DistinguishedName
  readonly issuerDer: Bytes
  readonly notBefore: Date
  readonly notAfter: Date
  readonly subject: DistinguishedName
  readonly subjectDer: Bytes
  /** DER; `publicKeyKindOf` tells what it is. */
  readonly subjectPublicKeyInfo: Bytes
  /** Empty for version 1. */
  readonly extensions: readonly Extension[]
}

/**
 * Reads a certificate's fields. Neither signature nor dates are judged, and the values of extensions are not looked at.
 *
 * Takes time in proportion to the length of the input, whatever the input is.
 *
 * @throws {@link PkiError} `der/…`, `extension/duplicate`
 */
export function decodeCertificate(der: Uint8Array): Certificate {
  const { structure, version, serialNumber, issuer, validity, subject, subjectPublicKeyInfo, extensions } =
    readFields(der)
  const [notBefore, notAfter] = decodeMembers(validity)
  return {
    version,
    serialNumber: magnitudeOf(decodeIntegerOctets(serialNumber)),
    signatureAlgorithm: structure.signatureAlgorithm,
    issuer: decodeDistinguishedName(issuer.encoded),
    issuerDer: issuer.encoded.slice(),
    notBefore: decodeTime(notBefore),
    notAfter: decodeTime(notAfter),
    subject: decodeDistinguishedName(subject.encoded),
    subjectDer: subject.encoded.slice(),
    subjectPublicKeyInfo: subjectPublicKeyInfo.encoded.slice(),
    extensions,
  }
}

/** The members of a TBSCertificate; only extensions have been opened. */
interface CertificateElements {
  readonly structure: SignedStructure
  readonly version: number
  readonly serialNumber: DerElement | undefined
  readonly signature: DerElement
  readonly issuer: DerElement
  readonly validity: DerElement
  readonly subject: DerElement
  readonly subjectPublicKeyInfo: DerElement
  readonly extensions: readonly Extension[]
}

function readFields(der: Uint8Array): CertificateElements {
  const structure = decodeSignedStructure(der)
  const members = decodeMembers(structure.toBeSigned)
  // version [0] EXPLICIT DEFAULT v1 stands in front or not at all.
  const [version] = members[0]?.tag === 0xa0 ? decodeMembers(expectTag(members.shift(), 0xa0)) : []
  const [serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, ...optional] = members
  const extensions = optional.find(({ tag }) => tag === 0xa3)
  return {
    structure,
    version: version === undefined ? 1 : decodeSmallInteger(version) + 1,
    serialNumber,
    signature: expectTag(signature, derTag.sequence),
    issuer: expectTag(issuer, derTag.sequence),
    validity: expectTag(validity, derTag.sequence),
    subject: expectTag(subject, derTag.sequence),
    subjectPublicKeyInfo: expectTag(subjectPublicKeyInfo, derTag.sequence),
    extensions: extensions === undefined ? [] : decodeExtensions(decodeDer(extensions.contents)),
  }
}

const magnitudeOf = (octets: Uint8Array): Bytes =>
  (octets[0] === 0 && octets.length > 1 ? octets.subarray(1) : octets).slice()

/**
 * Verifies a certificate's signature with its issuer's key; whether that issuer may sign is not looked at.
 *
 * @param issuerPublicKeyInfo - SubjectPublicKeyInfo DER
 * @throws {@link PkiError} `signature/algorithm-unsupported`, `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export async function verifyCertificateSignature(
  certificateDer: Uint8Array,
  issuerPublicKeyInfo: Bytes,
): Promise<boolean> {
  const { structure, signature } = readFields(certificateDer)
  if (!hasSameIdentifier(structure, signature)) return false
  return verifyStructure(structure, issuerPublicKeyInfo)
}

/**
 * Reads what a CA certificate allows below it: its validity and its path length.
 *
 * @throws {@link PkiError} `der/…` when basicConstraints cannot be read
 */
export function issuerLimitsOf({ notBefore, notAfter, extensions }: Certificate): IssuerLimits {
  const constraints = findExtension(extensions, oids.basicConstraints)
  const pathLenConstraint =
    constraints === null ? undefined : decodeBasicConstraints(constraints.valueDer).pathLenConstraint
  return { notBefore, notAfter, pathLenConstraint }
}

// ---------------------------------------------------------------------------------------------- issuing

/** Who signs: the issuer's certificate and the key that belongs to it. */
export interface IssuingAuthority {
  readonly certificateDer: Bytes
  readonly signingKey: SigningKey
}

/**
 * Issues a certificate for a public key.
 *
 * The issuer is the issuing certificate's subject byte for byte, and authorityKeyIdentifier its subjectKeyIdentifier as it
 * stands (RFC 5280 §4.2.1.1). The request is not checked again: `parseIssuanceForm` has made sure of names, dates and path
 * length. That the issuing certificate is a CA's, and the signing key its own, is checked here.
 *
 * @returns DER of Certificate (RFC 5280 §4.1)
 * @throws {@link PkiError} `issuer/not-authority`, `issuer/key-mismatch`, `der/…`
 */
export async function issueCertificate(
  request: IssuanceRequest,
  subjectPublicKeyInfo: Bytes,
  issuer: IssuingAuthority,
): Promise<Bytes> {
  const authority = readFields(issuer.certificateDer)
  checkAuthority(authority, issuer.signingKey)
  return sign(request, subjectPublicKeyInfo, authority, issuer.signingKey)
}

function checkAuthority({ extensions, subjectPublicKeyInfo }: CertificateElements, signingKey: SigningKey): void {
  const constraints = findExtension(extensions, oids.basicConstraints)
  const usage = findExtension(extensions, oids.keyUsage)
  const isCa = constraints !== null && decodeBasicConstraints(constraints.valueDer).cA
  // RFC 5280 §4.2.1.3: without keyUsage no use is ruled out.
  if (!isCa || (usage !== null && !decodeKeyUsage(usage.valueDer).includes('keyCertSign'))) {
    throw new PkiError(
      'issuer/not-authority',
      {},
      "Cannot issue certificate: the issuer's certificate is not a CA's with keyCertSign",
    )
  }
  if (!isSamePublicKey(subjectPublicKeyInfo.encoded, signingKey.subjectPublicKeyInfo)) {
    throw new PkiError('issuer/key-mismatch', {}, "Cannot issue certificate: the signing key is not the issuer's")
  }
}

/** Gives the identifier that certificates below will name; derived by method 1 where the CA's certificate has none. */
function keyIdentifierOf({ extensions, subjectPublicKeyInfo }: CertificateElements): Bytes {
  const own = findExtension(extensions, oids.subjectKeyIdentifier)
  return own === null ? deriveKeyIdentifier(subjectPublicKeyInfo.encoded) : decodeSubjectKeyIdentifier(own.valueDer)
}

/**
 * Issues a certificate signed with its own key: a root, or a server on its own.
 *
 * authorityKeyIdentifier is left out, as RFC 5280 §4.2.1.1 allows where it would repeat subjectKeyIdentifier.
 *
 * @returns DER of Certificate (RFC 5280 §4.1)
 */
export function issueSelfSignedCertificate(
  request: IssuanceRequest,
  { subjectPublicKeyInfo, signingKey }: Pick<GeneratedKeyPair, 'subjectPublicKeyInfo' | 'signingKey'>,
): Promise<Bytes> {
  return sign(request, subjectPublicKeyInfo, null, signingKey)
}

async function sign(
  request: IssuanceRequest,
  subjectPublicKeyInfo: Bytes,
  authority: CertificateElements | null,
  signingKey: SigningKey,
): Promise<Bytes> {
  const subjectDer = encodeDistinguishedName(request.subject)
  const extensions = extensionsFor(
    request,
    deriveKeyIdentifier(subjectPublicKeyInfo),
    authority && keyIdentifierOf(authority),
  )
  const toBeSigned = encodeSequence(
    // v3 is written as 2.
    encodeContextConstructed(0, encodeInteger(2)),
    encodeUnsignedInteger(request.serialNumber),
    signatureIdentifierOf(signingKey),
    authority?.subject.encoded ?? subjectDer,
    encodeSequence(encodeTime(request.notBefore), encodeTime(request.notAfter)),
    subjectDer,
    subjectPublicKeyInfo,
    encodeContextConstructed(3, encodeExtensions(extensions)),
  )
  return signStructure(toBeSigned, signingKey)
}

function extensionsFor(
  request: IssuanceRequest,
  keyIdentifier: Bytes,
  authorityKeyIdentifier: Bytes | null,
): Extension[] {
  const { profile, pathLenConstraint, subject, subjectAltNames, crlDistributionPoints, keyAlgorithm } = request
  return [
    encodeBasicConstraints({ cA: profile.cA, pathLenConstraint }),
    encodeKeyUsage(profile.keyUsage[keyAlgorithm.family]),
    ...(profile.extKeyUsage.length > 0 ? [encodeExtKeyUsage(profile.extKeyUsage)] : []),
    encodeSubjectKeyIdentifier(keyIdentifier),
    ...(authorityKeyIdentifier === null ? [] : [encodeAuthorityKeyIdentifier(authorityKeyIdentifier)]),
    ...(subjectAltNames.length > 0 ? [encodeSubjectAltName(subjectAltNames, subject.length === 0)] : []),
    ...(crlDistributionPoints.length > 0 ? [encodeCrlDistributionPoints(crlDistributionPoints)] : []),
  ]
}
