// subjectAltName: every name that the certificate is good for (RFC 5280 §4.2.1.6).
import { decodeDer, expectTag, derTag } from '../der.ts'
import type { GeneralName } from '../general-name.ts'
import { type DecodedGeneralName, decodeGeneralNames, encodeGeneralNames } from '../general-name-der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/**
 * Encodes subjectAltName.
 *
 * @param critical - true exactly when the subject is empty: then it is all the identity there is
 * @throws RangeError when there is no name
 */
export function encodeSubjectAltName(names: readonly GeneralName[], critical: boolean): Extension {
  if (names.length === 0) throw new RangeError('Cannot encode subjectAltName: at least one name is needed')
  return { oid: oids.subjectAltName, critical, valueDer: encodeGeneralNames(names) }
}

/** Decodes the value of subjectAltName; throws {@link PkiError} `der/…`. */
export const decodeSubjectAltName = (valueDer: Uint8Array): DecodedGeneralName[] =>
  decodeGeneralNames(expectTag(decodeDer(valueDer), derTag.sequence))
