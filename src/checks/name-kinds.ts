// What a name is in the eyes of a client or of a public CA.
import { toAsciiHostName } from '../pki/host-name.ts'
import { formatIpAddress, parseIpAddress } from '../pki/ip-address.ts'
import type { SubjectName } from './check-subject.ts'

const HOST = /^(?:\*\.)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/i

/** Tells whether a text can be nothing but a host name with a domain, or an address. */
export const isHostOrAddress = (text: string): boolean =>
  parseIpAddress(text) !== null || (HOST.test(text) && toAsciiHostName(text.replace(/^\*\./, '')) !== null)

/** Spells a name as a certificate holds it, for comparing: addresses as RFC 5952 has them, host names as A-labels. */
export function canonicalName(text: string): string {
  const octets = parseIpAddress(text)
  return (octets && formatIpAddress(octets)) ?? toAsciiHostName(text) ?? text.toLowerCase()
}

// RFC 6761, RFC 6762, RFC 2606 and what the root zone will not have (RFC 8244 and ICANN, .internal).
const INTERNAL =
  /(?:^|\.)(?:local|localhost|localdomain|internal|intranet|lan|home|corp|private|test|example|invalid|arpa)$/i

/** Tells whether a public CA may put it into a certificate: host names of the public DNS, and public addresses. */
export function isPublicName({ kind, value }: SubjectName): boolean {
  if (kind === 'iPAddress') return !isReserved(parseIpAddress(value))
  return kind === 'dNSName' && HOST.test(value) && !INTERNAL.test(value)
}

// IANA special-purpose address registries, the ranges that occur on LANs.
function isReserved(octets: Uint8Array | null): boolean {
  if (octets === null) return true
  const [a = 0, b = 0] = octets
  if (octets.length === 16) return (a & 0xfe) === 0xfc || (a === 0xfe && (b & 0xc0) === 0x80) || a === 0
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168)
  )
}
