// certificatePolicies: the rules under which the certificate was issued (RFC 5280 §4.2.1.4).
import { decodeText } from '../asn1-text.ts'
import type { Bytes } from '../bytes.ts'
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeSequence,
  type DerElement,
  derTag,
  encodeAsciiString,
  encodeObjectIdentifier,
  encodeSequence,
  expectTag,
} from '../der.ts'
import { PkiError } from '../errors.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'
import { decodeUserNotice, type UserNotice } from './user-notice.ts'

export interface PolicyInformation {
  /** Dotted OID; `oids.anyPolicy` for every policy. */
  readonly policyIdentifier: string
  /** ASCII URIs of practice statements. */
  readonly cPSuris: readonly string[]
}

/** A policy as it is read; notices are not written here. */
export interface DecodedPolicyInformation extends PolicyInformation {
  readonly userNotices: readonly UserNotice[]
  /** DER of qualifiers that are neither, or that cannot be read. */
  readonly otherQualifiers: readonly Bytes[]
}

/**
 * Encodes certificatePolicies, not critical.
 *
 * @throws RangeError when there is no policy, or one stands twice
 */
export function encodeCertificatePolicies(policies: readonly PolicyInformation[]): Extension {
  const isDistinct = new Set(policies.map(({ policyIdentifier }) => policyIdentifier)).size === policies.length
  if (policies.length === 0 || !isDistinct)
    throw new RangeError('Cannot encode certificatePolicies: policies must be there, each once')
  return { oid: oids.certificatePolicies, critical: false, valueDer: encodeSequence(...policies.map(encodePolicy)) }
}

function encodePolicy({ policyIdentifier, cPSuris }: PolicyInformation): Uint8Array {
  const qualifiers = cPSuris.map((uri) =>
    encodeSequence(encodeObjectIdentifier(oids.idQtCps), encodeAsciiString(derTag.ia5String, uri)),
  )
  return encodeSequence(
    encodeObjectIdentifier(policyIdentifier),
    ...(qualifiers.length === 0 ? [] : [encodeSequence(...qualifiers)]),
  )
}

/** Decodes the value of certificatePolicies; throws {@link PkiError} `der/…`. */
export function decodeCertificatePolicies(valueDer: Uint8Array): DecodedPolicyInformation[] {
  return decodeSequence(valueDer).map((policy) => {
    const [identifier, qualifiers] = decodeMembers(policy, derTag.sequence)
    const decoded = qualifiers === undefined ? [] : decodeMembers(qualifiers, derTag.sequence).map(decodeQualifier)
    return {
      policyIdentifier: decodeObjectIdentifier(identifier),
      cPSuris: decoded.filter((qualifier) => typeof qualifier === 'string'),
      userNotices: decoded.filter((qualifier) => typeof qualifier === 'object' && 'noticeNumbers' in qualifier),
      otherQualifiers: decoded.filter((qualifier) => qualifier instanceof Uint8Array),
    }
  })
}

function decodeQualifier(qualifier: DerElement): string | UserNotice | Bytes {
  try {
    const [id, value] = decodeMembers(qualifier, derTag.sequence)
    const oid = decodeObjectIdentifier(id)
    if (oid === oids.idQtCps) return decodeText(expectTag(value, derTag.ia5String)) ?? ''
    if (oid === oids.idQtUnotice) return decodeUserNotice(expectTag(value, derTag.sequence))
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
  }
  return qualifier.encoded.slice()
}
