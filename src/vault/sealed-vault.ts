// The sealed vault over any record store. Readers take one snapshot; writers hold the vault's lock, read the index anew
// inside it and commit once, so no tab loses another's entry and a failed write leaves everything as it was.
import type { Bytes } from '../pki/bytes.ts'
import { importSigningKey } from '../pki/key-pair.ts'
import { type Entry, refuseTrustedKey } from './entry.ts'
import { VaultError } from './errors.ts'
import type { Exclusive } from './exclusive.ts'
import { readHeader, type VaultSecret } from './header.ts'
import { entryKey, HEADER_KEY, INDEX_KEY, keyKey, type RecordStore } from './record-store.ts'
import { encodeEntryRecord, type IndexRow, RECORD_VERSION } from './records/records.ts'
import { openRecord, type RandomBytes, readSealedRecord, type SealedRecord, sealRecord } from './seal.ts'
import type { DamagedRecord, RemovedEntry, Vault, VaultItem, VaultListing } from './vault.ts'
import { damageError, openEntry, openIndex, reconstructIndex, sealIndex, type VaultIndex } from './vault-index.ts'

/** What a sealed vault leans on. */
export interface VaultTools {
  readonly store: RecordStore
  readonly exclusive: Exclusive
  readonly randomBytes: RandomBytes
}

interface Change {
  readonly puts: readonly (readonly [string, unknown])[]
  readonly deletes?: readonly string[]
  readonly rows: ReadonlyMap<string, IndexRow>
}

/** Index and, of a vault whose index is damaged, what to say of it. */
interface Reading extends VaultIndex {
  readonly damage?: 'vault/index-damaged' | 'vault/record-newer'
}

/** Opens the records of a vault whose key is at hand. */
export function createSealedVault(secret: VaultSecret, tools: VaultTools): Vault {
  const session = new SealedSession(secret, tools)
  return {
    isPersistent: true,
    list: () => listEntries(session),
    load: (id) => loadEntry(session, id),
    save: (entry, privateKeyInfo) => saveItems(session, [{ entry, ...(privateKeyInfo && { privateKeyInfo }) }]),
    saveAll: (items) => saveItems(session, items),
    addMissing: (items) => addMissingItems(session, items),
    update: (id, change) => updateEntry(session, id, change),
    remove: (id) => removeEntry(session, id),
    undoRemove: (removed) => undoRemoval(session, removed),
    openPrivateKeyInfo: (id) => openKey(session, id),
    openSigningKey: async (id, hash) => {
      const privateKeyInfo = await openKey(session, id)
      try {
        return await importSigningKey(privateKeyInfo, hash)
      } finally {
        privateKeyInfo.fill(0)
      }
    },
    repairIndex: () => repair(session),
    lock: () => {
      session.lock()
    },
  }
}

/** The unlocked state: the key until `lock`, and the highest revision seen. */
class SealedSession {
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
    const records = await this.tools.store.readPrefixes([HEADER_KEY, 'entry/', 'key/'])
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
      const sealedIndex = await sealIndex(secret, { ...index, revision, rows: change.rows }, randomBytes)
      // A header that was edited meanwhile is healed from the one that opened.
      const headerPuts = readHeader(storedHeader) === null ? ([[HEADER_KEY, secret.header]] as const) : []
      await store.commit([...change.puts, [INDEX_KEY, sealedIndex], ...headerPuts], change.deletes ?? [])
      this.#seenRevision = revision
    })
  }

  seal(key: string, revision: number, plain: Bytes): Promise<SealedRecord> {
    const { header, vaultKey } = this.secret
    return sealRecord(
      vaultKey,
      { vaultId: header.vaultId, key, revision, version: RECORD_VERSION },
      plain,
      this.tools.randomBytes,
    )
  }

  lock(): void {
    this.#secret = null
  }
}

async function listEntries(session: SealedSession): Promise<VaultListing> {
  const { secret, seenRevision } = session
  const snapshot = await session.tools.store.readPrefixes([INDEX_KEY, 'entry/'])
  const index = await session.readIndex(snapshot.get(INDEX_KEY), seenRevision)
  const ids = new Set([
    ...index.rows.keys(),
    ...[...snapshot.keys()].filter((key) => key.startsWith('entry/')).map((key) => key.slice(6)),
  ])
  const opened = await Promise.all(
    Array.from(ids, async (id) => ({
      id,
      result: await openEntry(secret, id, index.rows.get(id), snapshot.get(entryKey(id))),
    })),
  )
  const entries: Entry[] = []
  const damaged: DamagedRecord[] = index.damage === undefined ? [] : [{ id: 'index', code: index.damage }]
  for (const { id, result } of opened) {
    const name = index.rows.get(id)?.name
    if (result.ok) entries.push(result.entry)
    else
      damaged.push({
        id,
        ...(name !== undefined && { name }),
        code: index.damage === undefined ? result.code : 'vault/record-damaged',
      })
  }
  return { entries, damaged }
}

