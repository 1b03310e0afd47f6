// The vault of a page without one: this tab's memory, nothing sealed, nothing kept.
import type { Bytes } from '../pki/bytes.ts'
import { importSigningKey } from '../pki/key-pair.ts'
import { isNewer, refuseTooMany, type VaultDocument } from './document.ts'
import { type Entry, refuseTrustedKey } from './entry.ts'
import { VaultError } from './errors.ts'
import {
  decodeDocumentRecord,
  decodeEntryRecord,
  encodeDocumentRecord,
  encodeEntryRecord,
  RECORD_VERSION,
} from './records/records.ts'
import type { Vault, VaultItem } from './vault.ts'

interface Held {
  readonly entry: Entry
  readonly privateKeyInfo: Bytes | null
}

/** Makes an empty vault that ends with the tab, or with `lock`, which wipes its keys. */
export function createMemoryVault(): Vault {
  const held = new Map<string, Held>()
  const documents = new Map<string, VaultDocument>()
  let isLocked = false

  function open(): Map<string, Held> {
    if (isLocked) throw new VaultError('vault/locked', {}, 'Cannot use vault: it is locked')
    return held
  }
  function find(id: string): Held {
    const found = open().get(id)
    if (found === undefined) throw new VaultError('vault/entry-unknown', { id }, `Cannot find entry "${id}"`)
    return found
  }
  function openPrivateKeyInfo(id: string): Bytes {
    const { entry, privateKeyInfo } = find(id)
    if (privateKeyInfo === null) {
      throw new VaultError('vault/key-absent', { id, name: entry.name }, `Cannot open key of "${id}": none is kept`)
    }
    return privateKeyInfo.slice()
  }
  function saveAll(items: readonly VaultItem[], withDocuments: readonly VaultDocument[] = []): void {
    const vault = open()
    // All are prepared before one is kept: together or not at all, as in the sealed vault.
    const prepared = items.map((item) => prepare(item, vault.get(item.entry.id)))
    saveDocuments(withDocuments)
    for (const next of prepared) {
      const before = vault.get(next.entry.id)?.privateKeyInfo
      if (before !== next.privateKeyInfo) before?.fill(0)
      vault.set(next.entry.id, next)
    }
  }

  const newerOf = (given: readonly VaultDocument[]): VaultDocument[] =>
    given.filter((document) => isNewer(document, documents.get(document.id)))
  function saveDocuments(given: readonly VaultDocument[]): void {
    open()
    const copies = given.map(copyDocument)
    refuseTooMany(new Set([...documents.keys(), ...copies.map(({ id }) => id)]).size)
    for (const copy of copies) documents.set(copy.id, copy)
  }

  return {
    isPersistent: false,
    list: () => settle(() => ({ entries: Array.from(open().values(), ({ entry }) => entry), damaged: [] })),
    load: (id) => settle(() => find(id).entry),
    save: (entry, privateKeyInfo) =>
      settle(() => {
        saveAll([{ entry, ...(privateKeyInfo && { privateKeyInfo }) }])
      }),
    saveAll: (items, given = []) =>
      settle(() => {
        saveAll(items, newerOf(given))
      }),
    addMissing: (items, given = []) =>
      settle(() => {
        const missing = items.filter(({ entry }) => !open().has(entry.id))
        const newer = newerOf(given)
        saveAll(missing, newer)
        return { added: missing.length, known: items.length - missing.length, documents: newer.length }
      }),
    update: (id, change) =>
      settle(() => {
        saveAll([{ entry: { ...change(find(id).entry), id } }])
      }),
    remove: (id) =>
      settle(() => {
        const kept = find(id)
        held.delete(id)
        return { id, kept }
      }),
    undoRemove: ({ id, kept }) =>
      settle(() => {
        if (!open().has(id)) held.set(id, kept as Held)
      }),
    openPrivateKeyInfo: (id) => settle(() => openPrivateKeyInfo(id)),
    openSigningKey: async (id, hash) => {
      const privateKeyInfo = openPrivateKeyInfo(id)
      try {
        return await importSigningKey(privateKeyInfo, hash)
      } finally {
        privateKeyInfo.fill(0)
      }
    },
    listDocuments: (kind) =>
      settle(() => {
        open()
        return { documents: [...documents.values()].filter((document) => document.kind === kind), damaged: [] }
      }),
    saveDocument: (document) =>
      settle(() => {
        saveDocuments([document])
      }),
    removeDocument: (id) =>
      settle(() => {
        open()
        documents.delete(id)
      }),
    repairIndex: () =>
      settle(() => {
        open()
      }),
    lock: () => {
      for (const { privateKeyInfo } of held.values()) privateKeyInfo?.fill(0)
      held.clear()
      documents.clear()
      isLocked = true
    },
  }
}

/** Makes a throw a rejection, as a vault's caller expects it. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work())
  })
}

/** Copies an item by way of the stored form, so that both vaults refuse and return the same. */
function prepare({ entry, privateKeyInfo }: VaultItem, before: Held | undefined): Held {
  const key = privateKeyInfo?.slice() ?? before?.privateKeyInfo ?? null
  if (entry.hasPrivateKey && key === null) throw new TypeError('Cannot keep entry: it claims a key that is not given')
  refuseTrustedKey(entry, key !== null)
  const copy = decodeEntryRecord(entry.id, RECORD_VERSION, encodeEntryRecord(entry), key !== null)
  if (copy === null) throw new TypeError('Cannot keep entry: it cannot be read back')
  return { entry: copy, privateKeyInfo: key }
}

/** Copies a document by way of the stored form. */
function copyDocument(document: VaultDocument): VaultDocument {
  const copy = decodeDocumentRecord(document.id, RECORD_VERSION, encodeDocumentRecord(document))
  if (copy === null) throw new TypeError('Cannot keep document: it cannot be read back')
  return copy
}
