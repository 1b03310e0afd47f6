// Which vault is at work: the sealed one while it is unlocked, and the tab's own memory for what no vault keeps yet.
// Whatever was made before a vault is created, unlocked or restored moves into it then, so nothing is lost on the way.
import type { HashAlgorithm } from '../pki/algorithms.ts'
import type { Bytes } from '../pki/bytes.ts'
import type { SigningKey } from '../pki/key-pair.ts'
import { backUpVault, type Restored, restoreVault } from './backup.ts'
import { type DocumentKind, documentKinds, isNewer, type VaultDocument } from './document.ts'
import type { Entry } from './entry.ts'
import { type AnyVaultError, VaultError, type VaultErrorCode } from './errors.ts'
import { createVault, findVault, unlockVault, type VaultOptions } from './indexed-db-vault.ts'
import { createMemoryVault } from './memory-vault.ts'
import type { DamagedRecord, DocumentListing, RemovedEntry, Vault } from './vault.ts'

/** `refused`: the browser gives no storage; everything but keeping works. */
export type VaultState = 'absent' | 'locked' | 'unlocked' | 'refused'

export interface EntryWithKey {
  readonly entry: Entry
  /** PKCS #8 DER, secret. */
  readonly privateKeyInfo?: Bytes
}

export interface HeldEntry {
  readonly entry: Entry
  /** False while only this tab's memory holds it. */
  readonly isKept: boolean
}

export interface HeldListing {
  readonly held: readonly HeldEntry[]
  readonly damaged: readonly DamagedRecord[]
}

export interface VaultKeeper {
  state(): VaultState
  /** Looks whether this browser has a vault; called once at the start and after another tab may have changed it. */
  look(): Promise<VaultState>
  list(): Promise<HeldListing>
  load(id: string): Promise<HeldEntry>
  /**
   * Keeps entries together. Where the sealed vault cannot take them (full disk), the tab's memory does.
   *
   * @returns what the sealed vault said, or null when everything is as it should be
   */
  keep(items: readonly EntryWithKey[]): Promise<VaultError | null>
  /**
   * Changes an entry where it lies, from what is kept of it now; id and key stay.
   *
   * @param change - gives the entry as it shall be
   */
  update(id: string, change: (entry: Entry) => Entry): Promise<void>
  /** Removes an entry and returns the act that brings it back. */
  remove(id: string): Promise<() => Promise<void>>
  openPrivateKeyInfo(id: string): Promise<Bytes>
  openSigningKey(id: string, hash: HashAlgorithm): Promise<SigningKey>
  /**
   * Lists the documents of a kind, from the unlocked vault and from the tab's memory; of two of one id the newest.
   * What the locked vault holds is not among them.
   */
  listDocuments(kind: DocumentKind): Promise<DocumentListing>
  /**
   * Keeps a document; one of the same id is replaced. Where the sealed vault cannot take it (none, locked, full disk), the
   * tab's memory does, and it moves into the vault as entries do.
   *
   * @returns what the sealed vault said, or null when everything is as it should be
   * @throws TypeError when it is not well formed, or a field of it is named like a passphrase or a private key
   * @throws VaultError `vault/document-too-large`, `vault/documents-full`
   */
  saveDocument(document: VaultDocument): Promise<VaultError | null>
  /** Removes a document, damaged or not; `saveDocument` brings it back. */
  removeDocument(id: string): Promise<void>
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  lock(): void
  backUp(): Promise<Bytes>
  restore(file: Bytes, passphrase: string): Promise<Omit<Restored, 'vault'>>
  /** Writes the sealed vault's damaged index anew from the records that open. */
  repairIndex(): Promise<void>
}

