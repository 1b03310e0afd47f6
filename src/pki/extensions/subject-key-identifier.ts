// subjectKeyIdentifier: a short name of the certified key (RFC 5280 §4.2.1.2).
import type { Bytes } from '../bytes.ts'
import { decodeBitString, decodeDer, decodeOctetString, decodeSequence, encodeOctetString } from '../der.ts'
import { sha1 } from '../hash-library.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/**
 * Derives the identifier of a key by method 1: SHA-1 of the BIT STRING's contents without tag, length and unused bits.
 *
 * @param subjectPublicKeyInfo - DER
 */
export function deriveKeyIdentifier(subjectPublicKeyInfo: Uint8Array): Bytes {
  const [, key] = decodeSequence(subjectPublicKeyInfo)
  return sha1(decodeBitString(key).octets)
}

/** Encodes subjectKeyIdentifier, never critical. */
export const encodeSubjectKeyIdentifier = (keyIdentifier: Uint8Array): Extension => ({
  oid: oids.subjectKeyIdentifier,
  critical: false,
  valueDer: encodeOctetString(keyIdentifier),
})

/** Decodes the value of subjectKeyIdentifier; throws {@link PkiError} `der/…`. */
export const decodeSubjectKeyIdentifier = (valueDer: Uint8Array): Bytes =>
  decodeOctetString(decodeDer(valueDer)).slice()
