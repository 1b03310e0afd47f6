// General names as a person writes them: one text box in, checked and canonical values out (RFC 5280 §4.2.1.6).
// Their DER is general-name-der.ts's business.
import { type DistinguishedName, formatDistinguishedName } from './distinguished-name.ts'
import { parseDistinguishedName } from './distinguished-name-text.ts'
import { PkiError } from './errors.ts'
import { toAsciiHostName } from './host-name.ts'
import { formatIpAddress, parseIpAddress } from './ip-address.ts'

export type TextNameKind = 'dNSName' | 'iPAddress' | 'rfc822Name' | 'uniformResourceIdentifier'
export type GeneralNameKind = TextNameKind | 'directoryName'

/** The kinds that we write; each value is canonical: A-labels, RFC 5952, ASCII. */
export type GeneralName =
  | { readonly kind: TextNameKind; readonly value: string }
  | { readonly kind: 'directoryName'; readonly value: DistinguishedName }

const kindsByPrefix: Readonly<Partial<Record<string, GeneralNameKind>>> = {
  dns: 'dNSName',
  ip: 'iPAddress',
  email: 'rfc822Name',
  uri: 'uniformResourceIdentifier',
  dirname: 'directoryName',
}
const PREFIX = /^(dns|ip|email|uri|dirname):/i

/**
 * Cuts the text of a box into entries: one a line, or with commas between.
 *
 * After `dirName:` and `URI:` a comma belongs to the entry, unless the next entry's prefix follows it; since a URI has no
 * blanks, a comma and a blank end one too. Empty entries go.
 */
export function splitGeneralNames(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .flatMap(splitLine)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/**
 * Puts entries of a box in place of others; what the person typed beside them stays, and nothing stands there twice.
 *
 * @returns the text itself where nothing changes; else one entry a line
 */
export function replaceEntries(text: string, before: readonly string[], after: readonly string[]): string {
  const entries = splitGeneralNames(text)
  const kept = entries.filter((entry) => !before.includes(entry) || after.includes(entry))
  const added = after.filter((entry) => !kept.includes(entry))
  return added.length === 0 && kept.length === entries.length ? text : [...kept, ...added].join('\n')
}

function splitLine(line: string): string[] {
  const entries: string[] = []
  let current: string | null = null
  for (const piece of line.split(',')) {
    if (current !== null && belongsTo(current.trimStart(), piece)) current += `,${piece}`
    else {
      if (current !== null) entries.push(current)
      current = piece
    }
  }
  return current === null ? entries : [...entries, current]
}

function belongsTo(entry: string, piece: string): boolean {
  const prefix = PREFIX.exec(entry)?.[1]?.toLowerCase()
  if (prefix === 'uri') return !/^\s/.test(piece) && !PREFIX.test(piece)
  return prefix === 'dirname' && (isInsideValue(entry) || !PREFIX.test(piece.trimStart()))
}

/** Tells whether a comma after this text would be quoted or escaped. */
function isInsideValue(entry: string): boolean {
  const plain = entry.replace(/\\[^]/g, '')
  return plain.endsWith('\\') || (plain.split('"').length - 1) % 2 === 1
}

/**
 * Reads one entry of the box. A prefix (`DNS:`, `IP:`, `email:`, `URI:`, `dirName:`, any case) sets the kind; without
 * one it is detected: IP address, URI, e-mail, else DNS name.
 *
 * @throws {@link PkiError} `general-name/…`; for a directory name also `distinguished-name/…`
 */
export function parseGeneralName(entry: string): GeneralName {
  const text = entry.trim()
  return parseGeneralNameAs(prefixKindOf(text) ?? detectKind(text), text)
}

const prefixKindOf = (text: string): GeneralNameKind | undefined =>
  kindsByPrefix[PREFIX.exec(text)?.[1]?.toLowerCase() ?? '']

/** Reads a text as one given kind, with that kind's prefix or without; throws as `parseGeneralName` does. */
export function parseGeneralNameAs(kind: GeneralNameKind, text: string): GeneralName {
  const trimmed = text.trim()
  const bare = prefixKindOf(trimmed) === kind ? trimmed.replace(PREFIX, '').trim() : trimmed
  return kind === 'directoryName' ? { kind, value: parseDistinguishedName(bare) } : { kind, value: parsers[kind](bare) }
}

// Schemes without `//` that phone systems use; any other text before a colon could be a host name before its port.
const URI_START = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:sips?|tel|mailto|urn|xmpp|im|pres|h323|ldap):)/i

