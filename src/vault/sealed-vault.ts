// The sealed vault over any record store: what each call of the contract reads and writes.
import type { Bytes } from '../pki/bytes.ts'
import { importSigningKey } from '../pki/key-pair.ts'
import type { VaultDocument } from './document.ts'
import { type Entry, refuseTrustedKey } from './entry.ts'
import { VaultError } from './errors.ts'
import type { VaultSecret } from './header.ts'
import { entryKey, INDEX_KEY, keyKey } from './record-store.ts'
import { encodeEntryRecord, type IndexRow, RECORD_VERSION } from './records/records.ts'
import { openRecord, readSealedRecord, type SealedRecord } from './seal.ts'
import { listDocuments, pickNewer, planDocuments, removeDocument } from './sealed-documents.ts'
import { type Change, SealedSession, type VaultTools } from './sealed-session.ts'
import type { DamagedRecord, RemovedEntry, Vault, VaultItem, VaultListing } from './vault.ts'
import { damageError, openEntry, type VaultIndex } from './vault-index.ts'

/** Opens the records of a vault whose key is at hand. */
export function createSealedVault(secret: VaultSecret, tools: VaultTools): Vault {
  const session = new SealedSession(secret, tools)
  return {
    isPersistent: true,
    list: () => listEntries(session),
    load: (id) => loadEntry(session, id),
    save: (entry, privateKeyInfo) => saveItems(session, [{ entry, ...(privateKeyInfo && { privateKeyInfo }) }]),
    saveAll: (items, documents = []) => saveItems(session, items, documents),
    addMissing: (items, documents = []) => addMissingItems(session, items, documents),
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
    listDocuments: (kind) => listDocuments(session, kind),
    saveDocument: (document) => session.write((index, revision) => planDocuments(session, index, revision, [document])),
    removeDocument: (id) => removeDocument(session, id),
    repairIndex: () => repair(session),
    lock: () => {
      session.lock()
    },
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

function saveItems(
  session: SealedSession,
  items: readonly VaultItem[],
  documents: readonly VaultDocument[] = [],
): Promise<void> {
  return session.write(async (index, revision) => {
    const newer = await pickNewer(session, index, documents)
    return planTogether(session, index, revision, items, newer)
  })
}

async function addMissingItems(
  session: SealedSession,
  items: readonly VaultItem[],
  documents: readonly VaultDocument[],
): Promise<{ added: number; known: number; documents: number }> {
  let [added, changed] = [0, 0]
  await session.write(async (index, revision) => {
    const missing = items.filter(({ entry }) => !index.rows.has(entry.id))
    const newer = await pickNewer(session, index, documents)
    ;[added, changed] = [missing.length, newer.length]
    return added + changed === 0 ? null : planTogether(session, index, revision, missing, newer)
  })
  return { added, known: items.length - added, documents: changed }
}

async function planTogether(
  session: SealedSession,
  index: VaultIndex,
  revision: number,
  items: readonly VaultItem[],
  documents: readonly VaultDocument[],
): Promise<Change> {
  const forItems = await planItems(session, index, revision, items)
  const forDocuments = await planDocuments(session, index, revision, documents)
  return { ...forDocuments, ...forItems, puts: [...forItems.puts, ...forDocuments.puts] }
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
