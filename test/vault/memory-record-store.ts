// A record store in memory that can be made to fail, and to fail between the records of one commit if it were not atomic.
import type { VaultError } from '../../src/vault/errors.ts'
import { createMapStore, type RecordStore } from '../../src/vault/record-store.ts'

export interface TestStore extends RecordStore {
  readonly records: Map<string, unknown>
  /** What the next calls throw; null for none. */
  failure: VaultError | null
  /** Writes done so far, each with its keys. */
  readonly commits: string[][]
}

let count = 0

export function createTestStore(records = new Map<string, unknown>()): TestStore {
  // Its own name each, because the name is the lock's.
  const inner = createMapStore(records, `test-${String(count++)}`)
  const store: TestStore = {
    ...inner,
    records,
    failure: null,
    commits: [],
    commit: async (puts, deletes) => {
      if (store.failure !== null) throw store.failure
      store.commits.push([...puts.map(([key]) => key), ...deletes.map((key) => `-${key}`)])
      // As IndexedDB does, so that no test shares objects with the vault.
      await inner.commit(structuredClone(puts), deletes)
    },
    readPrefixes: async (prefixes) => structuredClone(await inner.readPrefixes(prefixes)),
    read: async (keys) => structuredClone(await inner.read(keys)),
  }
  return store
}
