// The one door to jszip: files in, one archive out, the same bytes for the same files; and back again.
// What an archive states of itself is read in zip-directory.ts, and nothing of it is trusted here.
import type { JSZipObject, JSZipStreamHelper } from 'jszip'
import { type Bytes, concatBytes } from '../pki/bytes.ts'
import { BundleError } from './errors.ts'
import { makeNamesUnique } from './safe-file-name.ts'
import { decodeEntryName, readZipDirectory, unreadable, type ZipEntry } from './zip-directory.ts'

// ---------------------------------------------------------------------------------------------- writing

// ZIP stores local time to two seconds, from 1980 on. A fixed date makes archives reproducible and tells nothing.
// jszip writes the UTC fields of a Date, so this is the same everywhere.
const FIXED_DATE = new Date('1980-01-01T00:00:00Z')

/**
 * Packs files into one archive, stored without compression: keys and certificates do not get smaller.
 *
 * Names that clash, also only in case, get `-2` before their extension.
 */
export async function zipFiles(files: readonly { readonly name: string; readonly bytes: Bytes }[]): Promise<Bytes> {
  const { default: JSZip } = await import('jszip')
  const archive = new JSZip()
  const names = makeNamesUnique(files.map(({ name }) => name))
  files.forEach(({ bytes }, index) => {
    archive.file(names[index] ?? '', bytes, { binary: true, date: FIXED_DATE, createFolders: false })
  })
  const packed = await archive.generateAsync({ type: 'uint8array', compression: 'STORE', platform: 'DOS' })
  return new Uint8Array(packed)
}

// ---------------------------------------------------------------------------------------------- reading

/** How much may come out of an archive. */
export interface UnzipLimits {
  /** Files, folders and what is passed over, together. */
  readonly maxEntries: number
  /** Of all files together, counted while they are unpacked. */
  readonly maxBytes: number
}

// What a CA sends holds a dozen files of some kilobytes. These are the bounds of an export folder with every certificate
// of an enterprise, and still fit in the memory of a page.
const DEFAULT_LIMITS: UnzipLimits = { maxEntries: 1000, maxBytes: 200 * 1024 * 1024 }

/** A file out of an archive. */
export interface UnzippedFile {
  /** Path inside the archive, with `/` between folders and no `..`; as the archive has it otherwise, so never a safe name. */
  readonly name: string
  readonly bytes: Bytes
}

/**
 * Unpacks every file of an archive. Folders are passed over, and so is what macOS adds of its own.
 *
 * Takes time in proportion to the archive and to `maxBytes`, whatever the archive states; no checksum is verified.
 *
 * @throws BundleError `zip/unreadable`, `zip/too-many-entries`, `zip/too-large`, `zip/encrypted`,
 * `zip/compression-unsupported`
 */
export async function unzipFiles(archive: Bytes, limits: Partial<UnzipLimits> = {}): Promise<UnzippedFile[]> {
  const { maxEntries, maxBytes } = { ...DEFAULT_LIMITS, ...limits }
  const { entries, archive: bare } = readZipDirectory(archive, maxEntries)
  refuseUnreadable(entries, archive.length)
  const { default: JSZip } = await import('jszip')
  const { files } = await JSZip.loadAsync(bare, { decodeFileName: decodeName }).catch((cause: unknown) => {
    throw unreadable('its entries are damaged', { cause })
  })
  const objects = Object.values(files).filter(({ dir }) => !dir)
  // jszip keeps one of several entries with the same name, and a file must not be lost without a word.
  if (objects.length !== entries.filter(({ isFolder }) => !isFolder).length)
    throw unreadable('two of its entries have the same name')
  const unzipped: UnzippedFile[] = []
  let bytesLeft = maxBytes
  for (const object of objects) {
    const name = normalizePath(object.name)
    if (isClutter(name)) continue
    const bytes = await inflate(object, bytesLeft)
    if (bytes === null) throw tooLarge(maxBytes)
    bytesLeft -= bytes.length
    unzipped.push({ name, bytes })
  }
  return unzipped
}

// jszip has two types for these octets; with Uint8Array at hand it gives that.
const decodeName = (octets: string[] | Uint8Array): string =>
  octets instanceof Uint8Array ? decodeEntryName(octets) : octets.join('')

const STORED = 0
const DEFLATED = 8
// A deflated file of no octets: the final block alone, stored (5 octets), or of fixed codes (2 octets).
const MAX_EMPTY_PACKED = 5

function refuseUnreadable(entries: readonly ZipEntry[], archiveLength: number): void {
  let packedBytes = 0
  for (const { name, isEncrypted, compression, packedBytes: packed, statedBytes } of entries) {
    if (isEncrypted) throw new BundleError('zip/encrypted', { name }, `Cannot open ZIP: "${name}" is encrypted`)
    if (compression !== STORED && compression !== DEFLATED) {
      const message = `Cannot open ZIP: "${name}" is packed with method ${String(compression)}`
      throw new BundleError('zip/compression-unsupported', { name }, message)
    }
    // jszip takes such an entry for empty without looking into it.
    if (statedBytes === 0 && packed > MAX_EMPTY_PACKED) throw unreadable('an entry with contents is said to be empty')
    packedBytes += packed
  }
  // Entries that share their octets unpack the same ones again and again.
  if (packedBytes > archiveLength) throw unreadable('its entries overlap')
}

// Backslashes are wrong in names (APPNOTE 4.4.17.1), and Windows programs write them still.
const normalizePath = (path: string): string =>
  path
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')

const isClutter = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store)$/s.test(name)

/** Unpacks one file; null as soon as more than `maxBytes` have come out. */
function inflate(object: JSZipObject, maxBytes: number): Promise<Bytes | null> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    const stream = streamOf(object)
    stream
      .on('data', (chunk) => {
        length += chunk.length
        if (length <= maxBytes) {
          chunks.push(chunk)
          return
        }
        // What one step of 16 KiB unpacks to, 16 MiB at most, still comes here and is dropped.
        stream.pause()
        chunks.length = 0
        resolve(null)
      })
      .on('end', () => {
        resolve(concatBytes(chunks))
      })
      .on('error', (cause) => {
        reject(unreadable('an entry is damaged, or is not as long as it is said to be', { cause }))
      })
      .resume()
  })
}

// jszip documents internalStream() and leaves it out of its types.
const streamOf = (object: JSZipObject): JSZipStreamHelper<Uint8Array> =>
  (object as JSZipObject & { internalStream: (type: 'uint8array') => JSZipStreamHelper<Uint8Array> }).internalStream(
    'uint8array',
  )

function tooLarge(maxBytes: number): BundleError {
  const limit = Math.ceil(maxBytes / 2 ** 20)
  return new BundleError('zip/too-large', { limit }, `Cannot open ZIP: more than ${String(maxBytes)} bytes come out`)
}
