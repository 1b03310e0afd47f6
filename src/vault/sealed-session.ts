// An unlocked vault over a record store. Readers take one snapshot; writers hold the vault's lock, read the index anew
// inside it and commit once, so no tab loses another's entry and a failed write leaves everything as it was.
import type { Bytes } from '../pki/bytes.ts'
import { VaultError } from './errors.ts'
import type { Exclusive } from './exclusive.ts'
import { readHeader, type VaultSecret } from './header.ts'
import { HEADER_KEY, INDEX_KEY, type RecordStore } from './record-store.ts'
import { type DocumentRow, type IndexRow, RECORD_VERSION } from './records/records.ts'
import { type RandomBytes, type SealedRecord, sealRecord } from './seal.ts'
import { damageError, openIndex, reconstructIndex, sealIndex, type VaultIndex } from './vault-index.ts'

/** What a sealed vault leans on. */
export interface VaultTools {
  readonly store: RecordStore
  readonly exclusive: Exclusive
  readonly randomBytes: RandomBytes
}

/** What one write puts, deletes and lists; rows that are left out stay. */
export interface Change {
  readonly puts: readonly (readonly [string, unknown])[]
  readonly deletes?: readonly string[]
  readonly rows?: ReadonlyMap<string, IndexRow>
  readonly documents?: ReadonlyMap<string, DocumentRow>
}

/** Index and, of a vault whose index is damaged, what to say of it. */
interface Reading extends VaultIndex {
  readonly damage?: 'vault/index-damaged' | 'vault/record-newer'
}

/** The unlocked state: the key until `lock`, and the highest revision seen. */
export class SealedSession {
  readonly tools: VaultTools
  #secret: VaultSecret | null
  #seenRevision = 1

  constructor(secret: VaultSecret, tools: VaultTools) {
    this.#secret = secret
    this.tools = tools
  }

  get secret(): VaultSecret {
    if (this.#secret === null) throw new VaultError('vault/locked', {}, 'Cannot use vault: it is locked')
    return this.#secret
  }

  get seenRevision(): number {
    return this.#seenRevision
  }

  /**
   * Takes the index out of a snapshot; one that is damaged is made up from the records that open.
   *
   * @param minRevision - `seenRevision` from before the snapshot: a write that ends after it makes it no older
   */
  async readIndex(stored: unknown, minRevision: number): Promise<Reading> {
    const index = await openIndex(this.secret, stored, minRevision)
    if (index.ok) {
      this.#seenRevision = Math.max(this.#seenRevision, index.revision)
      return index
    }
    const records = await this.tools.store.readPrefixes([HEADER_KEY, 'entry/', 'key/', 'document/'])
    this.refuseReplaced(records.get(HEADER_KEY))
    return { ...(await reconstructIndex(this.secret, records, this.#seenRevision)), damage: index.code }
  }

  /** Refuses to go on where another vault, or none, stands in this one's place. */
  refuseReplaced(storedHeader: unknown): void {
    const header = readHeader(storedHeader)
    if (storedHeader === undefined || (header !== null && header.vaultId !== this.secret.header.vaultId)) {
      throw new VaultError('vault/replaced', {}, 'Cannot use vault: it was removed or replaced by another')
    }
  }

  /** Makes one change under the vault's lock; `plan` returns null to leave everything as it is. */
  async write(plan: (index: VaultIndex, revision: number) => Promise<Change | null>, isRepair = false): Promise<void> {
    const { store, exclusive, randomBytes } = this.tools
    const secret = this.secret
    await exclusive(store.name, async () => {
      const [storedHeader, storedIndex] = await store.read([HEADER_KEY, INDEX_KEY])
      this.refuseReplaced(storedHeader)
      const index = await this.readIndex(storedIndex, this.#seenRevision)
      if (index.damage !== undefined && !(isRepair && index.damage === 'vault/index-damaged'))
        throw damageError(index.damage, 'index')
      if (isRepair && index.damage === undefined) return
      const revision = index.revision + 1
      const change = await plan(index, revision)
      if (change === null) return
      const { puts, deletes = [], rows = index.rows, documents = index.documents } = change
      const sealedIndex = await sealIndex(secret, { revision, rows, documents }, randomBytes)
      // A header that was edited meanwhile is healed from the one that opened.
      const headerPuts = readHeader(storedHeader) === null ? ([[HEADER_KEY, secret.header]] as const) : []
      await store.commit([...puts, [INDEX_KEY, sealedIndex], ...headerPuts], deletes)
      this.#seenRevision = revision
    })
  }

  /** Seals a record of the newest version for its place. */
  seal(key: string, revision: number, plain: Bytes): Promise<SealedRecord> {
    const { header, vaultKey } = this.secret
    return sealRecord(
      vaultKey,
      { vaultId: header.vaultId, key, revision, version: RECORD_VERSION },
      plain,
      this.tools.randomBytes,
    )
  }

  /** Drops the key. */
  lock(): void {
    this.#secret = null
  }
}