function detectKind(text: string): TextNameKind {
  // Also what only looks like an address, so that `10.0.0.300` is told to be a wrong one.
  if (/^[\d./]+$/.test(text) || /^\[?(?:[0-9a-f]*|[\d.]*):[0-9a-f:.]*(?:%.*)?\]?$/i.test(text)) return 'iPAddress'
  if (URI_START.test(text)) return 'uniformResourceIdentifier'
  return text.includes('@') ? 'rfc822Name' : 'dNSName'
}

const parsers: Readonly<Record<TextNameKind, (text: string) => string>> = {
  dNSName: parseDnsName,
  iPAddress: parseIp,
  rfc822Name: parseEmail,
  uniformResourceIdentifier: parseUri,
}

function parseDnsName(text: string): string {
  const host = text.startsWith('*.') ? text.slice(2) : text
  if (host.includes('*')) {
    // RFC 6125 §6.4.3: clients match a wildcard only as the whole left-most label.
    throw new PkiError(
      'general-name/wildcard-invalid',
      { found: text },
      `Cannot use DNS name: wildcard in "${text}" is not its whole first label`,
    )
  }
  if (/^[\d.]+$/.test(host)) throw ipInvalid(text)
  const ascii = toAsciiHostName(host)
  // The wildcard's two characters count towards the 253 of the whole name.
  if (ascii === null || ascii.length + text.length - host.length > 253) {
    throw new PkiError('general-name/dns-invalid', { found: text }, `Cannot use DNS name: "${text}" is not a host name`)
  }
  return host === text ? ascii : `*.${ascii}`
}

const ipInvalid = (found: string): PkiError =>
  new PkiError('general-name/ip-invalid', { found }, `Cannot use IP address: "${found}" is neither IPv4 nor IPv6`)

function parseIp(text: string): string {
  const octets = parseIpAddress(text.replace(/^\[(.*:.*)\]$/, '$1'))
  const canonical = octets && formatIpAddress(octets)
  if (canonical === null) throw ipInvalid(text)
  return canonical
}

// RFC 5321 §4.1.2: Dot-string of RFC 5322 atext, at most 64 octets (§4.5.3.1.1). Quoted local parts are not taken.
const LOCAL_PART = /^(?=.{1,64}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/

function parseEmail(text: string): string {
  const at = text.lastIndexOf('@')
  const localPart = text.slice(0, at)
  const domain = toAsciiHostName(text.slice(at + 1))
  // RFC 5280 §4.2.1.6 asks for ASCII; a non-ASCII local part would need SmtpUTF8Mailbox (RFC 9598), which nobody reads.
  if (at < 1 || domain === null || !LOCAL_PART.test(localPart)) {
    throw new PkiError('general-name/email-invalid', { found: text }, `Cannot use e-mail address: "${text}" is not one`)
  }
  return `${localPart}@${domain}`
}

// RFC 3986 §2: these characters and percent-encoded octets, nothing else; §4.3: a scheme and something after it.
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/

function parseUri(text: string): string {
  // RFC 5280 §4.2.1.6: where the scheme has an authority, it names a host.
  const lacksHost = /^https?:/i.test(text) && !/^https?:\/\/[^/?#:@]/i.test(text)
  if (!URI.test(text) || lacksHost) {
    throw new PkiError(
      'general-name/uri-invalid',
      { found: text },
      `Cannot use URI: "${text}" is not absolute, or holds a character that must be percent-encoded`,
    )
  }
  return text
}

/** Writes a name's value as text, without its kind; a directory name as `formatDistinguishedName` does. */
export const formatGeneralName = (name: GeneralName): string =>
  name.kind === 'directoryName' ? formatDistinguishedName(name.value) : name.value
