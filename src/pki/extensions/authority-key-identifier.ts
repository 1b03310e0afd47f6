// authorityKeyIdentifier: which key of the issuer signed (RFC 5280 §4.2.1.1).
import type { Bytes } from '../bytes.ts'
import { decodeIntegerOctets, decodeSequence, derTag, encodeContextPrimitive, encodeSequence } from '../der.ts'
import { type DecodedGeneralName, decodeGeneralNames } from '../general-name-der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/**
 * Encodes authorityKeyIdentifier with the keyIdentifier alone, never critical.
 *
 * @param keyIdentifier - the issuer's subjectKeyIdentifier as it stands in the issuer's certificate: one that was
 * derived in another way would not match, and OpenSSL would not find the issuer
 */
export const encodeAuthorityKeyIdentifier = (keyIdentifier: Uint8Array): Extension => ({
  oid: oids.authorityKeyIdentifier,
  critical: false,
  valueDer: encodeSequence(encodeContextPrimitive(0, keyIdentifier)),
})

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier: Bytes | undefined
  readonly authorityCertIssuer: readonly DecodedGeneralName[]
  /** Contents octets of the INTEGER. */
  readonly authorityCertSerialNumber: Bytes | undefined
}

/** Decodes the value of authorityKeyIdentifier; throws {@link PkiError} `der/…`. */
export function decodeAuthorityKeyIdentifier(valueDer: Uint8Array): AuthorityKeyIdentifier {
  const members = decodeSequence(valueDer)
  const issuer = members.find(({ tag }) => tag === 0xa1)
  const serialNumber = members.find(({ tag }) => tag === 0x82)
  return {
    keyIdentifier: members.find(({ tag }) => tag === 0x80)?.contents.slice(),
    authorityCertIssuer: issuer === undefined ? [] : decodeGeneralNames(issuer),
    // [2] IMPLICIT: the tag is replaced, the contents are an INTEGER's.
    authorityCertSerialNumber: serialNumber && decodeIntegerOctets({ ...serialNumber, tag: derTag.integer }).slice(),
  }
}
