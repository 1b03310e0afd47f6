// Reads BER (X.690 §8) as programs from before DER still write it, and turns it into DER that der.ts reads:
// indefinite lengths become definite, strings in pieces become whole. Nothing recurses; depth and number are bounded.
import { type Bytes, concatBytes } from './bytes.ts'
import { derTag } from './der.ts'
import { PkiError } from './errors.ts'

// The deepest structures in use (a PKCS #12 in a signed message) stay below 30 levels.
const MAX_DEPTH = 100
// Every element of BER input costs a few objects; a bundle of 1000 certificates has 60 000.
const MAX_ELEMENTS = 1_000_000
// Of DER only headers are read here; the longest revocation lists have a million entries of four elements.
const MAX_DER_ELEMENTS = 5_000_000
// A length beyond any file that is read here: no cut would explain it.
const MAX_LENGTH = 1024 * 1024 * 1024
const CONSTRUCTED = 0x20
const INDEFINITE = -1

/** The first element of some input, as DER, and how many octets of the input it took. */
export interface BerElement {
  /** A view of the input where that was DER already, else a new array. */
  readonly der: Uint8Array
  readonly length: number
}

interface Header {
  readonly tag: number
  /** Offset of the contents. */
  readonly start: number
  /** Octets of the contents; -1 for the indefinite form. */
  readonly length: number
  readonly isShortest: boolean
}

/** A constructed element that is being read. */
interface Frame {
  readonly tag: number
  /** Offset behind its contents; of the enclosing element's where its own form is indefinite. */
  readonly end: number
  readonly isIndefinite: boolean
  /** Tag of the pieces when this is, or is a part of, a string in pieces; else 0. */
  readonly pieceTag: number
  /** Where its header goes in the list of chunks. */
  readonly headerIndex: number
  length: number
  /** Unused bits of the last piece of a BIT STRING. */
  unusedBits: number
}

const STRING_TAGS: ReadonlySet<number> = new Set([
  derTag.bitString,
  derTag.octetString,
  derTag.utf8String,
  derTag.numericString,
  derTag.printableString,
  derTag.teletexString,
  derTag.ia5String,
  derTag.visibleString,
  derTag.universalString,
  derTag.bmpString,
])

/**
 * Reads the element that fills the input, and gives it as DER. What is DER already comes back as it is.
 *
 * Only lengths and strings in pieces are put right: values, order of sets and defaults stay as they stand. Padding behind
 * the element (zeros, blanks, line ends, as editors and flash memory leave it) is passed over.
 *
 * @throws {@link PkiError} `ber/too-deep`, `ber/too-many-elements`, `der/truncated`, `der/length-invalid`,
 * `der/tag-unexpected`, `der/value-invalid`, `der/trailing-bytes`
 */
export function berToDer(bytes: Uint8Array): Uint8Array {
  const { der, length } = readBerElement(bytes)
  const tail = bytes.subarray(length)
  if (!isPadding(tail)) {
    const message = `Cannot read BER: ${String(tail.length)} bytes follow the element`
    throw new PkiError('der/trailing-bytes', { count: tail.length }, message)
  }
  return der
}

/** Tells whether octets hold nothing but zeros, blanks, line ends and Ctrl-Z. */
export const isPadding = (bytes: Uint8Array): boolean =>
  bytes.every((octet) => octet === 0 || octet === 0x20 || (octet >= 9 && octet <= 13) || octet === 0x1a)

/**
 * Reads the first element of some input as DER; what follows it is not looked at.
 *
 * @throws {@link PkiError} as {@link berToDer}, without `der/trailing-bytes`
 */
export function readBerElement(bytes: Uint8Array): BerElement {
  const { length, isDer } = measure(bytes)
  return { length, der: isDer ? bytes.subarray(0, length) : convert(bytes) }
}

