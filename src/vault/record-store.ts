// Where sealed records lie: a small door to IndexedDB through idb-keyval, and the same over a Map.
// What is read is `unknown`: on file:// any other local page can have written it.
import { createStore, promisifyRequest } from 'idb-keyval'
import { VaultError } from './errors.ts'

/** Keys: `vault/header`, `vault/index`, `entry/<id>`, `key/<id>`, `document/<id>`. */
export interface RecordStore {
  /** Tells stores apart; names the lock that guards writing. */
  readonly name: string
  /** Reads some keys in one transaction; what is not there is undefined. */
  read(keys: readonly string[]): Promise<readonly unknown[]>
  /** Reads everything under some prefixes in one transaction. */
  readPrefixes(prefixes: readonly string[]): Promise<ReadonlyMap<string, unknown>>
  /** Writes and deletes in one transaction: all of it or nothing. */
  commit(puts: readonly (readonly [key: string, value: unknown])[], deletes: readonly string[]): Promise<void>
}

export const HEADER_KEY = 'vault/header'
export const INDEX_KEY = 'vault/index'

/** Gives the store's key of an entry's record. */
export const entryKey = (id: string): string => `entry/${id}`

/** Gives the store's key of a document's record. */
export const documentKey = (id: string): string => `document/${id}`

/** Gives the store's key of the record with an entry's private key. */
export const keyKey = (id: string): string => `key/${id}`

// Chromium and WebKitGTK give all local pages one set of databases: a long name avoids accidents, not attacks.
const DATABASE_NAME = 'ringroot-vault-b7e4c1d09a5f4f2e8d36'

/**
 * Opens a store of this browser; the database is first touched by the first call.
 *
 * Its methods throw {@link VaultError} `vault/storage-full` or `vault/storage-refused`.
 */
export function createIndexedDbStore(databaseName: string = DATABASE_NAME): RecordStore {
  const useStore = createStore(databaseName, 'records')
  return {
    name: databaseName,
    read: (keys) =>
      withStorageErrors(() =>
        useStore('readonly', (store) => Promise.all(keys.map((key) => promisifyRequest<unknown>(store.get(key))))),
      ),
    readPrefixes: (prefixes) =>
      withStorageErrors(() =>
        useStore('readonly', async (store) => {
          const pages = await Promise.all(prefixes.map((prefix) => readPrefix(store, prefix)))
          return new Map(pages.flat())
        }),
      ),
    commit: (puts, deletes) =>
      withStorageErrors(() =>
        useStore('readwrite', (store) => {
          try {
            for (const key of deletes) store.delete(key)
            for (const [key, value] of puts) store.put(value, key)
          } catch (error) {
            // A put that throws leaves the requests before it standing, and they would be committed.
            store.transaction.abort()
            throw error
          }
          return committed(store.transaction)
        }),
      ),
  }
}

/** The store of this page. */
export const indexedDbStore: RecordStore = createIndexedDbStore()

/** Makes a store over a Map: for a vault file that is being read, and for tests. */
export function createMapStore(records = new Map<string, unknown>(), name = 'map'): RecordStore {
  return {
    name,
    read: (keys) => Promise.resolve(keys.map((key) => records.get(key))),
    readPrefixes: (prefixes) =>
      Promise.resolve(new Map([...records].filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix))))),
    commit(puts, deletes) {
      for (const key of deletes) records.delete(key)
      for (const [key, value] of puts) records.set(key, value)
      return Promise.resolve()
    },
  }
}

async function readPrefix(store: IDBObjectStore, prefix: string): Promise<[string, unknown][]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
  const [keys, values] = await Promise.all([
    promisifyRequest(store.getAllKeys(range)),
    promisifyRequest<unknown[]>(store.getAll(range)),
  ])
  // The range is one of strings, so its keys are.
  return keys.map((key, index) => [key as string, values[index]])
}

/** Settles with the transaction; its error is known only at abort, not at the failed request before it. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve()
    }
    transaction.onabort = () => {
      reject(transaction.error ?? new DOMException('Transaction aborted', 'AbortError'))
    }
  })
}

async function withStorageErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'QuotaExceededError') {
      throw new VaultError('vault/storage-full', {}, 'Cannot write vault: storage is full', { cause })
    }
    throw new VaultError('vault/storage-refused', {}, 'Cannot use vault: the browser refuses storage', { cause })
  }
}
