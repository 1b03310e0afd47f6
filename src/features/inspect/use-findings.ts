// What the page has been given and what it turned out to be: files and texts, read in the worker, one list for all.
import { onScopeDispose, shallowRef } from 'vue'
import { useServices } from '../../parts/services.ts'
import { readFile } from '../../platform/read-file.ts'
import type { OpenedPart } from '../../workers/open-any.ts'
import type { Bytes } from '../../pki/bytes.ts'
import { makeVisible } from '../../pki/describe/visible-text.ts'
import type { Finding } from '../../pki/findings/finding.ts'
import { errorWords, type ErrorWords } from '../../words/error-words.ts'

/** One line of the list. */
export interface Item {
  readonly id: number
  /** Name of the file; empty for a pasted text. */
  readonly source: string
  readonly state: Finding['state'] | 'working'
  /** Null until it is known. */
  readonly finding: Omit<Finding, 'privateKeyInfo'> | null
  /** Why it could not be read at all, or what a wrong passphrase said. */
  readonly problem: ErrorWords | null
  /** Of a derivation that runs: 0 to 1; null while nobody knows. */
  readonly progress: number | null
}

// A bundle of every public root has half a megabyte; what is larger is no certificate, and would fill the memory.
const MAX_FILE_BYTES = 100_000_000

const MAX_SOURCE_CHARACTERS = 300

/** Holds the list; what is still running ends with the page. */
export function useFindings() {
  const { pki } = useServices()
  const items = shallowRef<readonly Item[]>([])
  const running = new Map<number, AbortController>()
  // Private keys by item, in a plain map: nothing reactive ever holds one.
  const keys = new Map<number, Bytes>()
  let lastId = 0
  // Counts the lists there have been: what was begun for another one is dropped.
  let generation = 0

  function begin(name: string): Item {
    // A name from an archive may hold anything.
    const source = makeVisible(name.slice(0, MAX_SOURCE_CHARACTERS))
    return { id: ++lastId, source, state: 'working', finding: null, problem: null, progress: null }
  }

  function itemOf(source: string, { privateKeyInfo, ...finding }: Finding, id?: number): Item {
    const item = begin(source)
    const own = id ?? item.id
    if (privateKeyInfo !== undefined) keys.set(own, privateKeyInfo)
    const problem = finding.problem === undefined ? null : errorWords(finding.problem)
    return { ...item, id: own, state: finding.state, finding, problem }
  }

  function replace(id: number, ...instead: readonly Item[]): void {
    const at = items.value.findIndex((item) => item.id === id)
    if (at >= 0) items.value = items.value.toSpliced(at, 1, ...instead)
  }

  async function read(source: string, load: () => Promise<Bytes>): Promise<void> {
    const own = generation
    const waiting = begin(source)
    const controller = new AbortController()
    running.set(waiting.id, controller)
    items.value = [...items.value, waiting]
    // What is read already stands before what is still to come.
    const onPart = ({ entry, findings, fraction }: OpenedPart) => {
      if (own !== generation) return
      const from = entry === undefined ? source : `${source} › ${entry}`
      replace(waiting.id, ...findings.map((finding) => itemOf(from, finding)), { ...waiting, progress: fraction })
    }
    try {
      await pki.openFile(await load(), { onPart, signal: controller.signal })
      replace(waiting.id)
    } catch (error) {
      const isCancelled = controller.signal.aborted
      replace(waiting.id, ...(isCancelled ? [] : [{ ...waiting, state: 'error', problem: errorWords(error) } as const]))
    } finally {
      running.delete(waiting.id)
    }
  }

  /** Reads files one after the other, in their order. */
  async function addFiles(files: Iterable<File>): Promise<void> {
    const own = generation
    for (const file of files) if (own === generation) await read(file.name, () => readFile(file, MAX_FILE_BYTES))
  }

  const addText = (text: string): Promise<void> => read('', () => Promise.resolve(new TextEncoder().encode(text)))

  /** Tries a passphrase on an item; a wrong one brings it back with its reason, and with none where it was a guess. */
  async function open(item: Item, passphrase: string, isGuess = false): Promise<Finding['state'] | 'cancelled'> {
    const sealed = item.finding?.sealed
    if (sealed === undefined) throw new TypeError('open() needs an item that is sealed')
    const controller = new AbortController()
    running.set(item.id, controller)
    const onProgress = (progress: number) => {
      if (!isGuess) replace(item.id, { ...item, state: 'working', progress })
    }
    // A guess goes on unseen: somebody may be typing into that very field.
    if (!isGuess) replace(item.id, { ...item, state: 'working', problem: null })
    try {
      const findings = await pki.openSealed(sealed, passphrase, { onProgress, signal: controller.signal })
      // It keeps its place and its id, so that the focus stays in it.
      const opened = findings.map((finding, index) => itemOf(item.source, finding, index === 0 ? item.id : undefined))
      const state = findings[0]?.state ?? 'error'
      if (!isGuess || state !== 'needs-passphrase') replace(item.id, ...opened)
      return state
    } catch (error) {
      const isCancelled = controller.signal.aborted
      const problem = isCancelled ? null : errorWords(error)
      if (!isGuess) replace(item.id, { ...item, state: 'needs-passphrase', problem })
      return isCancelled ? 'cancelled' : 'needs-passphrase'
    } finally {
      running.delete(item.id)
    }
  }

  /** Tries a passphrase that has opened one item on all others that are closed: people use one for a delivery. */
  async function guess(passphrase: string): Promise<void> {
    const own = generation
    for (const item of items.value.filter(({ state }) => state === 'needs-passphrase')) {
      if (own === generation && items.value.includes(item)) await open(item, passphrase, true)
    }
  }

  const cancel = (id: number): void => {
    running.get(id)?.abort()
  }

  function clear(): void {
    generation++
    for (const controller of running.values()) controller.abort()
    for (const key of keys.values()) key.fill(0)
    keys.clear()
    items.value = []
  }
  onScopeDispose(clear)

  return { items, copyKey: (id: number) => keys.get(id)?.slice(), addFiles, addText, open, guess, cancel, clear }
}
