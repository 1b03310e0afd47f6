// The one door to jszip: files in, one archive out, the same bytes for the same files.
import type { Bytes } from '../pki/bytes.ts'
import { makeNamesUnique } from './safe-file-name.ts'

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
