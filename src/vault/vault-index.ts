// The sealed index: which records belong to the vault, at which revision, under which name. It is what tells a replayed,
// removed-and-put-back or foreign record from a living one. Rolling the whole store back to an older state, index and
// records together, cannot be told after a reload: nothing outside the store remembers.
import { MAX_DOCUMENTS, type VaultDocument } from './document.ts'
import { type Entry } from './entry.ts'
import { VaultError } from './errors.ts'
import { type VaultSecret } from './header.ts'
import { documentKey, entryKey, INDEX_KEY, keyKey } from './record-store.ts'
import {
  decodeDocumentRecord,
  decodeEntryRecord,
  decodeIndexRecord,
  type DocumentRow,
  encodeIndexRecord,
  type IndexRow,
  type IndexRows,
  RECORD_VERSION,
} from './records/records.ts'
import { openRecord, type RandomBytes, readSealedRecord, type SealedRecord, sealRecord } from './seal.ts'
import type { DamageCode } from './vault.ts'

export interface VaultIndex extends IndexRows {
  /** The vault's write counter: one more for each write. */
  readonly revision: number
}

export type OpenedIndex =
  | ({ readonly ok: true } & VaultIndex)
  | { readonly ok: false; readonly code: 'vault/index-damaged' | 'vault/record-newer' }

/** What opening an entry's record came to. */
export type OpenedEntry =
  { readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly code: DamageCode }

/**
 * Opens the index.
 *
 * @param minRevision - the highest revision this tab has seen: a lower one is an older index put back
 */
export async function openIndex(
  { header, vaultKey }: VaultSecret,
  stored: unknown,
  minRevision: number,
): Promise<OpenedIndex> {
  const record = readSealedRecord(stored)
  const bytes = record && (await openRecord(vaultKey, header.vaultId, INDEX_KEY, record))
  if (record === null || bytes === null || record.revision < minRevision)
    return { ok: false, code: 'vault/index-damaged' }
  if (record.version > RECORD_VERSION) return { ok: false, code: 'vault/record-newer' }
  const listed = decodeIndexRecord(record.version, bytes)
  return listed === null
    ? { ok: false, code: 'vault/index-damaged' }
    : { ok: true, revision: record.revision, ...listed }
}

/** Seals the index at a revision. */
export function sealIndex(
  { header, vaultKey }: VaultSecret,
  { revision, ...listed }: VaultIndex,
  randomBytes: RandomBytes,
): Promise<SealedRecord> {
  const place = { vaultId: header.vaultId, key: INDEX_KEY, revision, version: RECORD_VERSION }
  return sealRecord(vaultKey, place, encodeIndexRecord(listed), randomBytes)
}

/**
 * Opens an entry's record as the index wants it.
 *
 * @param row - undefined where the index does not list the entry
 */
export async function openEntry(
  { header, vaultKey }: VaultSecret,
  id: string,
  row: IndexRow | undefined,
  stored: unknown,
): Promise<OpenedEntry> {
  if (row === undefined) return { ok: false, code: 'vault/record-foreign' }
  const record = readSealedRecord(stored)
  if (record?.revision !== row.entryRevision) return { ok: false, code: 'vault/record-damaged' }
  const bytes = await openRecord(vaultKey, header.vaultId, entryKey(id), record)
  if (bytes === null) return { ok: false, code: 'vault/record-damaged' }
  if (record.version > RECORD_VERSION) return { ok: false, code: 'vault/record-newer' }
  const entry = decodeEntryRecord(id, record.version, bytes, row.keyRevision !== null)
  return entry === null ? { ok: false, code: 'vault/record-damaged' } : { ok: true, entry }
}

/** What opening a document's record came to. */
export type OpenedDocument =
  { readonly ok: true; readonly document: VaultDocument } | { readonly ok: false; readonly code: DamageCode }

/** Opens a document's record as the index wants it. */
export async function openDocument(
  { header, vaultKey }: VaultSecret,
  row: Pick<DocumentRow, 'id' | 'revision'>,
  stored: unknown,
): Promise<OpenedDocument> {
  const record = readSealedRecord(stored)
  if (record?.revision !== row.revision) return { ok: false, code: 'vault/record-damaged' }
  const bytes = await openRecord(vaultKey, header.vaultId, documentKey(row.id), record)
  if (bytes === null) return { ok: false, code: 'vault/record-damaged' }
  if (record.version > RECORD_VERSION) return { ok: false, code: 'vault/record-newer' }
  const document = decodeDocumentRecord(row.id, record.version, bytes)
  return document === null ? { ok: false, code: 'vault/record-damaged' } : { ok: true, document }
}

/**
 * Makes an index from the records that open by themselves, for a vault whose own index does not. Each is of this vault
 * and in its place; whether it is the newest of its id cannot be told.
 *
 * @param records - everything under `entry/`, `key/` and `document/`
 */
export async function reconstructIndex(
  secret: VaultSecret,
  records: ReadonlyMap<string, unknown>,
  minRevision: number,
): Promise<VaultIndex> {
  const rows = new Map<string, IndexRow>()
  let revision = minRevision
  for (const [key, stored] of records) {
    if (!key.startsWith('entry/')) continue
    const id = key.slice('entry/'.length)
    const entryRevision = readSealedRecord(stored)?.revision
    if (entryRevision === undefined) continue
    const keyRevision = await revisionOfOpening(secret, keyKey(id), records.get(keyKey(id)))
    const row = { id, name: id, entryRevision, keyRevision }
    const opened = await openEntry(secret, id, row, stored)
    if (opened.ok) rows.set(id, { ...row, name: opened.entry.name })
    revision = Math.max(revision, opened.ok ? entryRevision : 0, keyRevision ?? 0)
  }
  const documents = new Map<string, DocumentRow>()
  for (const [key, stored] of records) {
    if (!key.startsWith('document/') || documents.size === MAX_DOCUMENTS) continue
    const row = await documentRowOfOpening(secret, key.slice('document/'.length), stored)
    if (row === null) continue
    documents.set(row.id, row)
    revision = Math.max(revision, row.revision)
  }
  return { revision, rows, documents }
}

async function documentRowOfOpening(secret: VaultSecret, id: string, stored: unknown): Promise<DocumentRow | null> {
  const revision = readSealedRecord(stored)?.revision
  if (revision === undefined) return null
  const opened = await openDocument(secret, { id, revision }, stored)
  if (!opened.ok) return null
  const { kind, name } = opened.document
  return { id, kind, name, revision }
}

async function revisionOfOpening(
  { header, vaultKey }: VaultSecret,
  key: string,
  stored: unknown,
): Promise<number | null> {
  const record = readSealedRecord(stored)
  const bytes = record && (await openRecord(vaultKey, header.vaultId, key, record))
  bytes?.fill(0)
  return record !== null && bytes !== null ? record.revision : null
}

/** Makes the error for a record that did not open. */
export function damageError(code: DamageCode, id: string, name = id): VaultError {
  if (code === 'vault/index-damaged')
    return new VaultError(code, {}, 'Cannot use vault index: damaged or replaced by an older one')
  return new VaultError(code, { id, name }, `Cannot open record "${id}": ${damageWords[code]}`)
}

const damageWords = {
  'vault/record-damaged': 'damaged, edited or replaced by an older one',
  'vault/record-foreign': 'not listed in the index of this vault',
  'vault/record-newer': 'written by a newer version',
} as const
