// Opens a file that a person brought: an archive entry by entry, anything else as it is.
import { unzipFiles } from '../bundles/zip.ts'
import type { Bytes } from '../pki/bytes.ts'
import type { Finding } from '../pki/findings/finding.ts'
import { openFile } from '../pki/findings/open-file.ts'

/** Findings of a part of a file, and how far the reading is, from 0 to 1. */
export interface OpenedPart {
  /** Name within the archive; absent for a file that is none. */
  readonly entry?: string
  readonly findings: readonly Finding[]
  readonly fraction: number
}

// A ZIP archive with something in it; an empty one is told as what it is by openFile().
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04]

/**
 * Finds and opens all that a file holds.
 *
 * @param onPart - is given every part as soon as it is read, the last one too
 * @throws {@link BundleError} `zip/…` for an archive that cannot be opened
 */
export async function openAny(bytes: Bytes, onPart: (part: OpenedPart) => void): Promise<void> {
  if (!ZIP_MAGIC.every((octet, index) => bytes[index] === octet)) {
    const findings = await openFile(bytes, (batch, fraction) => {
      onPart({ findings: batch, fraction })
    })
    onPart({ findings, fraction: 1 })
    return
  }
  const files = await unzipFiles(bytes)
  // Folders alone: what openFile() says of nothing is true of it.
  if (files.length === 0) onPart({ findings: await openFile(new Uint8Array()), fraction: 1 })
  for (const [index, { name, bytes: contents }] of files.entries()) {
    const findings = await openFile(contents)
    onPart({ entry: name, findings, fraction: (index + 1) / files.length })
  }
}
