// What can go wrong in the vault room: one class, permanent codes, typed details.
// No message or detail ever holds a passphrase, a key or a private byte.
import type { PassphraseWeakness } from './passphrase-strength.ts'

/** What each failure carries, keyed by its permanent code. */
export interface VaultErrorDetail {
  /** The vault was locked, or a vault is there that nobody has unlocked. */
  'vault/locked': Record<string, never>
  'vault/absent': Record<string, never>
  'vault/exists': Record<string, never>
  /** Another vault stands where the unlocked one stood; nothing was written. */
  'vault/replaced': Record<string, never>
  /** Wrong passphrase or damaged header: the two cannot be told apart. */
  'vault/passphrase-refused': Record<string, never>
  'vault/passphrase-weak': { reason: PassphraseWeakness }
  'vault/storage-full': Record<string, never>
  'vault/storage-refused': Record<string, never>
  'vault/entry-unknown': { id: string }
  'vault/key-absent': { id: string; name: string }
  /** The record was cut, edited, swapped, replayed or is gone; `name` is the id where the index has no name. */
  'vault/record-damaged': { id: string; name: string }
  /** A record that the index does not list: from another vault, or from before. */
  'vault/record-foreign': { id: string; name: string }
  /** Written by a newer version of this program; kept as it is. */
  'vault/record-newer': { id: string; name: string }
  /** Entries can still be read; writing is refused until `repairIndex`. */
  'vault/index-damaged': Record<string, never>
  'vault/document-too-large': { maxKilobytes: number }
  'vault/documents-full': { maxCount: number }
  'vault/backup-unreadable': Record<string, never>
  'vault/backup-newer': { version: number }
  'vault/name-empty': Record<string, never>
  'vault/name-too-long': { maxLength: number }
  'vault/name-invalid': Record<string, never>
}
export type VaultErrorCode = keyof VaultErrorDetail

/** A failure of storage, passphrase or stored data, never a caller's mistake. */
export class VaultError<C extends VaultErrorCode = VaultErrorCode> extends Error {
  override readonly name = 'VaultError'
  readonly code: C
  readonly detail: VaultErrorDetail[C]

  constructor(code: C, detail: VaultErrorDetail[C], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}

/** Discriminated on `code`, so a `switch` narrows `detail`. */
export type AnyVaultError = { [C in VaultErrorCode]: VaultError<C> }[VaultErrorCode]
