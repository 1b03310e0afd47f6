// Small named things of the person beside the entries: forms they filled, targets they changed, what they chose last.
// They lie in the vault like all else, and hold no secret all the same.
import { VaultError } from './errors.ts'

/** `template`: a filled form under a name; `target`: a copy of a target, changed; `defaults`: the last choices for a target. */
export type DocumentKind = 'template' | 'target' | 'defaults'

/** Every kind of document. */
export const documentKinds: readonly DocumentKind[] = ['template', 'target', 'defaults']

/** What JSON can hold, so that it comes back as it went in. */
export type PlainJson =
  null | boolean | number | string | readonly PlainJson[] | { readonly [name: string]: PlainJson | undefined }

export interface VaultDocument {
  /** 1 to 64 letters, digits, `-` or `_`, of its own among the documents of every kind. */
  readonly id: string
  readonly kind: DocumentKind
  /** 1 to 1000 characters; what a person typed comes from `parseEntryName`. */
  readonly name: string
  /** Where two of one id meet, in a restore say, the newest stays. */
  readonly savedAt: Date
  /** At most 64 KB as JSON, 32 levels deep; no passphrase and no private key. */
  readonly value: PlainJson
}

/** In octets of UTF-8 JSON. */
export const MAX_DOCUMENT_BYTES = 65_536
/** In a vault, of all kinds together. */
export const MAX_DOCUMENTS = 500

/** Tells whether a document takes the place of the one that is kept under its id; of two of one instant the kept one stays. */
export const isNewer = (document: VaultDocument, kept: VaultDocument | undefined): boolean =>
  kept === undefined || document.savedAt > kept.savedAt

/**
 * Refuses more documents than a vault may hold.
 *
 * @throws VaultError `vault/documents-full`
 */
export function refuseTooMany(count: number): void {
  if (count <= MAX_DOCUMENTS) return
  const message = `Cannot keep document: ${String(MAX_DOCUMENTS)} are kept already`
  throw new VaultError('vault/documents-full', { maxCount: MAX_DOCUMENTS }, message)
}

const SECRET_NAME = /pass-?_?(?:phrase|word|code)|secret|private-?_?key/i

/**
 * Looks for what no document may hold: text in a field that is named like a passphrase or a private key, and private keys
 * as PEM anywhere. Limits such as `passphrase: { minLength: 7 }` of a target are no text.
 *
 * @returns the name of the field, or null
 */
export function findSecret(value: PlainJson | undefined, name = ''): string | null {
  if (typeof value === 'string') return SECRET_NAME.test(name) || value.includes('PRIVATE KEY-----') ? name : null
  if (typeof value !== 'object' || value === null) return null
  const fields = Array.isArray(value) ? value.map((item: PlainJson) => [name, item] as const) : Object.entries(value)
  for (const [key, field] of fields) {
    const found = findSecret(field, key)
    if (found !== null) return found
  }
  return null
}
