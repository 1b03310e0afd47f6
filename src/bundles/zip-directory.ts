// The central directory of a ZIP archive (APPNOTE 4.3.12, 4.3.16), read ahead of jszip: it reads whatever number of
// entries there is, and says neither which one is encrypted nor how it is packed.
import { type Bytes, concatBytes } from '../pki/bytes.ts'
import { BundleError } from './errors.ts'

/** What the central directory states of an entry; nothing of it is proven. */
export interface ZipEntry {
  readonly name: string
  readonly isFolder: boolean
  readonly isEncrypted: boolean
  /** 0 stored, 8 deflated. */
  readonly compression: number
  readonly packedBytes: number
  readonly statedBytes: number
}

// Signatures as they stand in the archive, read as little-endian numbers.
const CENTRAL_HEADER = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50
const CENTRAL_HEADER_LENGTH = 46
const MADE_BY_UNIX = 3
const END_OF_DIRECTORY_LENGTH = 22
const COMMENT_LENGTH_OFFSET = 20

/** A directory, and an archive in which no reader can find another one. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[]
  /** The archive up to the end of its directory, and a bare end-of-directory record. */
  readonly archive: Bytes
}

/**
 * Reads the directory that the last end-of-directory record points to.
 *
 * The records of ZIP64 are passed over: archives that need them, beyond 4 GB or 65535 entries, are not read.
 *
 * @throws BundleError `zip/too-many-entries`, `zip/unreadable`
 */
export function readZipDirectory(archive: Uint8Array, maxEntries: number): ZipDirectory {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = findEndOfDirectory(archive, view)
  // With these, jszip looks for the directory of ZIP64.
  if (view.getUint32(end + 4, true) !== 0 || view.getUint32(end + 16, true) === 0xffffffff)
    throw unreadable('it is one of several parts, or ZIP64')
  const length = view.getUint32(end + 12, true)
  const start = findDirectory(view, end, length)
  const entries: ZipEntry[] = []
  let offset = start
  while (offset + CENTRAL_HEADER_LENGTH <= end && view.getUint32(offset, true) === CENTRAL_HEADER) {
    if (entries.length === maxEntries) throw tooManyEntries(maxEntries)
    entries.push(readEntry(archive, view, offset))
    offset += CENTRAL_HEADER_LENGTH + [28, 30, 32].reduce((sum, at) => sum + view.getUint16(offset + at, true), 0)
  }
  const isWhole = [8, 10].every((at) => view.getUint16(end + at, true) === entries.length)
  if (!isWhole || offset !== start + length) throw unreadable('its directory is damaged')
  const record = archive.slice(end, end + END_OF_DIRECTORY_LENGTH)
  record.fill(0, COMMENT_LENGTH_OFFSET)
  return { entries, archive: concatBytes([archive.subarray(0, offset), record]) }
}

/** Right in front of its end, also where a program stands in front of the archive; else where the end says, with ZIP64 between. */
function findDirectory(view: DataView, end: number, length: number): number {
  const start = [end - length, view.getUint32(end + 16, true)].find(
    (offset) =>
      offset >= 0 && offset + length <= end && (length === 0 || view.getUint32(offset, true) === CENTRAL_HEADER),
  )
  if (start === undefined) throw unreadable('its directory is not where it is said to be')
  return start
}

function findEndOfDirectory(archive: Uint8Array, view: DataView): number {
  for (let offset = archive.length - END_OF_DIRECTORY_LENGTH; offset >= 0; offset--) {
    if (archive[offset] === 0x50 && view.getUint32(offset, true) === END_OF_DIRECTORY) return offset
  }
  throw unreadable('it has no directory')
}

function readEntry(archive: Uint8Array, view: DataView, offset: number): ZipEntry {
  const start = offset + CENTRAL_HEADER_LENGTH
  const name = decodeEntryName(archive.subarray(start, start + view.getUint16(offset + 28, true)))
  const attributes = view.getUint32(offset + 38, true)
  const isMadeByUnix = view.getUint8(offset + 5) === MADE_BY_UNIX
  return {
    name,
    // As jszip tells: by its name, by the attribute of DOS, or by the mode of Unix in the upper half.
    isFolder: name.endsWith('/') || (attributes & 0x10) !== 0 || (isMadeByUnix && (attributes & 0x4000_0000) !== 0),
    isEncrypted: (view.getUint16(offset + 8, true) & 1) !== 0,
    compression: view.getUint16(offset + 10, true),
    packedBytes: view.getUint32(offset + 20, true),
    statedBytes: view.getUint32(offset + 24, true),
  }
}

// The upper half of code page 437, which is a name's encoding by APPNOTE D.1; Explorer's code page 850 agrees with it in
// the letters of western Europe.
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a name: as UTF-8 where it is that, which most programs write without saying so, else as code page 437. */
export function decodeEntryName(octets: Uint8Array): string {
  try {
    return utf8.decode(octets)
  } catch {
    return Array.from(octets, (octet) =>
      octet < 0x80 ? String.fromCharCode(octet) : (CODE_PAGE_437[octet - 0x80] ?? ''),
    ).join('')
  }
}

/** A ZIP that cannot be read; `why` is for the developer's console. */
export const unreadable = (why: string, options?: ErrorOptions): BundleError =>
  new BundleError('zip/unreadable', {}, `Cannot open ZIP: ${why}`, options)

const tooManyEntries = (limit: number): BundleError =>
  new BundleError('zip/too-many-entries', { limit }, `Cannot open ZIP: more than ${String(limit)} entries`)