/** Walks over every header once: finds the end of the first element, and whether anything in it is not DER. */
function measure(bytes: Uint8Array): { length: number; isDer: boolean } {
  const open: { end: number; isIndefinite: boolean }[] = []
  let isDer = true
  let offset = 0
  let count = 0
  do {
    if (++count > MAX_DER_ELEMENTS) throw tooManyElements(MAX_DER_ELEMENTS)
    const parent = open.at(-1)
    if (parent?.isIndefinite && isEndOfContents(bytes, offset, parent.end)) {
      open.pop()
      offset += 2
    } else {
      const { tag, start, length, isShortest } = readHeader(bytes, offset, parent?.end ?? bytes.length)
      isDer &&= isShortest && !isStringInPieces(tag)
      if (tag & CONSTRUCTED) {
        const isIndefinite = length === INDEFINITE
        if (open.length === MAX_DEPTH) throw tooDeep()
        open.push({ isIndefinite, end: isIndefinite ? (parent?.end ?? bytes.length) : start + length })
        offset = start
      } else offset = start + length
    }
    while (open.length > 0 && !open.at(-1)?.isIndefinite && offset === open.at(-1)?.end) open.pop()
  } while (open.length > 0)
  return { length: offset, isDer }
}

/** Walks once more and collects chunks: headers with their true lengths, and contents as they stand. */
function convert(bytes: Uint8Array): Bytes {
  const chunks: Uint8Array[] = []
  const open: Frame[] = []
  let count = 0
  let offset = 0
  do {
    const parent = open.at(-1)
    if (parent?.isIndefinite && isEndOfContents(bytes, offset, parent.end)) {
      offset += 2
      close(open, chunks)
    } else {
      if (++count > MAX_ELEMENTS) throw tooManyElements(MAX_ELEMENTS)
      const header = readHeader(bytes, offset, parent?.end ?? bytes.length)
      if (header.tag & CONSTRUCTED) {
        open.push(openFrame(header, parent, { outerEnd: bytes.length, headerIndex: chunks.length }))
        chunks.push(NOTHING)
        offset = header.start
      } else {
        offset = header.start + header.length
        appendPrimitive(header.tag, bytes.subarray(header.start, offset), parent, chunks)
      }
    }
    while (open.length > 0 && !open.at(-1)?.isIndefinite && offset === open.at(-1)?.end) close(open, chunks)
  } while (open.length > 0)
  return concatBytes(chunks)
}

const NOTHING = new Uint8Array()

function openFrame(
  { tag, start, length }: Header,
  parent: Frame | undefined,
  { outerEnd, headerIndex }: { outerEnd: number; headerIndex: number },
): Frame {
  const isIndefinite = length === INDEFINITE
  const pieceTag = isStringInPieces(tag) ? tag & ~CONSTRUCTED : 0
  if (parent !== undefined && parent.pieceTag !== 0 && parent.pieceTag !== pieceTag) throw stringInvalid()
  const end = isIndefinite ? (parent?.end ?? outerEnd) : start + length
  return { tag, end, isIndefinite, pieceTag, headerIndex, length: 0, unusedBits: 0 }
}

function appendPrimitive(tag: number, contents: Uint8Array, parent: Frame | undefined, chunks: Uint8Array[]): void {
  let chunk: Uint8Array = contents
  if (parent === undefined || parent.pieceTag === 0) {
    // Header and contents apart, so that long contents are copied once.
    const header = encodeHeader(tag, contents.length)
    chunks.push(header)
    if (parent !== undefined) parent.length += header.length
  } else {
    // X.690 §8.7.3.2: every piece is of the string's own type; §8.6.4: each piece of a BIT STRING counts its unused bits.
    if (tag !== parent.pieceTag) throw stringInvalid()
    if (tag === derTag.bitString) {
      if (parent.unusedBits !== 0) throw stringInvalid()
      parent.unusedBits = contents[0] ?? 8
      if (parent.unusedBits > 7) throw stringInvalid()
      chunk = contents.subarray(1)
    }
  }
  chunks.push(chunk)
  if (parent !== undefined) parent.length += chunk.length
}

