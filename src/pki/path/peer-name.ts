// Whether a certificate is for the one that was called: RFC 9525 (formerly 6125) for hosts, RFC 5922 for SIP domains.
// The common name is never looked at: no verifier of today does, and none may where there is a subjectAltName.
import { equalBytes } from '../bytes.ts'
import { toAsciiHostName } from '../host-name.ts'
import { parseIpAddress } from '../ip-address.ts'
import { oids } from '../oids.ts'
import type { PathCertificate } from './path-certificate.ts'
import { hostOfUri, nameTag, type PathName, readHost, readMailbox } from './path-name.ts'
import { type AnyPathFailure, pathFailure } from './path-rule.ts'

/** Who was called. A `sipDomain` is a domain, or a `sip:` URI whose host is one. */
export interface PeerName {
  readonly kind: 'dNSName' | 'iPAddress' | 'rfc822Name' | 'sipDomain'
  readonly value: string
}

const MAX_TOLD = 10

/** Checks the names of a certificate; null when one of them is the peer's. */
export function checkPeerName(certificate: PathCertificate, peer: PeerName): AnyPathFailure | null {
  const names = certificate.altNames ?? []
  if (matchers[peer.kind](names, peer.value)) return null
  const wanted = peer.value
  if (names.length === 0) return pathFailure('peer/no-names', { wanted }, oids.subjectAltName)
  const told = names.slice(0, MAX_TOLD).map(({ label }) => label)
  const found = [...told, ...(names.length > MAX_TOLD ? ['…'] : [])].join(', ')
  return pathFailure('peer/name-mismatch', { wanted, found }, oids.subjectAltName)
}

type Matcher = (names: readonly PathName[], wanted: string) => boolean

const matchers: Readonly<Record<PeerName['kind'], Matcher>> = {
  dNSName(names, wanted) {
    const host = hostOf(wanted)
    return host !== null && textsOf(names, nameTag.dNSName).some((presented) => matchesHost(presented, host))
  },
  iPAddress(names, wanted) {
    const octets = parseIpAddress(wanted)
    return octets !== null && names.some((name) => name.form === 'address' && equalBytes(name.octets, octets))
  },
  rfc822Name(names, wanted) {
    const mailbox = readMailbox(wanted)
    return textsOf(names, nameTag.rfc822Name).some((presented) => {
      const found = readMailbox(presented)
      return found !== null && found.localPart === mailbox?.localPart && found.host === mailbox.host
    })
  },
  sipDomain(names, wanted) {
    const domain = /^sips?:/i.test(wanted) ? hostOfUri(wanted) : hostOf(wanted)
    return domain !== null && sipDomainsOf(names).includes(domain)
  },
}

/** Reads a host as a person gives it; underscores, which no host name has, stand in some all the same. */
function hostOf(wanted: string): string | null {
  const text = wanted.replace(/\.$/, '')
  return toAsciiHostName(text) ?? (/(?:^|\.)\d+$/.test(text) ? null : readHost(text))
}

const textsOf = (names: readonly PathName[], tagNumber: number): string[] =>
  names.flatMap((name) => (name.form === 'text' && name.tagNumber === tagNumber ? [name.text] : []))

/**
 * Tells whether a presented DNS name is a host's. A wildcard is a whole left-most label and stands for exactly one label
 * (RFC 9525 §6.3); below it at least two labels are asked for, as OpenSSL does: `*.com` is nobody's.
 */
function matchesHost(presented: string, host: string): boolean {
  const name = presented.toLowerCase()
  if (!name.startsWith('*.')) return name === host
  const parent = name.slice(2)
  const firstDot = host.indexOf('.')
  return parent.includes('.') && !parent.includes('*') && firstDot > 0 && host.slice(firstDot + 1) === parent
}

/** RFC 5922 §7.1: URIs of scheme sip without a user; only where there are none, DNS names. §7.2: wildcards never match. */
function sipDomainsOf(names: readonly PathName[]): string[] {
  const uris = textsOf(names, nameTag.uniformResourceIdentifier).filter((uri) => /^sip:[^@]*$/i.test(uri))
  const domains = uris.flatMap((uri) => hostOfUri(uri) ?? [])
  return domains.length > 0 ? domains : textsOf(names, nameTag.dNSName).map((name) => name.toLowerCase())
}
