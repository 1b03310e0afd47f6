// The contract of every vault, sealed or in memory: what can be asked of one, and what comes back.
import type { HashAlgorithm } from '../pki/algorithms.ts'
import type { Bytes } from '../pki/bytes.ts'
import type { SigningKey } from '../pki/key-pair.ts'
import type { DocumentKind, VaultDocument } from './document.ts'
import type { Entry } from './entry.ts'

export type DamageCode = 'vault/record-damaged' | 'vault/record-foreign' | 'vault/record-newer' | 'vault/index-damaged'

/** A record that is there and cannot be used; it is kept until someone removes it. */
export interface DamagedRecord {
  /** The entry's id; `index` for the index itself. */
  readonly id: string
  /** From the sealed index, so it can be believed; absent where the index does not list the record. */
  readonly name?: string
  readonly code: DamageCode
}

export interface VaultListing {
  readonly entries: readonly Entry[]
  readonly damaged: readonly DamagedRecord[]
}

export interface VaultItem {
  readonly entry: Entry
  /** PKCS #8 DER, secret; the vault copies it and leaves wiping it to the caller. */
  readonly privateKeyInfo?: Bytes
}

export interface DocumentListing {
  readonly documents: readonly VaultDocument[]
  /** Those of the kind that cannot be read; `removeDocument` and `saveDocument` work on their ids too. */
  readonly damaged: readonly DamagedRecord[]
}

/** What `undoRemove` needs: sealed records, of a sealed vault. */
export interface RemovedEntry {
  readonly id: string
  /** Only for the vault that gave it. */
  readonly kept: unknown
}

/** Every method but `lock` throws {@link VaultError} `vault/locked` after `lock`, and a storage code where storage fails. */
export interface Vault {
  /** False for the memory vault: it ends with the tab. */
  readonly isPersistent: boolean

  /** Lists all entries without opening a key; what cannot be read is told beside them, never thrown. */
  list(): Promise<VaultListing>

  /**
   * Reads one entry.
   *
   * @throws VaultError `vault/entry-unknown`, `vault/record-damaged`, `vault/record-foreign` or `vault/record-newer`
   */
  load(id: string): Promise<Entry>

  /**
   * Keeps an entry, its key and the index in one atomic write; an entry of the same id is replaced.
   * Without `privateKeyInfo` a key that is kept already stays.
   *
   * @throws TypeError when the entry claims a key that is neither given nor kept, has one though it is only trusted, or is
   *   not well formed
   * @throws VaultError `vault/storage-full`: what was kept before is as it was
   */
  save(entry: Entry, privateKeyInfo?: Bytes): Promise<void>

  /** Does what `save` does for several entries, atomic together, with documents as `addMissing` takes them. */
  saveAll(items: readonly VaultItem[], documents?: readonly VaultDocument[]): Promise<void>

  /**
   * Keeps those entries whose id is not kept yet, atomic together; no entry is replaced. Of a document that is kept already
   * the one that was saved last stays.
   *
   * @returns how many entries came and were known, and how many documents came or took an older one's place
   * @throws VaultError as `saveDocument` does
   */
  addMissing(
    items: readonly VaultItem[],
    documents?: readonly VaultDocument[],
  ): Promise<{ added: number; known: number; documents: number }>

  /**
   * Changes an entry from what is kept of it now: what other callers and other tabs change at the same time stays changed.
   * Id and key stay as they are.
   *
   * @param change - gives the entry as it shall be
   * @throws VaultError as `load` and `save` do
   */
  update(id: string, change: (entry: Entry) => Entry): Promise<void>

  /** Removes an entry and its key, damaged or not; what it returns brings them back. */
  remove(id: string): Promise<RemovedEntry>

  /** Brings a removed entry back; does nothing where an entry of that id has come since. */
  undoRemove(removed: RemovedEntry): Promise<void>

  /**
   * Opens the private key for export; the caller wipes it.
   *
   * @returns PKCS #8 DER
   * @throws VaultError `vault/key-absent`, or as `load` does
   */
  openPrivateKeyInfo(id: string): Promise<Bytes>

  /** Opens the private key as a non-extractable key that signs with this hash; its PKCS #8 bytes are wiped. */
  openSigningKey(id: string, hash: HashAlgorithm): Promise<SigningKey>

  /**
   * Lists the documents of a kind in no order. A record that the index does not list is left where it is and not listed:
   * whoever can write to the storage could have put it there.
   */
  listDocuments(kind: DocumentKind): Promise<DocumentListing>

  /**
   * Keeps a document; one of the same id is replaced.
   *
   * @throws TypeError when it is not well formed, or a field of it is named like a passphrase or a private key
   * @throws VaultError `vault/document-too-large`, `vault/documents-full`
   */
  saveDocument(document: VaultDocument): Promise<void>

  /** Removes a document, damaged or not; does nothing where there is none. */
  removeDocument(id: string): Promise<void>

  /** Writes a damaged index anew from the records that open; does nothing to a sound one. */
  repairIndex(): Promise<void>

  /** Drops the keys. */
  lock(): void
}
