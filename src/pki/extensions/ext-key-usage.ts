// extKeyUsage: the purposes that the key is for (RFC 5280 §4.2.1.12).
import { decodeObjectIdentifier, decodeSequence, encodeObjectIdentifier, encodeSequence } from '../der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/**
 * Encodes extKeyUsage, not critical: phones that know only some purposes still take the certificate.
 *
 * @param purposes - dotted OIDs
 * @throws RangeError when there is none
 */
export function encodeExtKeyUsage(purposes: readonly string[]): Extension {
  if (purposes.length === 0) throw new RangeError('Cannot encode extKeyUsage: at least one purpose is needed')
  return { oid: oids.extKeyUsage, critical: false, valueDer: encodeSequence(...purposes.map(encodeObjectIdentifier)) }
}

/** Decodes the value of extKeyUsage as dotted OIDs; throws {@link PkiError} `der/…`. */
export const decodeExtKeyUsage = (valueDer: Uint8Array): string[] =>
  decodeSequence(valueDer).map(decodeObjectIdentifier)
