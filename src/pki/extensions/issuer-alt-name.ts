// issuerAltName: other names of the issuer (RFC 5280 §4.2.1.7).
import { decodeDer, derTag, expectTag } from '../der.ts'
import type { GeneralName } from '../general-name.ts'
import { type DecodedGeneralName, decodeGeneralNames, encodeGeneralNames } from '../general-name-der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/**
 * Encodes issuerAltName, not critical as RFC 5280 asks.
 *
 * @throws RangeError when there is no name
 */
export function encodeIssuerAltName(names: readonly GeneralName[]): Extension {
  if (names.length === 0) throw new RangeError('Cannot encode issuerAltName: at least one name is needed')
  return { oid: oids.issuerAltName, critical: false, valueDer: encodeGeneralNames(names) }
}

/** Decodes the value of issuerAltName; throws {@link PkiError} `der/…`. */
export const decodeIssuerAltName = (valueDer: Uint8Array): DecodedGeneralName[] =>
  decodeGeneralNames(expectTag(decodeDer(valueDer), derTag.sequence))
