// PKCS #10 certification requests (RFC 2986): signing from a checked intent, reading, verifying.
import type { Bytes } from './bytes.ts'
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeSmallInteger,
  type DerElement,
  derTag,
  encodeContextConstructed,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  expectTag,
} from './der.ts'
import { decodeDistinguishedName, type DistinguishedName, encodeDistinguishedName } from './distinguished-name.ts'
import { encodeExtKeyUsage } from './extensions/ext-key-usage.ts'
import { decodeExtensions, encodeExtensions, type Extension } from './extensions/extension.ts'
import { encodeKeyUsage } from './extensions/key-usage.ts'
import { encodeSubjectAltName } from './extensions/subject-alt-name.ts'
import type { CertificationIntent } from './issuance-request.ts'
import type { SigningKey } from './key-pair.ts'
import { oids } from './oids.ts'
import { profiles } from './profiles.ts'
import { decodeSignedStructure, signStructure, verifyStructure } from './signed-structure.ts'

/**
 * Signs a PKCS #10 certification request with the subject's own key.
 *
 * Names and usages of a TLS server travel in the extensionRequest attribute (RFC 2985 §5.4.2); a CA may take or leave them.
 * An empty subject is allowed only with at least one subjectAltName: `parseCertificationForm` has made sure of that, and
 * this function does not look again.
 *
 * @returns DER of CertificationRequest (RFC 2986 §4.2); wrap with `encodePem` to show or save
 *
 * @example
 * ```ts
 * const requestPem = encodePem('CERTIFICATE REQUEST', await signCertificationRequest(intent, subjectPublicKeyInfo, signingKey))
 * ```
 */
export async function signCertificationRequest(
  intent: CertificationIntent,
  subjectPublicKeyInfo: Bytes,
  signingKey: SigningKey,
): Promise<Bytes> {
  const extensionRequest = encodeSequence(
    encodeObjectIdentifier(oids.extensionRequest),
    encodeSetOf(encodeExtensions(requestedExtensions(intent))),
  )
  const information = encodeSequence(
    encodeInteger(0),
    encodeDistinguishedName(intent.subject),
    subjectPublicKeyInfo,
    // attributes [0] IMPLICIT SET OF; there is one.
    encodeContextConstructed(0, extensionRequest),
  )
  return signStructure(information, signingKey)
}

function requestedExtensions({ subject, subjectAltNames, keyAlgorithm }: CertificationIntent): Extension[] {
  const { keyUsage, extKeyUsage } = profiles['tls-server']
  return [
    encodeKeyUsage(keyUsage[keyAlgorithm.family]),
    encodeExtKeyUsage(extKeyUsage),
    ...(subjectAltNames.length > 0 ? [encodeSubjectAltName(subjectAltNames, subject.length === 0)] : []),
  ]
}

/** An attribute whose values have not been looked at. */
export interface RequestAttribute {
  /** Dotted OID. */
  readonly type: string
  /** DER of each value. */
  readonly values: readonly Bytes[]
}

/** A request's fields, named as RFC 2986 §4.1 names them. */
export interface CertificationRequest {
  /** 1, as people count. */
  readonly version: number
  readonly subject: DistinguishedName
  readonly subjectDer: Bytes
  /** DER; `publicKeyKindOf` tells what it is. */
  readonly subjectPublicKeyInfo: Bytes
  readonly attributes: readonly RequestAttribute[]
  /** What extensionRequest asks for; empty without it. */
  readonly extensions: readonly Extension[]
  /** Dotted OID. */
  readonly signatureAlgorithm: string
}

/**
 * Reads a request's fields; its signature is not verified, and values of extensions are not looked at.
 *
 * @throws {@link PkiError} `der/…`, `extension/duplicate`
 */
export function decodeCertificationRequest(der: Uint8Array): CertificationRequest {
  const { toBeSigned, signatureAlgorithm } = decodeSignedStructure(der)
  const [version, subject, spki, attributeSet] = decodeMembers(toBeSigned)
  const subjectDer = expectTag(subject, derTag.sequence).encoded.slice()
  // RFC 2986 §4.1 wants the set even when it is empty; some programs leave it out.
  const attributes = attributeSet === undefined ? [] : decodeMembers(attributeSet, 0xa0).map(decodeAttribute)
  return {
    version: decodeSmallInteger(version) + 1,
    subject: decodeDistinguishedName(subjectDer),
    subjectDer,
    subjectPublicKeyInfo: expectTag(spki, derTag.sequence).encoded.slice(),
    attributes: attributes.map(({ type, values }) => ({ type, values: values.map(({ encoded }) => encoded.slice()) })),
    extensions: attributes
      .filter(({ type }) => type === oids.extensionRequest)
      .flatMap(({ values }) => values.slice(0, 1).flatMap(decodeExtensions)),
    signatureAlgorithm,
  }
}

function decodeAttribute(attribute: DerElement): { type: string; values: DerElement[] } {
  const [type, values] = decodeMembers(attribute, derTag.sequence)
  return { type: decodeObjectIdentifier(type), values: decodeMembers(expectTag(values, derTag.set)) }
}

/**
 * Verifies that a request is signed with the key that it asks a certificate for.
 *
 * @throws {@link PkiError} `signature/algorithm-unsupported`, `key/algorithm-unsupported`, `key/invalid`, `der/…`
 */
export async function verifyCertificationRequest(der: Uint8Array): Promise<boolean> {
  return verifyStructure(decodeSignedStructure(der), decodeCertificationRequest(der).subjectPublicKeyInfo)
}
