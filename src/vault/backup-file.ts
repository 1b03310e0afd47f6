// The form of a vault file: JSON with base64 for bytes, all of it sealed already but ids, sizes and the header's numbers.
import { type Bytes, decodeBase64, encodeBase64 } from '../pki/bytes.ts'
import { VaultError } from './errors.ts'
import { readHeader, type VaultHeader } from './header.ts'
import { isCount, readSealedRecord, type SealedRecord } from './seal.ts'

export interface VaultFile {
  readonly header: VaultHeader
  /** Sealed records under their storage keys, the index among them. */
  readonly records: ReadonlyMap<string, SealedRecord>
}

const FORMAT = 'ringroot-vault-backup'
/** 2 since its records may be of version 2, which a program that writes 1 does not open. */
const VERSION = 2
const RECORD_KEY = /^(?:vault\/index|(?:entry|key|document)\/[A-Za-z0-9_-]{1,64})$/

/** Writes a vault file: UTF-8 JSON. */
export function encodeVaultFile({ header, records }: VaultFile): Bytes {
  const { salt, iv, sealedKey, ...plain } = header
  const file = {
    format: FORMAT,
    version: VERSION,
    header: { ...plain, salt: encodeBase64(salt), iv: encodeBase64(iv), sealedKey: encodeBase64(sealedKey) },
    records: Array.from(records, ([key, record]) => ({
      key,
      version: record.version,
      revision: record.revision,
      iv: encodeBase64(record.iv),
      sealed: encodeBase64(record.sealed),
    })),
  }
  return new TextEncoder().encode(JSON.stringify(file))
}

/**
 * Reads the form of a vault file; nothing is opened yet.
 *
 * @throws VaultError `vault/backup-unreadable` or `vault/backup-newer`
 */
export function decodeVaultFile(bytes: Bytes): VaultFile {
  const file = parseJson(bytes)
  if (!isObject(file) || file['format'] !== FORMAT || !isCount(file['version'])) throw unreadable('not a vault file')
  const version = file['version']
  if (version > VERSION)
    throw new VaultError(
      'vault/backup-newer',
      { version },
      `Cannot read vault file: version ${String(version)} is newer`,
    )
  const stored = file['header']
  const header = isObject(stored)
    ? readHeader({
        ...stored,
        salt: toBytes(stored['salt']),
        iv: toBytes(stored['iv']),
        sealedKey: toBytes(stored['sealedKey']),
      })
    : null
  if (header === null || !Array.isArray(file['records'])) throw unreadable('header damaged')
  const pairs = file['records'].map(toRecord)
  const records = new Map(pairs)
  if (records.size !== pairs.length) throw unreadable('a record stands twice')
  return { header, records }
}

function toRecord(value: unknown): [string, SealedRecord] {
  if (!isObject(value) || typeof value['key'] !== 'string' || !RECORD_KEY.test(value['key']))
    throw unreadable('record damaged')
  const record = readSealedRecord({ ...value, iv: toBytes(value['iv']), sealed: toBytes(value['sealed']) })
  if (record === null) throw unreadable('record damaged')
  return [value['key'], record]
}

function toBytes(value: unknown): Bytes | null {
  return typeof value === 'string' ? decodeBase64(value) : null
}

function parseJson(bytes: Bytes): unknown {
  try {
    // A byte order mark, as editors leave one, is dropped by the decoder.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw unreadable('no JSON text', cause)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unreadable(why: string, cause?: unknown): VaultError {
  return new VaultError('vault/backup-unreadable', {}, `Cannot read vault file: ${why}`, { cause })
}
