// A document inside a sealed record of version 2, frozen: its own type, its own checks, no living code but version 1's.
import { fromBytes, isObject, isText, toDate } from './v1.ts'

export type JsonV2 = null | boolean | number | string | JsonV2[] | { [name: string]: JsonV2 }

export interface DocumentV2 {
  kind: 'template' | 'target' | 'defaults'
  name: string
  savedAt: Date
  value: JsonV2
}

const KINDS: readonly unknown[] = ['template', 'target', 'defaults']
const MAX_VALUE_BYTES = 65_536
// The name, escaped, and the rest of the record around the value.
const MAX_RECORD_BYTES = MAX_VALUE_BYTES + 8192
const MAX_DEPTH = 32

/** Gives UTF-8 JSON, the instant in ISO 8601. */
export function encodeDocumentV2({ kind, name, savedAt, value }: DocumentV2): Uint8Array<ArrayBuffer> {
  return toUtf8({ kind, name, savedAt: savedAt.toISOString(), value })
}

/** Null when the bytes are not exactly such a document. */
export function decodeDocumentV2(bytes: Uint8Array): DocumentV2 | null {
  if (bytes.length > MAX_RECORD_BYTES) return null
  const record = fromBytes(bytes)
  if (!isObject(record, ['kind', 'name', 'savedAt', 'value'])) return null
  const { kind, name, value } = record
  const savedAt = toDate(record['savedAt'])
  if (!KINDS.includes(kind) || !isText(name) || savedAt === null || !isPlain(value, MAX_DEPTH)) return null
  if (toUtf8(value).length > MAX_VALUE_BYTES) return null
  return { kind: kind as DocumentV2['kind'], name, savedAt, value }
}

/** Tells what means the same wherever it is read: no number beyond JSON's, no field that reaches a prototype. */
function isPlain(value: unknown, depth: number): value is JsonV2 {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth === 0) return false
  if (Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every((field) => isPlain(field, depth - 1))
}

function toUtf8(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}
