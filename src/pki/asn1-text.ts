// The contents of ASN.1's string types as text (X.680 §41); what a text may be belongs to the files that call this.
import { type DerElement, derTag } from './der.ts'

const decoders: ReadonlyMap<number, (octets: Uint8Array) => string> = new Map([
  [derTag.utf8String, decodeUtf8],
  [derTag.printableString, decodeLatin1],
  [derTag.ia5String, decodeLatin1],
  [derTag.numericString, decodeLatin1],
  [derTag.visibleString, decodeLatin1],
  // T.61 in the standard, Latin-1 in every program that wrote it.
  [derTag.teletexString, decodeLatin1],
  [derTag.bmpString, decodeBmp],
  [derTag.universalString, decodeUniversal],
])

/** Reads a string; null when the element is none. Octets that are wrong in their string type become U+FFFD. */
export const decodeText = ({ tag, contents }: DerElement): string | null => decoders.get(tag)?.(contents) ?? null

const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const utf16Decoder = new TextDecoder('utf-16be', { ignoreBOM: true })

function decodeUtf8(octets: Uint8Array): string {
  return utf8Decoder.decode(octets)
}

function decodeLatin1(octets: Uint8Array): string {
  // TextDecoder's "latin1" is windows-1252, which gives 0x80–0x9F other characters.
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('')
}

function decodeBmp(octets: Uint8Array): string {
  return utf16Decoder.decode(octets)
}

function decodeUniversal(octets: Uint8Array): string {
  let text = ''
  for (let offset = 0; offset < octets.length; offset += 4) {
    const codePoint = octets.subarray(offset, offset + 4).reduce((value, octet) => value * 256 + octet, 0)
    const isCharacter = codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff)
    text += isCharacter ? String.fromCodePoint(codePoint) : '\ufffd'
  }
  return text
}
