// Names written as text, `CN=x, O=y`, into typed values: the way of a dirName entry or a directory-name CRL point.
import { parseAttributeType, parseAttributeValue } from './attribute-types.ts'
import {
  decodeDistinguishedName,
  type DistinguishedName,
  encodeDistinguishedName,
  type NameAttribute,
} from './distinguished-name.ts'
import { PkiError } from './errors.ts'

/**
 * Reads a name from text: attributes in the order of the text, `,` or `;` between RDNs, `+` within one.
 *
 * Escapes are those of RFC 4514 §2.4 (`\,` and `\C3\BC`); a value in double quotes stands as it is (RFC 2253 §4).
 * Blanks around a value go, escaped or not. `#` begins no hexadecimal value here: `O=#1 Store` is what it
 * says. What `formatDistinguishedName` writes is read back exactly, but for the order within an RDN: that is a SET OF, and
 * comes back in the order of its encoding.
 *
 * @throws {@link PkiError} `distinguished-name/text-invalid`, or what `parseAttributeValue` throws
 */
export function parseDistinguishedName(text: string): DistinguishedName {
  const name: NameAttribute[][] = []
  let rdn: NameAttribute[] = []
  for (const { type: typeText, value, separator } of tokenize(text)) {
    const type = parseAttributeType(typeText)
    // X.501 §9.3: the attributes of one RDN are of different types.
    if (rdn.some((other) => other.type === type)) throw textInvalid(text)
    rdn.push({ type, value: parseAttributeValue(type, value) })
    if (separator === '+') continue
    name.push(rdn)
    rdn = []
  }
  return decodeDistinguishedName(encodeDistinguishedName(name))
}

interface Token {
  readonly type: string
  readonly value: string
  readonly separator: string
}

// type = value, the value being runs of quoted text, escapes and plain characters, up to a separator or the end.
const ATTRIBUTE = /\s*([A-Za-z0-9.-]{1,128})\s*=((?:"(?:[^"\\]|\\[^])*"|\\[^]|[^"\\,;+])*)([,;+]|$)/y

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  ATTRIBUTE.lastIndex = 0
  for (let separator = ','; separator !== '';) {
    const match = ATTRIBUTE.exec(text)
    if (match === null) throw textInvalid(text)
    const [, type = '', raw = '', found = ''] = match
    separator = found
    tokens.push({ type, value: unescapeValue(raw, text), separator })
  }
  return tokens
}

const textInvalid = (found: string): PkiError =>
  new PkiError('distinguished-name/text-invalid', { found }, `Cannot read name: expected "CN=…, O=…", found "${found}"`)

const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function unescapeValue(raw: string, text: string): string {
  const octets: number[] = []
  for (const [part] of raw.matchAll(/\\(?:[0-9A-Fa-f]{2}|[^])|"|[^\\"]+/gu)) {
    if (part === '"') continue
    const hex = /^\\([0-9A-Fa-f]{2})$/.exec(part)?.[1]
    if (hex === undefined) octets.push(...utf8Encoder.encode(part.startsWith('\\') ? part.slice(1) : part))
    else octets.push(parseInt(hex, 16))
  }
  try {
    return utf8Decoder.decode(Uint8Array.from(octets))
  } catch {
    throw textInvalid(text)
  }
}
