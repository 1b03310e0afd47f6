// The shape of one target: what is true of a PBX, phone or client, as data with its source.
import type { HashId, KeyAlgorithmId } from '../pki/algorithms.ts'

/** What goes into a file, before it has a name. */
export type FileContent =
  | 'request-pem'
  | 'private-key-pem'
  | 'certificate-pem'
  | 'certificate-der'
  /** Leaf, intermediates, root, in this order. */
  | 'chain-pem'
  | 'root-pem'
  | 'pkcs12'

/** One file that a target wants. */
export interface FileRecipe {
  /** File name with the placeholders `{name}`, `{issuer}` and `{root}`: names of the entry, its issuer and its root. */
  readonly name: string
  readonly content: FileContent
}

/** Files by what was made. */
export interface TargetFiles {
  readonly request: readonly FileRecipe[]
  readonly root: readonly FileRecipe[]
  readonly intermediate: readonly FileRecipe[]
  readonly certificate: readonly FileRecipe[]
}

export interface Target {
  readonly id: string
  /** The name on the device and in every language: it is not translated. */
  readonly label: string
  readonly keyAlgorithms: readonly KeyAlgorithmId[]
  readonly hashes: readonly HashId[]
  /** Lengths of the passphrase of a `.p12`, in characters. */
  readonly passphrase: { readonly minLength: number; readonly maxLength: number }
  readonly files: TargetFiles
  /** Where the facts come from; empty for the generic target, which states none. */
  readonly sources: readonly string[]
}
