// What a rule is, what it is asked about, and what it finds. The rules themselves are one file each in rules/.
import type { HashId, KeyAlgorithmId } from '../pki/algorithms.ts'
import type { Target } from '../targets/target.ts'
import type { CheckSubject, SubjectRole } from './check-subject.ts'

/** `error`: a named client refuses it; `warning`: a risk; `info`: good to know, or said by no source that could be read. */
export type CheckLevel = 'error' | 'warning' | 'info'

/** Who refuses; `target` is the one that was chosen. */
export type ClientId =
  'apple' | 'chromium' | 'firefox' | 'windows' | 'android' | 'java' | 'ip-office' | 'public-ca' | 'target'

/** What is known beside the certificate. */
export interface CheckContext {
  readonly target: Target
  /** Who signs: an own authority, or one that browsers know. Null when nobody can tell. */
  readonly authority: 'private' | 'public' | null
  readonly moment: Date
  /** Set before issuing: then the future can still be chosen. */
  readonly isIssuing: boolean
  /** Of its issuer, where it is known. */
  readonly issuer?: { readonly notAfter: Date; readonly serialNumber: Uint8Array }
  /** Common names of the other authorities at hand. */
  readonly otherAuthorities?: readonly string[]
  /** Set for a certificate that is kept as a trusted root. */
  readonly isInRootStore?: boolean
}

/** A change to the form that ends a finding. */
export type Fix =
  | { readonly kind: 'set-validity-days'; readonly days: number }
  | { readonly kind: 'add-name'; readonly name: string }
  | { readonly kind: 'set-key'; readonly key: KeyAlgorithmId }
  | { readonly kind: 'set-hash'; readonly hash: HashId }
  /** `YYYY-MM-DD HH:MM:SS` in UTC. */
  | { readonly kind: 'set-begin'; readonly notBefore: string }
  | { readonly kind: 'clear-crl' }

/** What a rule says of one subject. */
export interface Found {
  /** For the placeholders of its words. */
  readonly values?: Readonly<Record<string, string | number>>
  readonly fix?: Fix
}

export interface CheckRule {
  /** Permanent; its words stand under it in the catalogue. */
  readonly id: string
  readonly level: CheckLevel
  readonly refusedBy: readonly ClientId[]
  /** `YYYY-MM-DD`, where a date is known. */
  readonly since?: string
  /** Title and section of what says so. */
  readonly citation: string
  /** What kinds of certificate it is about. */
  readonly roles: readonly SubjectRole[]
  /** Null when the subject passes. Never throws. */
  readonly find: (subject: CheckSubject, context: CheckContext) => Found | null
}
