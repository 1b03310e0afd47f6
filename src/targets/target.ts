// The shape of one target: what is true of a PBX, phone or client, as data with its source.
import type { HashId, KeyAlgorithmId } from '../pki/algorithms.ts'
import type { Protection } from '../pki/pbes2.ts'

/** What goes into a file, before it has a name. */
export type FileContent =
  | 'request-pem'
  | 'request-der'
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
  /** The key, and the chain behind it. */
  | 'combined-pem-key-first'
  | 'root-pem'
  | 'root-der'
  /** Every CA certificate above the certificate in one text, its issuer first; a root is its own. */
  | 'authorities-pem'
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
  /** Lines for a provisioning file: {@link FileRecipe.lines}. */
  | 'provisioning-text'
  | 'crl-pem'
  | 'crl-der'
  | 'public-key-pem'
  | 'public-key-der'
  /** Certificates that need not belong together. */
  | 'bunch-pem'
  | 'pkcs7-bunch-pem'
  | 'pkcs7-bunch-der'
  | 'pkcs12-bunch'
  /** All of them marked as trusted for Java. */
  | 'pkcs12-bunch-trust-store'

/** One file that a target wants. */
export interface FileRecipe {
  /**
   * File name with the placeholders `{name}`, `{issuer}` and `{root}`: names of the entry, its issuer and its root;
   * `{authority}` where each CA has a file: its name; `{MAC}` and `{mac}`: the phone's MAC address as 12 hexadecimal
   * digits with upper-case or lower-case letters.
   */
  readonly name: string
  readonly content: FileContent
  /**
   * Of a provisioning text: plain ASCII. Placeholders are `{MAC}`, `{mac}` and `{root-pem}` (the root as PEM), and no
   * other: what people or certificates say never gets into what a phone reads as settings.
   */
  readonly lines?: readonly string[]
  /** Of a provisioning text. Default: lf. */
  readonly lineEnd?: 'lf' | 'crlf'
  /** `unverified` marks a form that no source confirms: it is offered beside others, and said to be so. */
  readonly certainty?: Certainty
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

/** How far a fact can be relied on: a source says it, we tried it, we conclude it, or nobody could confirm it. */
export type Certainty = 'documented' | 'tested' | 'inferred' | 'unverified'

/** Where a fact comes from. */
export interface Evidence {
  /** One of the target's own `sources`. */
  readonly source: string
  /** Where in it: a section, a heading, a field. */
  readonly place?: string
  /** Default: documented. What is unverified is offered and marked, and never checked as a rule. */
  readonly certainty?: Certainty
}

/** One thing that is said about a target, in English; a catalogue translates it by target and `id`. */
export interface Statement extends Evidence {
  /** Permanent: ticked steps are kept under it. Unlike every other of the same list. */
  readonly id: string
  readonly text: string
}

/** One step on the device, in the words of its own menus. */
export interface InstallStep extends Statement {
  /** Set where something stops, restarts or gets lost: it is shown before the step is begun. */
  readonly isWarning?: boolean
}

/** What the person knows about the place where it will work; each is one field of the form. */
export type SiteField = 'fqdn' | 'sipDomain' | 'lan1' | 'lan2' | 'publicAddress'

/** A name or address that phones and PCs check, and the kinds of subjectAltName that carry it. */
export interface NameNeed extends Evidence {
  readonly field: SiteField
  readonly kinds: readonly ('dNSName' | 'iPAddress' | 'uniformResourceIdentifier')[]
  /** Default: false. A certificate without it is refused or of no use there. */
  readonly isNeeded?: boolean
}

/** What a target does not take, beside keys and hashes that it does not name. */
export type Refusable = 'self-signed' | 'wildcard' | 'chain-in-pkcs12' | 'encrypted-private-key'

export interface Refusal extends Statement {
  readonly what: Refusable
}

/** Sizes and counts that a target states. */
export interface TargetLimits {
  /** Certificates in its trusted store. */
  readonly trustedCertificates?: number
  /** Of one file. */
  readonly fileBytes?: number
  /** The longest validity of an end-entity certificate that it takes; what it gives itself is no such limit. */
  readonly validityDays?: number
}

/** What a device still offers and nobody should choose: given only after a second, deliberate act. */
export interface WeakOffer extends Evidence {
  /** Who offers it, and what its menu calls it. */
  readonly device: string
  readonly label: string
  readonly keyAlgorithms: readonly KeyAlgorithmId[]
  readonly hashes: readonly HashId[]
  /** Who refuses such a certificate. */
  readonly refusedBy: readonly Statement[]
}

/** How a phone model spells its MAC address in file names. */
export interface MacSpelling {
  readonly letters: 'upper' | 'lower'
  readonly separator: '' | ':' | '-'
}

/** The facts of a target that need evidence of their own, where the target states them. */
export type FactName =
  | 'defaultName'
  | 'keyAlgorithms'
  | 'hashes'
  | 'passphrase'
  | 'protection'
  | 'files.request'
  | 'files.root'
  | 'files.certificate'
  | 'files.further'
  | 'limits.trustedCertificates'
  | 'limits.fileBytes'
  | 'limits.validityDays'
  | 'findsChainBy'
  | 'namesItself'
  | 'mac'
  | 'certificateProfile'

export type TargetKind = 'server' | 'pbx' | 'phone'

export interface Target {
  readonly id: string
  /** Of a person's own copy: the id of the target that it was copied from. */
  readonly basedOn?: string
  /** What its owner noted, as plain text. */
  readonly note?: string
  /** The name on the device and in every language: it is not translated. */
  readonly label: string
  /** Groups the menu. */
  readonly kind: TargetKind
  /** What its own examples call an entry; proposed until the person names it. */
  readonly defaultName?: string
  /** What it takes, the safe choice first; those of the generic target where no source states any. */
  readonly keyAlgorithms: readonly KeyAlgorithmId[]
  readonly hashes: readonly HashId[]
  readonly weak?: WeakOffer
  /** What the importer of a `.p12` takes; absent where no source states it. */
  readonly passphrase?: PassphraseLimits
  /** The protection of a `.p12` that it certainly opens, unless the person chooses another. */
  readonly protection: Protection
  readonly files: TargetFiles
  /** How it finds the chain that it offers, where a source says so: `previewOfferedChain` foretells it. */
  readonly findsChainBy?: 'common-name'
  /** How it makes a host name for itself where none is set: `ignitionHostName` does the same. */
  readonly namesItself?: 'dns-or-mac'
  /** Of a phone: names its files; absent where no source states it. */
  readonly mac?: MacSpelling
  /** What a certificate for it is. Default: `tls-server`, good for both sides of a connection. */
  readonly certificateProfile?: 'client'
  readonly limits?: TargetLimits
  /** Names that belong into the certificate, in the order in which they are written. */
  readonly names?: readonly NameNeed[]
  readonly refuses?: readonly Refusal[]
  /** Good to know before anything is made. */
  readonly cautions?: readonly Statement[]
  /** What to do on the device with what was made, in order. */
  readonly steps?: {
    readonly request?: readonly InstallStep[]
    readonly root?: readonly InstallStep[]
    readonly intermediate?: readonly InstallStep[]
    readonly certificate?: readonly InstallStep[]
  }
  /** Where each stated fact comes from. */
  readonly evidence?: Partial<Readonly<Record<FactName, Evidence>>>
  /** Where the facts come from; empty for the generic target, which states none. */
  readonly sources: readonly string[]
}
