// The byte edge of ASN.1: a strict DER writer and a bounded DER reader (X.690 §8–11).
// It knows tags, lengths and primitive values; what they mean is the business of the files that call it.
import type { Bytes } from './bytes.ts'
import { PkiError } from './errors.ts'

/** Identifier octets of the universal types that certificates use (X.680 §8). */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

// ---------------------------------------------------------------------------------------------- writing

/** Writes one element: identifier octet, shortest definite length, contents. */
export function encodeElement(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  let length = 0
  for (const part of contents) length += part.length
  let offset = length < 0x80 ? 2 : 2 + octetsIn(length)
  const element = new Uint8Array(offset + length)
  element[0] = tag
  writeLength(element, length, offset)
  for (const part of contents) {
    element.set(part, offset)
    offset += part.length
  }
  return element
}

function octetsIn(length: number): number {
  let octets = 1
  while (length >= 256 ** octets) octets++
  return octets
}

function writeLength(element: Uint8Array, length: number, end: number): void {
  if (length < 0x80) {
    element[1] = length
    return
  }
  element[1] = 0x80 | (end - 2)
  for (let index = end - 1, rest = length; index > 1; index--, rest = Math.floor(rest / 256))
    element[index] = rest % 256
}

/** Writes a SEQUENCE of parts that are elements already. */
export const encodeSequence = (...parts: readonly Uint8Array[]): Bytes => encodeElement(derTag.sequence, ...parts)

/** Writes a SET OF with its members in the order that DER demands (X.690 §11.6). */
export function encodeSetOf(...members: readonly Uint8Array[]): Bytes {
  return encodeElement(derTag.set, ...members.toSorted(compareOctets))
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Writes `[n] IMPLICIT` of a primitive type, or `[n]` of raw octets. */
export const encodeContextPrimitive = (n: number, contents: Uint8Array): Bytes => encodeElement(0x80 | n, contents)

/** Writes `[n] EXPLICIT`, or `[n] IMPLICIT` of a constructed type when given that type's contents. */
export const encodeContextConstructed = (n: number, ...parts: readonly Uint8Array[]): Bytes =>
  encodeElement(0xa0 | n, ...parts)

/** Writes a BOOLEAN; DER has one octet for true, 0xff (X.690 §11.1). */
export const encodeBoolean = (value: boolean): Bytes => Uint8Array.of(derTag.boolean, 1, value ? 0xff : 0)

/** Writes a NULL. */
export const encodeNull = (): Bytes => Uint8Array.of(derTag.null, 0)

/** Writes an OCTET STRING in one piece (X.690 §10.2). */
export const encodeOctetString = (octets: Uint8Array): Bytes => encodeElement(derTag.octetString, octets)

/** Writes a non-negative INTEGER in its shortest form (X.690 §8.3). */
export function encodeInteger(value: number | bigint): Bytes {
  if (value < 0) throw new RangeError(`Cannot encode INTEGER: ${value.toString()} is negative`)
  const hex = value.toString(16)
  return encodeUnsignedInteger(
    Uint8Array.from(hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [], (pair) => parseInt(pair, 16)),
  )
}

/** Writes big-endian octets, read as an unsigned number, as an INTEGER in its shortest form. */
export function encodeUnsignedInteger(octets: Uint8Array): Bytes {
  const first = octets.findIndex((octet) => octet !== 0)
  const magnitude = first === -1 ? Uint8Array.of(0) : octets.subarray(first)
  // X.690 §8.3.3: the first bit is the sign, so a magnitude that sets it gets a zero octet in front.
  return encodeElement(derTag.integer, ...((magnitude[0] ?? 0) & 0x80 ? [Uint8Array.of(0)] : []), magnitude)
}

/** Writes a BIT STRING; `unusedBits` (0 to 7) counts from the end of the last octet, and those bits must be 0. */
export const encodeBitString = (octets: Uint8Array, unusedBits = 0): Bytes =>
  encodeElement(derTag.bitString, Uint8Array.of(unusedBits), octets)

/** Writes a named bit list without trailing zero bits (X.690 §11.2.2); `bits[0]` is the first name. */
export function encodeNamedBitList(bits: readonly boolean[]): Bytes {
  const used = bits.lastIndexOf(true) + 1
  const octets = new Uint8Array(Math.ceil(used / 8))
  bits.slice(0, used).forEach((bit, index) => {
    if (bit) octets[index >> 3] = (octets[index >> 3] ?? 0) | (0x80 >> (index & 7))
  })
  return encodeBitString(octets, octets.length * 8 - used)
}

// The same few dozen OIDs go into every certificate, and their arithmetic costs as much as everything else together.
const encodedOids = new Map<string, Bytes>()
const MAX_ENCODED_OIDS = 256

/**
 * Writes a dotted OBJECT IDENTIFIER such as `2.5.4.3` (X.690 §8.19).
 *
 * @returns shared bytes, to be copied into something and never written to
 * @throws RangeError when the text is no OID
 */
export function encodeObjectIdentifier(oid: string): Bytes {
  const known = encodedOids.get(oid)
  if (known !== undefined) return known
  if (!/^(?:[01]\.[1-3]?\d|2\.\d+)(?:\.\d+)*$/.test(oid)) {
    throw new RangeError(`Cannot encode OBJECT IDENTIFIER: "${oid}" is none`)
  }
  const [first = 0n, second = 0n, ...rest] = oid.split('.').map(BigInt)
  const arcs = [first * 40n + second, ...rest]
  const encoded = encodeElement(derTag.objectIdentifier, Uint8Array.from(arcs.flatMap(encodeBase128)))
  if (encodedOids.size < MAX_ENCODED_OIDS) encodedOids.set(oid, encoded)
  return encoded
}

function encodeBase128(value: bigint): number[] {
  const septets = [Number(value & 0x7fn)]
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) septets.unshift(Number(rest & 0x7fn) | 0x80)
  return septets
}

