// What the vault keeps: one entry per request, authority or identity. Its private key is never part of it.
import type { Bytes } from '../pki/bytes.ts'

/** `request`: a pending CSR; `authority`: a CA certificate; `identity`: an end-entity certificate. Each usually with its key. */
export type EntryKind = 'request' | 'authority' | 'identity'

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
  readonly createdAt: Date
  readonly certificateDer?: Bytes
  readonly requestDer?: Bytes
  /** From the entry's issuer upwards; empty for a root and for a request. */
  readonly chain: readonly ChainLink[]
  /** Whether the vault holds the key as well; what is read back always tells what the vault really holds. */
  readonly hasPrivateKey: boolean
}
