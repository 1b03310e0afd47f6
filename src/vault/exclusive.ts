// One writer at a time, across all tabs of this page.

/** Runs work while nobody else of the same name runs; whoever comes later waits. */
export type Exclusive = <T>(name: string, work: () => Promise<T>) => Promise<T>

const queues = new Map<string, Promise<unknown>>()

/** Excludes other tabs by a Web Lock; where there are none, the callers of this page only. */
export const withWebLock: Exclusive = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const { locks } = (globalThis as { navigator?: { readonly locks?: LockManager } }).navigator ?? {}
  return locks === undefined ? withQueue(name, work) : await locks.request(name, work)
}

/** Excludes the callers of this page. */
const withQueue: Exclusive = <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const turn = (queues.get(name) ?? Promise.resolve()).then(work)
  // A failure belongs to its own caller; the next one's turn comes all the same.
  queues.set(
    name,
    turn.catch(() => undefined),
  )
  return turn
}