const utf8 = new TextEncoder()

/** Writes a UTF8String; a lone surrogate becomes U+FFFD. */
export const encodeUtf8String = (text: string): Bytes => encodeElement(derTag.utf8String, utf8.encode(text))

/**
 * Writes a string of a type whose characters are ASCII: PrintableString, IA5String, the times.
 *
 * @throws RangeError when a character is beyond ASCII; smaller alphabets are the caller's to check
 */
export function encodeAsciiString(tag: number, text: string): Bytes {
  const octets = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) throw new RangeError(`Cannot encode string: "${text}" is not ASCII`)
    octets[index] = code
  }
  return encodeElement(tag, octets)
}

/** Writes the contents octets of a BMPString: UTF-16, big-endian, surrogates as they stand. */
export function encodeUtf16(text: string): Bytes {
  const octets = new Uint8Array(text.length * 2)
  for (let index = 0; index < text.length; index++) {
    octets[index * 2] = text.charCodeAt(index) >> 8
    octets[index * 2 + 1] = text.charCodeAt(index) & 0xff
  }
  return octets
}

/**
 * Writes a Time: UTCTime through 2049, GeneralizedTime from 2050 on, whole seconds (RFC 5280 §4.1.2.5).
 *
 * @throws RangeError before 1950, which UTCTime would read as 2050, and after 9999
 */
export function encodeTime(instant: Date): Bytes {
  const year = instant.getUTCFullYear()
  if (!(year >= 1950 && year <= 9999))
    throw new RangeError(`Cannot encode Time: year ${String(year)} is outside 1950 to 9999`)
  const digits = instant.toISOString().replace(/[-:T]|\.\d+/g, '')
  return year < 2050
    ? encodeAsciiString(derTag.utcTime, digits.slice(2))
    : encodeAsciiString(derTag.generalizedTime, digits)
}

// ---------------------------------------------------------------------------------------------- reading

/** One element as it stands in the input; nothing inside has been looked at yet. */
export interface DerElement {
  /** Identifier octet: class, constructed bit and number in one. */
  readonly tag: number
  readonly contents: Uint8Array
  /** Identifier, length and contents: the bytes to copy or to hash. */
  readonly encoded: Uint8Array
}

// X.690 §10.1 allows any length; 4 length octets already describe 4 GiB, more than a page can hold.
const MAX_LENGTH_OCTETS = 4

// A bundle holds thousands at most; each member costs objects, and a list of empty ones would fill the memory.
const MAX_MEMBERS = 100_000

