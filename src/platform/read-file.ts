// Files that a person chose or dropped, read whole and bounded.
import { PlatformError } from './errors.ts'

/**
 * Reads a file into memory.
 *
 * @param maxBytes - larger files are refused before a byte is read
 * @throws PlatformError `file/too-large`, or `file/unreadable` when the file is gone, changed or not permitted
 */
export async function readFile(file: File, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > maxBytes) {
    throw new PlatformError(
      'file/too-large',
      { name: file.name, maxBytes },
      `Cannot read file "${file.name}": over ${String(maxBytes)} bytes`,
    )
  }
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch (cause) {
    throw new PlatformError('file/unreadable', { name: file.name }, `Cannot read file "${file.name}"`, { cause })
  }
}
