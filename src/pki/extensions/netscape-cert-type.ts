// netscape-cert-type: what came before keyUsage and extKeyUsage, and is still written by OpenSSL's old examples.
import { decodeBitString, decodeDer } from '../der.ts'

/** In the order of the bits; the fifth is reserved. */
const bits = ['sslClient', 'sslServer', 'smime', 'objectSigning', null, 'sslCA', 'smimeCA', 'objectSigningCA'] as const

export type NetscapeCertType = Exclude<(typeof bits)[number], null>

/** Decodes the value of netscape-cert-type; the reserved bit is passed over; throws {@link PkiError} `der/…`. */
export function decodeNetscapeCertType(valueDer: Uint8Array): NetscapeCertType[] {
  const [octet = 0] = decodeBitString(decodeDer(valueDer)).octets
  return bits.flatMap((bit, index) => (bit !== null && (octet & (0x80 >> index)) !== 0 ? [bit] : []))
}