async function loadEntry(session: SealedSession, id: string): Promise<Entry> {
  const { seenRevision } = session
  const [storedIndex, stored] = await session.tools.store.read([INDEX_KEY, entryKey(id)])
  return requireEntry(session, id, await session.readIndex(storedIndex, seenRevision), stored)
}

async function requireEntry(session: SealedSession, id: string, { rows }: VaultIndex, stored: unknown): Promise<Entry> {
  const row = rows.get(id)
  if (row === undefined && stored === undefined) throw unknownEntry(id)
  const result = await openEntry(session.secret, id, row, stored)
  if (!result.ok) throw damageError(result.code, id, row?.name)
  return result.entry
}

async function openKey(session: SealedSession, id: string): Promise<Bytes> {
  const { seenRevision } = session
  const [storedIndex, stored] = await session.tools.store.read([INDEX_KEY, keyKey(id)])
  const row = (await session.readIndex(storedIndex, seenRevision)).rows.get(id)
  if (row === undefined) throw unknownEntry(id)
  if (row.keyRevision === null)
    throw new VaultError('vault/key-absent', { id, name: row.name }, `Cannot open key of "${id}": none is kept`)
  const { header, vaultKey } = session.secret
  const record = readSealedRecord(stored)
  if (record?.revision !== row.keyRevision) throw damageError('vault/record-damaged', id, row.name)
  const privateKeyInfo = await openRecord(vaultKey, header.vaultId, keyKey(id), record)
  if (privateKeyInfo === null) throw damageError('vault/record-damaged', id, row.name)
  if (record.version > RECORD_VERSION) throw damageError('vault/record-newer', id, row.name)
  return privateKeyInfo
}

function saveItems(session: SealedSession, items: readonly VaultItem[]): Promise<void> {
  return session.write((index, revision) => planItems(session, index, revision, items))
}

async function addMissingItems(
  session: SealedSession,
  items: readonly VaultItem[],
): Promise<{ added: number; known: number }> {
  let added = 0
  await session.write(async (index, revision) => {
    const missing = items.filter(({ entry }) => !index.rows.has(entry.id))
    added = missing.length
    return added === 0 ? null : planItems(session, index, revision, missing)
  })
  return { added, known: items.length - added }
}

async function updateEntry(session: SealedSession, id: string, change: (entry: Entry) => Entry): Promise<void> {
  await session.write(async (index, revision) => {
    const [stored] = await session.tools.store.read([entryKey(id)])
    const entry = change(await requireEntry(session, id, index, stored))
    return planItems(session, index, revision, [{ entry: { ...entry, id } }])
  })
}

async function planItems(
  session: SealedSession,
  index: VaultIndex,
  revision: number,
  items: readonly VaultItem[],
): Promise<Change> {
  const rows = new Map(index.rows)
  const puts: [string, SealedRecord][] = []
  for (const { entry, privateKeyInfo } of items) {
    const body = encodeEntryRecord(entry)
    const keyRevision = privateKeyInfo === undefined ? (rows.get(entry.id)?.keyRevision ?? null) : revision
    if (entry.hasPrivateKey && keyRevision === null)
      throw new TypeError('Cannot keep entry: it claims a key that is not given')
    refuseTrustedKey(entry, keyRevision !== null)
    puts.push([entryKey(entry.id), await session.seal(entryKey(entry.id), revision, body)])
    if (privateKeyInfo !== undefined)
      puts.push([keyKey(entry.id), await session.seal(keyKey(entry.id), revision, privateKeyInfo)])
    rows.set(entry.id, { id: entry.id, name: entry.name, entryRevision: revision, keyRevision })
  }
  return { puts, rows }
}

interface Removal {
  readonly row: IndexRow | undefined
  readonly records: readonly (readonly [string, unknown])[]
}

async function removeEntry(session: SealedSession, id: string): Promise<RemovedEntry> {
  const keys = [entryKey(id), keyKey(id)]
  let kept: Removal = { row: undefined, records: [] }
  await session.write(async (index) => {
    const stored = await session.tools.store.read(keys)
    const records = keys.map((key, at) => [key, stored[at]] as const).filter(([, record]) => record !== undefined)
    kept = { row: index.rows.get(id), records }
    if (kept.row === undefined && records.length === 0) throw unknownEntry(id)
    const rows = new Map(index.rows)
    rows.delete(id)
    return { puts: [], deletes: keys, rows }
  })
  return { id, kept }
}

function undoRemoval(session: SealedSession, { id, kept }: RemovedEntry): Promise<void> {
  const { row, records } = kept as Removal
  return session.write((index) => {
    if (index.rows.has(id)) return Promise.resolve(null)
    const rows = new Map(index.rows)
    if (row !== undefined) rows.set(id, row)
    // Same bytes in the same place: no IV is used twice.
    return Promise.resolve({ puts: records, rows })
  })
}

function repair(session: SealedSession): Promise<void> {
  return session.write(({ rows }) => Promise.resolve({ puts: [], rows }), true)
}

function unknownEntry(id: string): VaultError {
  return new VaultError('vault/entry-unknown', { id }, `Cannot find entry "${id}"`)
}
