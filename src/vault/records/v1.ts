// Version 1 of what is inside sealed records, frozen: its own types, its own checks, no living code. It is only read.
// Entries and the index are JSON with base64 for bytes; a key record is bare PKCS #8 DER and needs nothing here.
// The small checks at the end are as frozen as the rest: later versions build on them.

export interface EntryV1 {
  kind: 'request' | 'authority' | 'identity'
  name: string
  targetId: string
  createdAt: Date
  certificateDer: Uint8Array<ArrayBuffer> | null
  requestDer: Uint8Array<ArrayBuffer> | null
  chain: { name: string; certificateDer: Uint8Array<ArrayBuffer> }[]
}

export interface IndexRowV1 {
  id: string
  name: string
  entryRevision: number
  /** Null when no key is kept. */
  keyRevision: number | null
}

const KINDS: readonly unknown[] = ['request', 'authority', 'identity']
const MAX_TEXT = 1000
const MAX_CHAIN = 100

/** Null when the bytes are not exactly such an entry. */
export function decodeEntryV1(bytes: Uint8Array): EntryV1 | null {
  const value = fromBytes(bytes)
  if (!isObject(value, ['kind', 'name', 'targetId', 'createdAt', 'certificateDer', 'requestDer', 'chain'])) return null
  const { kind, name, targetId } = value
  const createdAt = toDate(value['createdAt'])
  const certificateDer = toDer(value['certificateDer'])
  const requestDer = toDer(value['requestDer'])
  const chain = toChain(value['chain'])
  if (!KINDS.includes(kind) || !isText(name) || !isText(targetId)) return null
  if (createdAt === null || certificateDer === undefined || requestDer === undefined || chain === null) return null
  return { kind: kind as EntryV1['kind'], name, targetId, createdAt, certificateDer, requestDer, chain }
}

/** Null when the bytes are not exactly such an index. */
export function decodeIndexV1(bytes: Uint8Array): IndexRowV1[] | null {
  return toIndexRows(fromBytes(bytes))
}

/** Reads the rows of entries; null when one is none, or stands twice. */
export function toIndexRows(value: unknown): IndexRowV1[] | null {
  if (!Array.isArray(value)) return null
  const rows = value.map(toRow)
  if (!rows.every((row) => row !== null)) return null
  return new Set(rows.map(({ id }) => id)).size === rows.length ? rows : null
}

function toRow(value: unknown): IndexRowV1 | null {
  if (!isObject(value, ['id', 'name', 'entryRevision', 'keyRevision'])) return null
  const { id, name, entryRevision, keyRevision } = value
  if (!isId(id) || !isText(name)) return null
  if (!isRevision(entryRevision) || !(keyRevision === null || isRevision(keyRevision))) return null
  return { id, name, entryRevision, keyRevision }
}

/** Reads the certificates above an entry's own. */
export function toChain(value: unknown): EntryV1['chain'] | null {
  if (!Array.isArray(value) || value.length > MAX_CHAIN) return null
  const links = value.map((link: unknown) => {
    if (!isObject(link, ['name', 'certificateDer']) || !isText(link['name'])) return null
    const certificateDer = toDer(link['certificateDer'])
    return certificateDer ? { name: link['name'], certificateDer } : null
  })
  return links.every((link) => link !== null) ? links : null
}

/** Undefined for what is neither null nor base64 of at least one byte. */
export function toDer(value: unknown): Uint8Array<ArrayBuffer> | null | undefined {
  if (value === null) return null
  if (typeof value !== 'string' || value === '') return undefined
  try {
    return Uint8Array.from(atob(value), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** Reads an instant in the one form that is written. */
export function toDate(value: unknown): Date | null {
  if (typeof value !== 'string') return null
  const date = new Date(value)
  return Number.isNaN(date.getTime()) || date.toISOString() !== value ? null : date
}

/** Tells text that may stand in a record from all else. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TEXT
}

/** Tells the id of an entry. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value)
}

/** Tells a write counter. */
export function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1
}

/** Tells an object with exactly these keys. */
export function isObject(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const found = Object.keys(value)
  return found.length === keys.length && keys.every((key) => found.includes(key))
}

/** Undefined for what is no JSON text. */
export function fromBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