function close(open: Frame[], chunks: Uint8Array[]): void {
  const frame = open.pop()
  if (frame === undefined) return
  const parent = open.at(-1)
  if (frame.pieceTag !== 0 && parent !== undefined && parent.pieceTag !== 0) {
    parent.length += frame.length
    if (parent.unusedBits !== 0) throw stringInvalid()
    parent.unusedBits = frame.unusedBits
    return
  }
  const isBits = frame.pieceTag === derTag.bitString
  const header = encodeHeader(frame.pieceTag || frame.tag, frame.length + (isBits ? 1 : 0))
  chunks[frame.headerIndex] = isBits ? concatBytes([header, Uint8Array.of(frame.unusedBits)]) : header
  if (parent !== undefined) parent.length += header.length + (isBits ? 1 : 0) + frame.length
}

/** Writes identifier and length in the shortest form. */
function encodeHeader(tag: number, length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(tag, length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(tag, 0x80 | octets.length, ...octets)
}

// X.690 §8.1.3. The limit is the end of the enclosing element.
function readHeader(bytes: Uint8Array, offset: number, limit: number): Header {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined) throw truncated(offset)
  if (offset + 2 > limit) throw lengthInvalid(offset)
  if ((tag & 0x1f) === 0x1f) throw highTag(tag, offset)
  if (first === 0x80) {
    if (!(tag & CONSTRUCTED)) throw lengthInvalid(offset)
    return { tag, start: offset + 2, length: INDEFINITE, isShortest: false }
  }
  const octets = first < 0x80 ? 0 : first & 0x7f
  const start = offset + 2 + octets
  if (start > bytes.length) throw truncated(offset)
  const length = first < 0x80 ? first : bytes.subarray(offset + 2, start).reduce((sum, octet) => sum * 256 + octet, 0)
  if (length > MAX_LENGTH) throw lengthExcessive(length)
  // What ends behind the input was cut; what ends behind its own parent was damaged.
  if (start + length > bytes.length) throw truncated(offset)
  if (start + length > limit) throw lengthInvalid(offset)
  return { tag, start, length, isShortest: first < 0x80 || (length >= 0x80 && length >= 256 ** (octets - 1)) }
}

const isStringInPieces = (tag: number): boolean => (tag & CONSTRUCTED) !== 0 && STRING_TAGS.has(tag & ~CONSTRUCTED)

function isEndOfContents(bytes: Uint8Array, offset: number, end: number): boolean {
  return offset + 2 <= end && bytes[offset] === 0 && bytes[offset + 1] === 0
}

const truncated = (offset: number): PkiError =>
  new PkiError('der/truncated', { offset }, `Cannot read BER: input ends inside the element at ${String(offset)}`)
const lengthInvalid = (offset: number): PkiError =>
  new PkiError('der/length-invalid', { offset }, `Cannot read BER: length at offset ${String(offset)} is wrong`)
const lengthExcessive = (found: number): PkiError =>
  new PkiError('ber/length-excessive', { found }, `Cannot read BER: an element claims ${String(found)} octets`)
const highTag = (found: number, offset: number): PkiError =>
  new PkiError(
    'der/tag-unexpected',
    { expected: 'a tag number below 31', found },
    `Cannot read BER: high tag number at offset ${String(offset)}`,
  )
const stringInvalid = (): PkiError =>
  new PkiError('der/value-invalid', { what: 'string in pieces' }, 'Cannot read BER: a piece of a string is wrong')
const tooDeep = (): PkiError =>
  new PkiError('ber/too-deep', { limit: MAX_DEPTH }, `Cannot read BER: nested deeper than ${String(MAX_DEPTH)} levels`)
const tooManyElements = (limit: number): PkiError =>
  new PkiError('ber/too-many-elements', { limit }, `Cannot read BER: more than ${String(limit)} elements`)
