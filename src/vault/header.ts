// The vault's header: its id, and its random key sealed under the passphrase. Changing the passphrase, or raising the
// iterations, seals that one key anew and touches no record.
import { type Bytes, encodeHex } from '../pki/bytes.ts'
import { VaultError } from './errors.ts'
import { normalizePassphrase } from './passphrase-strength.ts'
import { isBytes, isCount, IV_BYTES, type RandomBytes } from './seal.ts'

export interface VaultHeader {
  readonly format: 'ringroot-vault'
  readonly version: 1
  /** 32 lower-case hexadecimal digits. */
  readonly vaultId: string
  /** Of PBKDF2-HMAC-SHA-256. */
  readonly iterations: number
  readonly salt: Bytes
  readonly iv: Bytes
  /** AES-256-GCM over the 32 bytes of the vault key. */
  readonly sealedKey: Bytes
}

/** What an unlocked vault works with. */
export interface VaultSecret {
  readonly header: VaultHeader
  /** AES-256-GCM, non-extractable. */
  readonly vaultKey: CryptoKey
}

// OWASP Password Storage Cheat Sheet (2023): at least 600 000 for PBKDF2-HMAC-SHA256.
export const MIN_ITERATIONS = 600_000
// A header that an attacker edited must not stall the page: this is a few seconds on a slow machine.
export const MAX_ITERATIONS = 10_000_000
/** 0.1 to 0.4 s on the machines measured; the sealed data can be copied and guessed at, so more than the least. */
export const DEFAULT_ITERATIONS = 1_000_000
const SALT_BYTES = 32
const KEY_BYTES = 32
const VAULT_ID_BYTES = 16
const SEALED_KEY_BYTES = KEY_BYTES + 16

/**
 * Makes a vault: random id, random key, sealed under the passphrase.
 *
 * @throws RangeError when the iterations are out of bounds
 */
export async function createVaultHeader(
  passphrase: string,
  iterations: number,
  randomBytes: RandomBytes,
): Promise<VaultSecret> {
  const keyBytes = randomBytes(KEY_BYTES)
  try {
    const header = await sealHeader(
      encodeHex(randomBytes(VAULT_ID_BYTES)),
      keyBytes,
      passphrase,
      iterations,
      randomBytes,
    )
    const vaultKey = await crypto.subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
    return { header, vaultKey }
  } finally {
    keyBytes.fill(0)
  }
}

/**
 * Opens a header that storage or a file holds; the key's bytes never reach this page's memory.
 *
 * @throws VaultError `vault/passphrase-refused` for a wrong passphrase and for a damaged header alike; `vault/record-newer`
 */
export async function openVaultHeader(stored: unknown, passphrase: string): Promise<VaultSecret> {
  const header = requireHeader(stored)
  const wrappingKey = await deriveWrappingKey(passphrase, header.salt, header.iterations)
  try {
    const vaultKey = await crypto.subtle.unwrapKey(
      'raw',
      header.sealedKey,
      wrappingKey,
      sealing(header),
      'AES-GCM',
      false,
      ['encrypt', 'decrypt'],
    )
    return { header, vaultKey }
  } catch (cause) {
    throw passphraseRefused(cause)
  }
}

/**
 * Seals the same vault key under another passphrase, or more iterations, with a new salt.
 * A copy of the old header still opens with the old passphrase: that is no loss of the vault key, but no new one either.
 *
 * @throws VaultError as `openVaultHeader`; RangeError when the iterations are out of bounds
 */
export async function resealVaultHeader(
  stored: unknown,
  { from, to, iterations, randomBytes }: { from: string; to: string; iterations: number; randomBytes: RandomBytes },
): Promise<VaultHeader> {
  const header = requireHeader(stored)
  const wrappingKey = await deriveWrappingKey(from, header.salt, header.iterations)
  let keyBytes: Bytes
  try {
    keyBytes = new Uint8Array(await crypto.subtle.decrypt(sealing(header), wrappingKey, header.sealedKey))
  } catch (cause) {
    throw passphraseRefused(cause)
  }
  try {
    return await sealHeader(header.vaultId, keyBytes, to, iterations, randomBytes)
  } finally {
    keyBytes.fill(0)
  }
}

/** Checks the form and the bounds of a stored header; null for anything else. */
export function readHeader(stored: unknown): VaultHeader | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { format, version, vaultId, iterations, salt, iv, sealedKey } = stored as Partial<
    Record<keyof VaultHeader, unknown>
  >
  if (format !== 'ringroot-vault' || version !== 1) return null
  if (typeof vaultId !== 'string' || !/^[0-9a-f]{32}$/.test(vaultId)) return null
  if (!isCount(iterations) || iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) return null
  if (!isBytes(salt) || salt.length !== SALT_BYTES || !isBytes(iv) || iv.length !== IV_BYTES) return null
  if (!isBytes(sealedKey) || sealedKey.length !== SEALED_KEY_BYTES) return null
  return { format, version, vaultId, iterations, salt, iv, sealedKey }
}

function requireHeader(stored: unknown): VaultHeader {
  const header = readHeader(stored)
  if (header !== null) return header
  const { format, version } = (stored ?? {}) as { format?: unknown; version?: unknown }
  if (format === 'ringroot-vault' && isCount(version) && version > 1) {
    throw new VaultError(
      'vault/record-newer',
      { id: 'header', name: 'header' },
      'Cannot unlock vault: written by a newer version',
    )
  }
  throw passphraseRefused()
}

async function sealHeader(
  vaultId: string,
  keyBytes: Bytes,
  passphrase: string,
  iterations: number,
  randomBytes: RandomBytes,
): Promise<VaultHeader> {
  if (!isCount(iterations) || iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
    throw new RangeError(`iterations must be ${String(MIN_ITERATIONS)} to ${String(MAX_ITERATIONS)}`)
  }
  const unsealed = {
    format: 'ringroot-vault',
    version: 1,
    vaultId,
    iterations,
    salt: randomBytes(SALT_BYTES),
    iv: randomBytes(IV_BYTES),
  } as const
  const wrappingKey = await deriveWrappingKey(passphrase, unsealed.salt, iterations)
  return {
    ...unsealed,
    sealedKey: new Uint8Array(await crypto.subtle.encrypt(sealing(unsealed), wrappingKey, keyBytes)),
  }
}

// Salt and iterations are bound through the derived key already; format, version and id are bound here.
function sealing({ format, version, vaultId, iv }: Omit<VaultHeader, 'sealedKey'>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(JSON.stringify([format, version, vaultId])) }
}

async function deriveWrappingKey(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(normalizePassphrase(passphrase))
  try {
    const baseKey = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey'])
    const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
    return await crypto.subtle.deriveKey(algorithm, baseKey, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
      'unwrapKey',
    ])
  } finally {
    secret.fill(0)
  }
}

function passphraseRefused(cause?: unknown): VaultError {
  return new VaultError('vault/passphrase-refused', {}, 'Cannot unlock vault: wrong passphrase or damaged header', {
    cause,
  })
}