function readElement(bytes: Uint8Array, offset: number): DerElement {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined) throw truncated(offset)
  if ((tag & 0x1f) === 0x1f)
    throw new PkiError(
      'der/tag-unexpected',
      { expected: 'a tag number below 31', found: tag },
      `Cannot read DER: high tag number at offset ${offset.toString()}`,
    )
  let length = first
  let start = offset + 2
  if (first >= 0x80) {
    const octets = first & 0x7f
    if (octets === 0 || octets > MAX_LENGTH_OCTETS) throw lengthInvalid(offset)
    if (start + octets > bytes.length) throw truncated(offset)
    length = bytes.subarray(start, start + octets).reduce((value, octet) => value * 256 + octet, 0)
    start += octets
    // X.690 §10.1: the definite form with the fewest octets.
    if (length < 0x80 || length < 256 ** (octets - 1)) throw lengthInvalid(offset)
  }
  if (start + length > bytes.length) throw truncated(offset)
  return { tag, contents: bytes.subarray(start, start + length), encoded: bytes.subarray(offset, start + length) }
}

const truncated = (offset: number): PkiError =>
  new PkiError(
    'der/truncated',
    { offset },
    `Cannot read DER: input ends inside the element at offset ${offset.toString()}`,
  )
const lengthInvalid = (offset: number): PkiError =>
  new PkiError(
    'der/length-invalid',
    { offset },
    `Cannot read DER: length at offset ${offset.toString()} is indefinite, too large or not the shortest`,
  )

/**
 * Reads exactly one element.
 *
 * @throws {@link PkiError} `der/truncated`, `der/length-invalid`, `der/tag-unexpected`, `der/trailing-bytes`
 */
export function decodeDer(bytes: Uint8Array): DerElement {
  const element = readElement(bytes, 0)
  const count = bytes.length - element.encoded.length
  if (count > 0)
    throw new PkiError('der/trailing-bytes', { count }, `Cannot read DER: ${count.toString()} bytes follow the element`)
  return element
}

/**
 * Reads one level of a constructed element: its members, side by side.
 *
 * Nothing recurses here, so nesting depth costs nothing until a caller descends.
 *
 * @throws {@link PkiError} `der/truncated`, `der/length-invalid`, `der/tag-unexpected`, `der/too-many-members`
 */
export function decodeMembers(element: DerElement, expectedTag: number = element.tag): DerElement[] {
  expectTag(element, expectedTag)
  if (!(element.tag & 0x20))
    throw new PkiError(
      'der/tag-unexpected',
      { expected: 'a constructed element', found: element.tag },
      'Cannot read DER: expected a constructed element',
    )
  const members: DerElement[] = []
  for (let offset = 0; offset < element.contents.length;) {
    const member = readElement(element.contents, offset)
    if (members.push(member) > MAX_MEMBERS) {
      const message = `Cannot read DER: more than ${String(MAX_MEMBERS)} members`
      throw new PkiError('der/too-many-members', { limit: MAX_MEMBERS }, message)
    }
    offset += member.encoded.length
  }
  return members
}

/** Reads members one after the other, for a caller who stops early; throws {@link PkiError} as `decodeMembers` does. */
export function* iterateMembers({ contents }: Pick<DerElement, 'contents'>): Generator<DerElement, void> {
  for (let offset = 0; offset < contents.length;) {
    const member = readElement(contents, offset)
    yield member
    offset += member.encoded.length
  }
}

/** Counts the members of a constructed element, however many there are; throws {@link PkiError} `der/…`. */
export function countMembers({ contents }: DerElement): number {
  let count = 0
  for (let offset = 0; offset < contents.length; count++) offset += readElement(contents, offset).encoded.length
  return count
}

/** Reads the members of one SEQUENCE that must fill the input. */
export const decodeSequence = (bytes: Uint8Array): DerElement[] => decodeMembers(decodeDer(bytes), derTag.sequence)

/** Passes an element through when its identifier octet is the expected one; a missing element counts as truncated. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element === undefined) throw truncated(0)
  if (element.tag === tag) return element
  throw new PkiError(
    'der/tag-unexpected',
    { expected: `0x${tag.toString(16)}`, found: element.tag },
    `Cannot read DER: expected tag 0x${tag.toString(16)}, found 0x${element.tag.toString(16)}`,
  )
}

const invalid = (what: string): PkiError =>
  new PkiError('der/value-invalid', { what }, `Cannot read DER: ${what} is not valid`)

/** Reads a BOOLEAN, whose TRUE is 0xff and nothing else in DER (X.690 §11.1). */
export function decodeBoolean(element: DerElement | undefined): boolean {
  const { contents } = expectTag(element, derTag.boolean)
  if (contents.length !== 1 || (contents[0] !== 0 && contents[0] !== 0xff)) throw invalid('BOOLEAN')
  return contents[0] === 0xff
}

