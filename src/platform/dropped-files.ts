// Files that were dropped, whole folders with all that is in them.

// What a person means to drop; a drive's root has more.
const MAX_FILES = 2000

/** What was dropped. */
export interface DroppedFiles {
  readonly files: readonly File[]
  /** How many are read at most, where there is more than that; else null. */
  readonly cutAt: number | null
}

/** Collects the files of a drop, folders opened; call it while the drop's event is being handled. */
export async function collectDropped(transfer: DataTransfer): Promise<DroppedFiles> {
  // Entries can be asked for only now: the transfer is empty once the event is over.
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry())
  if (entries.every((entry) => entry === null)) return { files: Array.from(transfer.files), cutAt: null }
  const files: File[] = []
  const waiting = entries.filter((entry) => entry !== null)
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    if (files.length === MAX_FILES) return { files, cutAt: MAX_FILES }
    // What the system lets nobody read, such as a stick's own folders, is passed over.
    if (entry.isFile) files.push(...(await fileOf(entry as FileSystemFileEntry).then((file) => [file], nothing)))
    else waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry).catch(nothing)))
  }
  return { files, cutAt: null }
}

const nothing = (): [] => []

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

/** Reads a folder, whose entries come a hundred at a time until none is left. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0 || all.length > MAX_FILES) return all
    all.push(...some)
  }
}
