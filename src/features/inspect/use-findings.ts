// What the page has been given and what it turned out to be: files and texts, read in the worker, one list for all.
import { onScopeDispose, shallowRef } from 'vue'
import { useServices } from '../../parts/services.ts'
import { readFile } from '../../platform/read-file.ts'
import type { Finding } from '../../pki/findings/finding.ts'
import { errorWords, type ErrorWords } from '../../words/error-words.ts'

/** One line of the list. */
export interface Item {
  readonly id: number
  /** Name of the file; empty for a pasted text. */
  readonly source: string
  readonly state: Finding['state'] | 'working'
  /** Null until it is known. */
  readonly finding: Finding | null
  /** Why it could not be read at all, or what a wrong passphrase said. */
  readonly problem: ErrorWords | null
  /** Of a derivation that runs: 0 to 1; null while nobody knows. */
  readonly progress: number | null
}

// A bundle of every public root has half a megabyte; what is larger is no certificate, and would fill the memory.
const MAX_FILE_BYTES = 100_000_000

/** Holds the list; what is still running ends with the page. */
export function useFindings() {
  const { pki } = useServices()
  const items = shallowRef<readonly Item[]>([])
  const running = new Map<number, AbortController>()
  let lastId = 0

  function begin(source: string): Item {
    return { id: ++lastId, source, state: 'working', finding: null, problem: null, progress: null }
  }

  const itemOf = (source: string, finding: Finding): Item => ({
    ...begin(source),
    state: finding.state,
    finding,
    problem: finding.problem === undefined ? null : errorWords(finding.problem),
  })

  function replace(id: number, ...instead: readonly Item[]): void {
    items.value = items.value.flatMap((item) => (item.id === id ? instead : [item]))
  }

  async function read(source: string, load: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
    const waiting = begin(source)
    items.value = [...items.value, waiting]
    try {
      const findings = await pki.openFile(await load())
      replace(waiting.id, ...findings.map((finding) => itemOf(source, finding)))
    } catch (error) {
      replace(waiting.id, { ...waiting, state: 'error', problem: errorWords(error) })
    }
  }

  /** Reads files one after the other, in their order. */
  async function addFiles(files: Iterable<File>): Promise<void> {
    for (const file of files) await read(file.name, () => readFile(file, MAX_FILE_BYTES))
  }

  const addText = (text: string): Promise<void> => read('', () => Promise.resolve(new TextEncoder().encode(text)))

  /** Tries a passphrase on an item; a wrong one brings it back with its reason. */
  async function open(item: Item, passphrase: string): Promise<Finding['state'] | 'cancelled'> {
    const sealed = item.finding?.sealed
    if (sealed === undefined) throw new TypeError('open() needs an item that is sealed')
    const controller = new AbortController()
    running.set(item.id, controller)
    const onProgress = (progress: number) => {
      replace(item.id, { ...item, state: 'working', progress })
    }
    replace(item.id, { ...item, state: 'working', problem: null })
    try {
      const findings = await pki.openSealed(sealed, passphrase, { onProgress, signal: controller.signal })
      const [first, ...contents] = findings.map((finding) => itemOf(item.source, finding))
      // It keeps its place and its id, so that the focus stays in it.
      if (first !== undefined) replace(item.id, { ...first, id: item.id }, ...contents)
      return findings[0]?.state ?? 'error'
    } catch (error) {
      const isCancelled = controller.signal.aborted
      replace(item.id, { ...item, state: 'needs-passphrase', problem: isCancelled ? null : errorWords(error) })
      return isCancelled ? 'cancelled' : 'needs-passphrase'
    } finally {
      running.delete(item.id)
    }
  }

  const cancel = (id: number): void => {
    running.get(id)?.abort()
  }

  function clear(): void {
    for (const controller of running.values()) controller.abort()
    items.value = []
  }
  onScopeDispose(clear)

  return { items, addFiles, addText, open, cancel, clear }
}
