// From the living entry to the newest record version and back; older versions are brought up here.
import type { Bytes } from '../../pki/bytes.ts'
import type { Entry } from '../entry.ts'
import { decodeEntryV1, decodeIndexV1, encodeEntryV1, encodeIndexV1, type IndexRowV1 } from './v1.ts'

/** The version that is written; a record of a higher one comes from a newer program. */
export const RECORD_VERSION = 1

/** What the index knows of an entry. */
export type IndexRow = Readonly<IndexRowV1>

/**
 * Writes the body of an entry's record; id and key lie elsewhere.
 *
 * @throws TypeError when it could not be read back
 */
export function encodeEntryRecord(entry: Entry): Bytes {
  const { kind, name, targetId, createdAt, certificateDer = null, requestDer = null, chain } = entry
  const bytes = encodeEntryV1({ kind, name, targetId, createdAt, certificateDer, requestDer, chain: [...chain] })
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(entry.id))
    throw new TypeError('Cannot keep entry: its id is not 1 to 64 letters, digits, "-" or "_"')
  if (decodeEntryV1(bytes) === null)
    throw new TypeError('Cannot keep entry: a field is empty, too long or no valid date')
  return bytes
}

/** Reads the body of an entry's record; null when it is none. */
export function decodeEntryRecord(id: string, bytes: Bytes, hasPrivateKey: boolean): Entry | null {
  const body = decodeEntryV1(bytes)
  if (body === null) return null
  const { certificateDer, requestDer, ...rest } = body
  return { id, ...rest, ...(certificateDer && { certificateDer }), ...(requestDer && { requestDer }), hasPrivateKey }
}

/** Writes the body of the index in the newest version. */
export const encodeIndexRecord = (rows: Iterable<IndexRow>): Bytes => encodeIndexV1([...rows])

/** Reads the body of the index; null when it is none. */
export function decodeIndexRecord(bytes: Bytes): ReadonlyMap<string, IndexRow> | null {
  const rows = decodeIndexV1(bytes)
  return rows && new Map(rows.map((row) => [row.id, row]))
}
