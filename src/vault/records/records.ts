// From the living entry or document to the newest record version and back; older versions are brought up here.
import type { Bytes } from '../../pki/bytes.ts'
import { findSecret, MAX_DOCUMENT_BYTES, type VaultDocument } from '../document.ts'
import type { Entry } from '../entry.ts'
import { VaultError } from '../errors.ts'
import { decodeDocumentV2, encodeDocumentV2, type JsonV2 } from './document-v2.ts'
import { decodeEntryV1, decodeIndexV1, type IndexRowV1, isId } from './v1.ts'
import {
  decodeEntryV2,
  decodeIndexV2,
  type DocumentRowV2,
  encodeEntryV2,
  encodeIndexV2,
  entryFromV1,
  type EntryV2,
  indexFromV1,
  type IndexV2,
} from './v2.ts'

/** The version that is written; a record of a higher one comes from a newer program. */
export const RECORD_VERSION = 2

/** What the index knows of an entry. */
export type IndexRow = Readonly<IndexRowV1>

/** What the index knows of a document. */
export type DocumentRow = Readonly<DocumentRowV2>

/** All that the index lists, by id. */
export interface IndexRows {
  readonly rows: ReadonlyMap<string, IndexRow>
  readonly documents: ReadonlyMap<string, DocumentRow>
}

/**
 * Writes the body of an entry's record in the newest version; id and key lie elsewhere.
 *
 * @throws TypeError when it could not be read back
 */
export function encodeEntryRecord(entry: Entry): Bytes {
  const { kind, name, targetId, createdAt, certificateDer = null, requestDer = null, chain, source = null } = entry
  const doneSteps = [...entry.doneSteps]
  const record = { kind, name, targetId, createdAt, certificateDer, requestDer, chain: [...chain], source, doneSteps }
  const bytes = encodeEntryV2(record)
  if (!isId(entry.id)) throw new TypeError('Cannot keep entry: its id is not 1 to 64 letters, digits, "-" or "_"')
  if (decodeEntryV2(bytes) === null)
    throw new TypeError('Cannot keep entry: a field is missing, empty, too long or no valid date')
  return bytes
}

/** Reads the body of an entry's record of a version; null when it is none. */
export function decodeEntryRecord(id: string, version: number, bytes: Bytes, hasPrivateKey: boolean): Entry | null {
  const body = decodeAnyEntry(version, bytes)
  if (body === null) return null
  const { certificateDer, requestDer, source, ...rest } = body
  return {
    id,
    ...rest,
    ...(certificateDer && { certificateDer }),
    ...(requestDer && { requestDer }),
    ...(source !== null && { source }),
    hasPrivateKey,
  }
}

function decodeAnyEntry(version: number, bytes: Bytes): EntryV2 | null {
  if (version === RECORD_VERSION) return decodeEntryV2(bytes)
  const old = version === 1 ? decodeEntryV1(bytes) : null
  return old && entryFromV1(old)
}

/**
 * Writes the body of a document's record; its id lies elsewhere.
 *
 * @throws TypeError when it could not be read back, or holds what looks like a passphrase or a private key
 * @throws VaultError `vault/document-too-large`
 */
export function encodeDocumentRecord({ id, kind, name, savedAt, value }: VaultDocument): Bytes {
  if (!isId(id)) throw new TypeError('Cannot keep document: its id is not 1 to 64 letters, digits, "-" or "_"')
  const secret = findSecret(value)
  if (secret !== null) throw new TypeError(`Cannot keep document: its field "${secret}" looks like a secret`)
  const size = new TextEncoder().encode(JSON.stringify(value)).length
  if (size > MAX_DOCUMENT_BYTES) {
    const message = `Cannot keep document: ${String(size)} octets, at most ${String(MAX_DOCUMENT_BYTES)}`
    throw new VaultError('vault/document-too-large', { maxKilobytes: MAX_DOCUMENT_BYTES / 1024 }, message)
  }
  // Fields that are undefined drop out as JSON is written.
  const bytes = encodeDocumentV2({ kind, name, savedAt, value: value as JsonV2 })
  if (decodeDocumentV2(bytes) === null)
    throw new TypeError('Cannot keep document: a field is empty, too long, too deep or not plain JSON')
  return bytes
}

/** Reads the body of a document's record of a version; null when it is none. */
export function decodeDocumentRecord(id: string, version: number, bytes: Bytes): VaultDocument | null {
  const document = version === RECORD_VERSION ? decodeDocumentV2(bytes) : null
  return document && { id, ...document }
}

/** Writes the body of the index in the newest version. */
export const encodeIndexRecord = ({ rows, documents }: IndexRows): Bytes =>
  encodeIndexV2({ entries: [...rows.values()], documents: [...documents.values()] })

/** Reads the body of the index of a version; null when it is none. */
export function decodeIndexRecord(version: number, bytes: Bytes): IndexRows | null {
  const index = decodeAnyIndex(version, bytes)
  return index && { rows: byId(index.entries), documents: byId(index.documents) }
}

function decodeAnyIndex(version: number, bytes: Bytes): IndexV2 | null {
  if (version === RECORD_VERSION) return decodeIndexV2(bytes)
  const old = version === 1 ? decodeIndexV1(bytes) : null
  return old && indexFromV1(old)
}

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))
