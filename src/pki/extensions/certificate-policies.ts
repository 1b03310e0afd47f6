// certificatePolicies: the rules under which the certificate was issued (RFC 5280 §4.2.1.4).
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeSequence,
  type DerElement,
  derTag,
  encodeAsciiString,
  encodeObjectIdentifier,
  encodeSequence,
} from '../der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

export interface PolicyInformation {
  /** Dotted OID; `oids.anyPolicy` for every policy. */
  readonly policyIdentifier: string
  /** ASCII URIs of practice statements; user notices are not written, and passed over when read. */
  readonly cPSuris: readonly string[]
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
export function decodeCertificatePolicies(valueDer: Uint8Array): PolicyInformation[] {
  return decodeSequence(valueDer).map((policy) => {
    const [identifier, qualifiers] = decodeMembers(policy, derTag.sequence)
    return {
      policyIdentifier: decodeObjectIdentifier(identifier),
      cPSuris: qualifiers === undefined ? [] : decodeMembers(qualifiers, derTag.sequence).flatMap(decodeCps),
    }
  })
}

function decodeCps(qualifier: DerElement): string[] {
  const [id, value] = decodeMembers(qualifier, derTag.sequence)
  if (decodeObjectIdentifier(id) !== oids.idQtCps || value?.tag !== derTag.ia5String) return []
  return [Array.from(value.contents, (octet) => String.fromCharCode(octet)).join('')]
}