/** Makes the one keeper of a page; a test brings its own store. */
export function createVaultKeeper(options: VaultOptions = {}): VaultKeeper {
  let state: VaultState = 'absent'
  let sealed: Vault | null = null
  let session: Vault = createMemoryVault()

  async function holderOf(id: string): Promise<Vault> {
    const unkept = await session.list()
    return sealed === null || unkept.entries.some((entry) => entry.id === id) ? session : sealed
  }

  async function adopt(vault: Vault): Promise<void> {
    sealed = vault
    state = 'unlocked'
    const { entries } = await session.list()
    const documents = await documentsIn(session)
    if (entries.length === 0 && documents.length === 0) return
    const items: EntryWithKey[] = await Promise.all(
      entries.map(async (entry) =>
        entry.hasPrivateKey ? { entry, privateKeyInfo: await session.openPrivateKeyInfo(entry.id) } : { entry },
      ),
    )
    try {
      await vault.saveAll(items, documents)
    } finally {
      for (const { privateKeyInfo } of items) privateKeyInfo?.fill(0)
    }
    session.lock()
    session = createMemoryVault()
  }

  return {
    state: () => state,

    async look() {
      try {
        const presence = await findVault(options.store)
        if (state !== 'unlocked') state = presence === 'present' ? 'locked' : 'absent'
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        state = 'refused'
      }
      return state
    },

    async list() {
      const unkept = await session.list()
      const kept = await sealed?.list()
      return {
        held: [
          ...(kept?.entries ?? []).map((entry) => ({ entry, isKept: true })),
          ...unkept.entries.map((entry) => ({ entry, isKept: false })),
        ],
        damaged: kept?.damaged ?? [],
      }
    },

    async load(id) {
      const holder = await holderOf(id)
      return { entry: await holder.load(id), isKept: holder === sealed }
    },

    async keep(items) {
      if (sealed !== null) {
        try {
          await sealed.saveAll(items)
          return null
        } catch (error) {
          if (!(error instanceof VaultError)) throw error
          await session.saveAll(items)
          return error
        }
      }
      await session.saveAll(items)
      return null
    },

    update: async (id, change) => (await holderOf(id)).update(id, change),

    async remove(id) {
      const holder = await holderOf(id)
      const removed: RemovedEntry = await holder.remove(id)
      return () => holder.undoRemove(removed)
    },

    openPrivateKeyInfo: async (id) => (await holderOf(id)).openPrivateKeyInfo(id),
    openSigningKey: async (id, hash) => (await holderOf(id)).openSigningKey(id, hash),

    async listDocuments(kind) {
      const kept = (await sealed?.listDocuments(kind)) ?? { documents: [], damaged: [] }
      const documents = new Map(kept.documents.map((document) => [document.id, document]))
      for (const document of (await session.listDocuments(kind)).documents) {
        if (isNewer(document, documents.get(document.id))) documents.set(document.id, document)
      }
      return { documents: [...documents.values()], damaged: kept.damaged.filter(({ id }) => !documents.has(id)) }
    },

    async saveDocument(document) {
      let failure: VaultError | null = null
      try {
        await sealed?.saveDocument(document)
      } catch (error) {
        if (!(error instanceof VaultError) || isRefusal(error as AnyVaultError)) throw error
        failure = error
      }
      if (sealed === null || failure !== null) await session.saveDocument(document)
      else await session.removeDocument(document.id)
      return failure
    },

    async removeDocument(id) {
      await sealed?.removeDocument(id)
      await session.removeDocument(id)
    },

    create: async (passphrase) => adopt(await createVault(passphrase, options)),
    unlock: async (passphrase) => adopt(await unlockVault(passphrase, options)),

    lock() {
      sealed?.lock()
      sealed = null
      if (state === 'unlocked') state = 'locked'
    },

    backUp: () => backUpVault(options.store),

    async restore(file, passphrase) {
      const { vault, ...outcome } = await restoreVault(file, passphrase, {
        ...options,
        ...(sealed === null ? {} : { into: sealed }),
      })
      if (vault !== sealed) await adopt(vault)
      return outcome
    },

    repairIndex: async () => sealed?.repairIndex(),
  }
}

async function documentsIn(vault: Vault): Promise<VaultDocument[]> {
  const listings = await Promise.all(documentKinds.map((kind) => vault.listDocuments(kind)))
  return listings.flatMap(({ documents }) => documents)
}

/** What no other place would take either. */
const isRefusal = ({ code }: { readonly code: VaultErrorCode }): boolean =>
  code === 'vault/document-too-large' || code === 'vault/documents-full'
