// The shape of one target: what is true of a PBX, phone or client, as data with its source.
import type { HashId, KeyAlgorithmId } from '../pki/algorithms.ts'
import type { Protection } from '../pki/pbes2.ts'

/** What goes into a file, before it has a name. */
export type FileContent =
  | 'request-pem'
  | 'private-key-pem'
  /** PKCS #8 in binary form. */
  | 'private-key-der'
  /** PKCS #1 of an RSA key, SEC 1 of an EC key; PKCS #8 where there is neither. */
  | 'private-key-traditional'
  | 'certificate-pem'
  | 'certificate-der'
  /** Leaf, intermediates, root, in this order. */
  | 'chain-pem'
  /** The chain, and the key behind it. */
  | 'combined-pem'
  | 'root-pem'
  /** One file for each CA certificate above the certificate, its issuer first. */
  | 'authority-pem'
  | 'authority-der'
  | 'pkcs7-pem'
  | 'pkcs7-der'
  /** Key, certificate and chain. */
  | 'pkcs12'
  /** Key and certificate. */
  | 'pkcs12-leaf'
  | 'pkcs12-key'
  | 'pkcs12-certificates'
  /** The root, marked as trusted for Java. */
  | 'pkcs12-trust-store'

/** One file that a target wants. */
export interface FileRecipe {
  /**
   * File name with the placeholders `{name}`, `{issuer}` and `{root}`: names of the entry, its issuer and its root; and
   * `{authority}` where each CA has a file: its name.
   */
  readonly name: string
  readonly content: FileContent
}

/** Files by what was made. */
export interface TargetFiles {
  readonly request: readonly FileRecipe[]
  readonly root: readonly FileRecipe[]
  readonly intermediate: readonly FileRecipe[]
  readonly certificate: readonly FileRecipe[]
  /** What the target takes another way; offered beside the files above. */
  readonly further?: readonly FileRecipe[]
}

/** What a passphrase may be: lengths in characters, and which characters where not all. */
export interface PassphraseLimits {
  readonly minLength: number
  readonly maxLength: number
  readonly alphabet?: string
}

export interface Target {
  readonly id: string
  /** The name on the device and in every language: it is not translated. */
  readonly label: string
  /** What its own examples call an entry; proposed until the person names it. */
  readonly defaultName?: string
  readonly keyAlgorithms: readonly KeyAlgorithmId[]
  readonly hashes: readonly HashId[]
  /** What the importer of a `.p12` takes; absent where no source states it. */
  readonly passphrase?: PassphraseLimits
  /** The protection of a `.p12` that it certainly opens, unless the person chooses another. */
  readonly protection: Protection
  readonly files: TargetFiles
  /** Where the facts come from; empty for the generic target, which states none. */
  readonly sources: readonly string[]
}