/** Reads an INTEGER as its two's-complement octets, checked to be the shortest (X.690 §8.3.2). */
export function decodeIntegerOctets(element: DerElement | undefined): Uint8Array {
  const { contents } = expectTag(element, derTag.integer)
  const [first, second] = contents
  if (first === undefined) throw invalid('INTEGER')
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw invalid('INTEGER')
  return contents
}

/** Reads a non-negative INTEGER that fits a JavaScript number. */
export function decodeSmallInteger(element: DerElement | undefined): number {
  const octets = decodeIntegerOctets(element)
  if ((octets[0] ?? 0) & 0x80 || octets.length > 6) throw invalid('INTEGER')
  return octets.reduce((value, octet) => value * 256 + octet, 0)
}

// The longest OIDs in use hold a 128-bit UUID, 19 octets (X.667); without a bound a hostile arc costs quadratic time.
const MAX_OID_OCTETS = 128

/**
 * Reads an OBJECT IDENTIFIER as dotted text.
 *
 * @throws {@link PkiError} `der/value-invalid` when it is empty, longer than 128 octets, cut or not the shortest
 */
export function decodeObjectIdentifier(element: DerElement | undefined): string {
  const { contents } = expectTag(element, derTag.objectIdentifier)
  const last = contents.at(-1)
  if (last === undefined || last & 0x80 || contents.length > MAX_OID_OCTETS) throw invalid('OBJECT IDENTIFIER')
  const arcs: (number | bigint)[] = []
  let arc: number | bigint = 0
  let isFirst = true
  for (const octet of contents) {
    if (isFirst && octet === 0x80) throw invalid('OBJECT IDENTIFIER')
    arc = appendSeptet(arc, octet & 0x7f)
    isFirst = !(octet & 0x80)
    if (!isFirst) continue
    arcs.push(arc)
    arc = 0
  }
  const [head = 0, ...rest] = arcs
  // X.690 §8.19.4: the first two arcs share a number, 40 × first + second, and only below 2 may second exceed 39.
  const first = head < 40 ? 0 : head < 80 ? 1 : 2
  const second = typeof head === 'bigint' ? head - 80n : head - first * 40
  return [first, second, ...rest].join('.')
}

// Numbers as far as they are exact: bigints are slow, and arcs that need them are rare.
function appendSeptet(arc: number | bigint, septet: number): number | bigint {
  return typeof arc === 'number' && arc < 2 ** 46 ? arc * 128 + septet : (BigInt(arc) << 7n) | BigInt(septet)
}

/** Reads a BIT STRING; `unusedBits` counts from the end of the last octet. */
export function decodeBitString(element: DerElement | undefined): { octets: Uint8Array; unusedBits: number } {
  const { contents } = expectTag(element, derTag.bitString)
  const unusedBits = contents[0]
  if (unusedBits === undefined || unusedBits > 7 || (contents.length === 1 && unusedBits > 0))
    throw invalid('BIT STRING')
  return { octets: contents.subarray(1), unusedBits }
}

/** Reads the octets of a primitive OCTET STRING, as a view of the element's own. */
export const decodeOctetString = (element: DerElement | undefined): Uint8Array =>
  expectTag(element, derTag.octetString).contents

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/

/** Reads a Time in the forms that RFC 5280 §4.1.2.5 allows: whole seconds and a final Z. */
export function decodeTime(element: DerElement | undefined): Date {
  if (element === undefined) throw truncated(0)
  const text = String.fromCharCode(...element.contents.subarray(0, 16))
  const isUtcTime = element.tag === derTag.utcTime
  if (!isUtcTime) expectTag(element, derTag.generalizedTime)
  // RFC 5280 §4.1.2.5.1: two-digit years from 50 on are 19xx, below they are 20xx.
  const parts = TIME.exec(isUtcTime ? (text < '50' ? '20' : '19') + text : text)
  if (parts === null) throw invalid('Time')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number)
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // Date.UTC carries February 30 over into March and second 60 into the next minute, and takes years below 100 for 19xx.
  const isReal =
    instant.getUTCFullYear() === year &&
    instant.getUTCMonth() === month - 1 &&
    instant.getUTCDate() === day &&
    instant.getUTCHours() === hour &&
    instant.getUTCMinutes() === minute
  if (!isReal) throw invalid('Time')
  return instant
}
