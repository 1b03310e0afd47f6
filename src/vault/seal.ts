// AES-256-GCM over one record, bound to its place: vault, key, revision and schema version.
// A record that was cut, edited, swapped, replayed or comes from another vault does not open.
import type { Bytes } from '../pki/bytes.ts'

export type RandomBytes = (length: number) => Bytes

/** A record as it lies in storage. */
export interface SealedRecord {
  /** Schema of what is inside. */
  readonly version: number
  /** The vault's write counter when this was written; never used twice for a key. */
  readonly revision: number
  readonly iv: Bytes
  readonly sealed: Bytes
}

/** Where a record belongs. */
export interface RecordPlace {
  readonly vaultId: string
  readonly key: string
  readonly revision: number
  readonly version: number
}

const FORMAT = 'ringroot-vault-record'
/** NIST SP 800-38D §8.2.2: random 96-bit IVs are good for 2^32 records under one key, far beyond any vault. */
export const IV_BYTES = 12
const TAG_BYTES = 16

/** Fills as many octets as asked for from the browser's generator; at most 65536 at once. */
export const browserRandomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))

/** Seals plain bytes under a fresh IV; the plain bytes stay the caller's to wipe. */
export async function sealRecord(
  vaultKey: CryptoKey,
  place: RecordPlace,
  plain: Bytes,
  randomBytes: RandomBytes,
): Promise<SealedRecord> {
  const iv = randomBytes(IV_BYTES)
  const algorithm = { name: 'AES-GCM', iv, additionalData: encodePlace(place) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, vaultKey, plain))
  return { version: place.version, revision: place.revision, iv, sealed }
}

/**
 * Opens a record that was sealed for this key of this vault, at the revision and version it says of itself.
 *
 * @returns null when it was not
 */
export async function openRecord(
  vaultKey: CryptoKey,
  vaultId: string,
  key: string,
  record: SealedRecord,
): Promise<Bytes | null> {
  const additionalData = encodePlace({ vaultId, key, revision: record.revision, version: record.version })
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: record.iv, additionalData }, vaultKey, record.sealed),
    )
  } catch {
    return null
  }
}

/** Checks the form of what storage holds; null for anything but a sealed record. */
export function readSealedRecord(value: unknown): SealedRecord | null {
  if (typeof value !== 'object' || value === null) return null
  const { version, revision, iv, sealed } = value as Partial<Record<keyof SealedRecord, unknown>>
  if (!isCount(version) || !isCount(revision) || !isBytes(iv) || !isBytes(sealed)) return null
  if (iv.length !== IV_BYTES || sealed.length < TAG_BYTES) return null
  return { version, revision, iv, sealed }
}

/** A whole number of at least 1 that arithmetic keeps exact. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1
}

/** Tells octets with a buffer of their own kind from everything else that storage may give back. */
export function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer
}

// A JSON array of strings and numbers has one reading only, so no two places share their bytes.
function encodePlace({ vaultId, key, revision, version }: RecordPlace): Bytes {
  return new TextEncoder().encode(JSON.stringify([FORMAT, vaultId, key, revision, version]))
}
