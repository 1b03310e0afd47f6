// What a file turned out to hold, as data that survives structured clone. All of it is for showing but one member, which
// whoever shows it takes out first.
import type { Bytes } from '../bytes.ts'
import type { ObjectKind } from '../classify-der.ts'
import type { DisplayNode } from '../describe/display-node.ts'
import type { AnyPkiError, PkiErrorCode, PkiErrorDetail } from '../errors.ts'
import type { Identified } from '../identify.ts'

/** `ok`: usable, or shown in full; `error`: damaged, or recognised but of no use here. */
export type FindingState = 'ok' | 'needs-passphrase' | 'error'

/** A warning that has words in the catalogue. */
export type FindingNote = 'no-mac' | 'parts-unopened' | 'not-usable-here'

/** What an error says, without the object: structured clone would drop its code and detail. */
export interface Problem {
  readonly code: PkiErrorCode
  readonly detail: PkiErrorDetail[PkiErrorCode]
}

/** One object of a file, or of a container in it. */
export interface Finding {
  readonly kind: ObjectKind
  readonly state: FindingState
  /** What to call it: a common name, a kind of key; empty when it has no name. */
  readonly name: string
  /** A few lines that say what it is. */
  readonly facts: readonly DisplayNode[]
  readonly notes: readonly FindingNote[]
  /** DER of what is public and can be described whole: certificates, requests and revocation lists. */
  readonly der?: Bytes
  /** Of a certificate, request or list: SHA-256 of its DER in lower-case hexadecimal. */
  readonly sha256?: string
  /** SubjectPublicKeyInfo DER of a public key; of a private key, where this browser can compute it. */
  readonly publicKey?: Bytes
  /** PKCS #8 DER of a private key in clear: secret, for plain variables only. */
  readonly privateKeyInfo?: Bytes
  /** Why it is of no use, or why it is still closed. */
  readonly problem?: Problem
  /** What `openSealed` takes with a passphrase; still encrypted. */
  readonly sealed?: Identified
}

/** Makes the finding for what cannot be read. */
export const failedFinding = (
  kind: ObjectKind,
  { code, detail }: AnyPkiError,
  facts: readonly DisplayNode[] = [],
): Finding => ({
  kind,
  state: 'error',
  name: '',
  facts,
  notes: [],
  problem: { code, detail },
})
