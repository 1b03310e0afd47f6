// Version 2 of what is inside sealed records, frozen: trusted certificates, where an entry comes from, the steps that are
// done, and an index that lists documents too. It imports nothing but version 1, which is frozen itself.
import {
  type EntryV1,
  fromBytes,
  type IndexRowV1,
  isId,
  isObject,
  isRevision,
  isText,
  toChain,
  toDate,
  toDer,
  toIndexRows,
} from './v1.ts'

export interface EntryV2 extends Omit<EntryV1, 'kind'> {
  kind: EntryV1['kind'] | 'trusted'
  /** Where a trusted certificate was taken from. */
  source: string | null
  /** Ids of steps. */
  doneSteps: string[]
}

export interface DocumentRowV2 {
  id: string
  kind: 'template' | 'target' | 'defaults'
  name: string
  revision: number
}

export interface IndexV2 {
  entries: IndexRowV1[]
  documents: DocumentRowV2[]
}

const KINDS: readonly unknown[] = ['request', 'authority', 'identity', 'trusted']
const DOCUMENT_KINDS: readonly unknown[] = ['template', 'target', 'defaults']
const ENTRY_KEYS = ['kind', 'name', 'targetId', 'createdAt', 'certificateDer', 'requestDer', 'chain']
const MAX_STEPS = 500
const MAX_DOCUMENTS = 500

/** Brings an entry of version 1 up. */
export function entryFromV1(entry: EntryV1): EntryV2 {
  return { ...entry, source: null, doneSteps: [] }
}

/** Brings an index of version 1 up. */
export function indexFromV1(entries: IndexRowV1[]): IndexV2 {
  return { entries, documents: [] }
}

/** Gives UTF-8 JSON, octets in base64, instants in ISO 8601. */
export function encodeEntryV2(entry: EntryV2): Uint8Array<ArrayBuffer> {
  return toBytes({
    kind: entry.kind,
    name: entry.name,
    targetId: entry.targetId,
    createdAt: entry.createdAt.toISOString(),
    certificateDer: entry.certificateDer && toBase64(entry.certificateDer),
    requestDer: entry.requestDer && toBase64(entry.requestDer),
    chain: entry.chain.map(({ name, certificateDer }) => ({ name, certificateDer: toBase64(certificateDer) })),
    source: entry.source,
    doneSteps: entry.doneSteps,
  })
}

/** Null when the bytes are not exactly such an entry; a trusted one is nothing without its certificate. */
export function decodeEntryV2(bytes: Uint8Array): EntryV2 | null {
  const value = fromBytes(bytes)
  if (!isObject(value, [...ENTRY_KEYS, 'source', 'doneSteps'])) return null
  const { kind, name, targetId, source, doneSteps } = value
  const createdAt = toDate(value['createdAt'])
  const certificateDer = toDer(value['certificateDer'])
  const requestDer = toDer(value['requestDer'])
  const chain = toChain(value['chain'])
  if (!KINDS.includes(kind) || !isText(name) || !isText(targetId)) return null
  if (createdAt === null || certificateDer === undefined || requestDer === undefined || chain === null) return null
  if (!(source === null || isText(source)) || !isSteps(doneSteps)) return null
  if (kind === 'trusted' && certificateDer === null) return null
  return {
    kind: kind as EntryV2['kind'],
    name,
    targetId,
    createdAt,
    certificateDer,
    requestDer,
    chain,
    source,
    doneSteps,
  }
}

/** Gives UTF-8 JSON: one row an entry, one row a document. */
export function encodeIndexV2({ entries, documents }: IndexV2): Uint8Array<ArrayBuffer> {
  return toBytes({
    entries: entries.map(({ id, name, entryRevision, keyRevision }) => ({ id, name, entryRevision, keyRevision })),
    documents: documents.map(({ id, kind, name, revision }) => ({ id, kind, name, revision })),
  })
}

/** Null when the bytes are not exactly such an index. */
export function decodeIndexV2(bytes: Uint8Array): IndexV2 | null {
  const value = fromBytes(bytes)
  if (!isObject(value, ['entries', 'documents'])) return null
  const entries = toIndexRows(value['entries'])
  const documents = toDocumentRows(value['documents'])
  return entries === null || documents === null ? null : { entries, documents }
}

function toDocumentRows(value: unknown): DocumentRowV2[] | null {
  if (!Array.isArray(value) || value.length > MAX_DOCUMENTS) return null
  const rows = value.map(toDocumentRow)
  if (!rows.every((row) => row !== null)) return null
  return new Set(rows.map(({ id }) => id)).size === rows.length ? rows : null
}

function toDocumentRow(value: unknown): DocumentRowV2 | null {
  if (!isObject(value, ['id', 'kind', 'name', 'revision'])) return null
  const { id, kind, name, revision } = value
  if (!isId(id) || !DOCUMENT_KINDS.includes(kind) || !isText(name) || !isRevision(revision)) return null
  return { id, kind: kind as DocumentRowV2['kind'], name, revision }
}

function isSteps(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.length <= MAX_STEPS && value.every(isText) && new Set(value).size === value.length
  )
}

function toBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let offset = 0; offset < bytes.length; offset += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(offset, offset + 0x8000))
  }
  return btoa(binary)
}
