// Fingerprints: the hash of a whole DER file, as people compare it by eye.
import type { Bytes } from './bytes.ts'

/** Writes octets as upper-case hexadecimal pairs with colons. */
export const formatColonHex = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0'))
    .join(':')
    .toUpperCase()

/**
 * Hashes the whole DER of a certificate, request or CRL.
 *
 * SHA-1 is offered because phones, PBXs and Windows still show it; nothing here relies on its strength.
 *
 * @returns upper-case hexadecimal pairs with colons
 */
export async function fingerprint(der: Bytes, hash: 'SHA-256' | 'SHA-1'): Promise<string> {
  return formatColonHex(new Uint8Array(await crypto.subtle.digest(hash, der)))
}
