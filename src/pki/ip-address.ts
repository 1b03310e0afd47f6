// IP addresses between text and octets: strict in, canonical out (RFC 5952 for IPv6).
import type { Bytes } from './bytes.ts'

const IPV4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/

function parseIpv4(text: string): number[] | null {
  // No leading zeros: some programs read 010 as octal, others as ten.
  if (!IPV4.test(text)) return null
  const octets = text.split('.').map(Number)
  return octets.every((octet) => octet <= 255) ? octets : null
}

/**
 * Reads an IPv4 or IPv6 address; IPv6 with `::` and with an embedded IPv4 tail (RFC 4291 §2.2), without zone or brackets.
 *
 * @returns 4 or 16 octets in network order; null when the text is no address
 */
export function parseIpAddress(text: string): Bytes | null {
  const octets = text.includes(':') ? parseIpv6(text) : parseIpv4(text)
  return octets && Uint8Array.from(octets)
}

function parseIpv6(text: string): number[] | null {
  const halves = text.split('::')
  if (text.length > 45 || halves.length > 2) return null
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1))
  if (head === undefined || head === null || tail === null) return null
  if (tail === undefined) return head.length === 16 ? head : null
  // `::` stands for at least one group (RFC 5952 §4.2.2 discourages exactly one, but it is valid).
  const gap = 16 - head.length - tail.length
  return gap >= 2 ? [...head, ...new Array<number>(gap).fill(0), ...tail] : null
}

function parseGroups(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === '') return []
  const groups = text.split(':')
  const octets: number[] = []
  for (const [index, group] of groups.entries()) {
    const ipv4 = mayEndInIpv4 && index === groups.length - 1 ? parseIpv4(group) : null
    if (ipv4 !== null) octets.push(...ipv4)
    else if (/^[0-9A-Fa-f]{1,4}$/.test(group)) octets.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff)
    else return null
  }
  return octets
}

/**
 * Writes 4 or 16 octets as text: lower case, the longest run of zero groups as `::` (RFC 5952 §4), IPv4-mapped addresses
 * with their dotted tail (§5).
 *
 * @returns null when there are neither 4 nor 16 octets
 */
export function formatIpAddress(octets: Uint8Array): string | null {
  if (octets.length === 4) return octets.join('.')
  if (octets.length !== 16) return null
  const isMapped = octets.subarray(0, 10).every((octet) => octet === 0) && octets[10] === 0xff && octets[11] === 0xff
  if (isMapped) return `::ffff:${octets.subarray(12).join('.')}`
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((octets[index * 2] ?? 0) << 8) | (octets[index * 2 + 1] ?? 0)).toString(16),
  )
  const { start, length } = longestZeroRun(groups)
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (const [index, group] of groups.entries()) {
    if (group !== '0') start = index + 1
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start }
  }
  return best
}
