// What the vault keeps: one entry per request, authority, identity or trusted certificate. A private key is never part of it.
import type { Bytes } from '../pki/bytes.ts'

/**
 * `request`: a pending CSR; `authority`: a CA certificate; `identity`: an end-entity certificate. Each usually with its key.
 * `trusted`: a certificate that is trusted, a CA's or a pinned peer's; never with a key, and never offered as issuer.
 */
export type EntryKind = 'request' | 'authority' | 'identity' | 'trusted'

/** One CA certificate above an entry's own. */
export interface ChainLink {
  readonly name: string
  readonly certificateDer: Bytes
}

/** Gives the id of a new entry. */
export const newEntryId = (): string => crypto.randomUUID()

export interface Entry {
  /** 1 to 64 letters, digits, `-` or `_`; a random UUID in practice. */
  readonly id: string
  readonly kind: EntryKind
  /** As `parseEntryName` returns it. */
  readonly name: string
  readonly targetId: string
  /** For a trusted certificate the day it was added. */
  readonly createdAt: Date
  /** A trusted entry always has one. */
  readonly certificateDer?: Bytes
  readonly requestDer?: Bytes
  /** From the entry's issuer upwards; empty for a root and for a request. */
  readonly chain: readonly ChainLink[]
  /** Where a trusted certificate was taken from, in words: a file's name, say. 1 to 1000 characters. */
  readonly source?: string
  /** Ids of the steps of the target's instructions that are ticked; at most 500, none twice. */
  readonly doneSteps: readonly string[]
  /** Whether the vault holds the key as well; what is read back always tells what the vault really holds. */
  readonly hasPrivateKey: boolean
}

/**
 * Refuses a key for what is only trusted.
 *
 * @throws TypeError for a trusted entry with a key
 */
export function refuseTrustedKey({ kind }: Entry, hasPrivateKey: boolean): void {
  if (kind === 'trusted' && hasPrivateKey) throw new TypeError('Cannot keep entry: a trusted certificate has no key')
}
