// What can be wrong with a certification path: permanent codes, typed details, and the rule that each stands for.
// Words for people live in words/en.json under `pathRule`; what finds these lies in the files beside.

/** What each rule tells of its failure, keyed by its permanent code; lists are joined with commas. */
export interface PathRuleDetail {
  /** `reason` is the code of a PkiError. */
  'certificate/unreadable': { reason: string }
  'certificate/version': { version: number }

  /** `algorithm` is a name such as "ECDSA with SHA-256", or an OID. */
  'signature/invalid': { algorithm: string }
  'signature/unverifiable': { algorithm: string }
  'signature/weak': { algorithm: string }
  'signature/algorithm-mismatch': { algorithm: string }

  /** Instants as the forms spell them, UTC. */
  'validity/expired': { notAfter: string; moment: string }
  'validity/not-yet': { notBefore: string; moment: string }

  'revocation/revoked': { revoked: string; reason: string }
  'revocation/list-unusable': { problem: ListProblem }

  'authority/not-an-authority': { basicConstraints: 'missing' | 'cA FALSE' }
  'authority/path-too-long': { limit: number; found: number }
  'authority/may-not-sign': { found: string }

  /** `name` is the standard's, or the OID. */
  'extension/unknown-critical': { name: string }
  'extension/malformed': { name: string }

  'purpose/not-for-this': { wanted: string; found: string }
  'purpose/key-usage': { wanted: string; found: string }

  /** `by` is the subject of the authority that set the constraint. */
  'constraint/not-permitted': { name: string; by: string }
  'constraint/excluded': { name: string; by: string }
  'constraint/not-processable': { name: string; by: string }

  'policy/required': Record<string, never>
  'policy/mapping-invalid': Record<string, never>

  'peer/name-mismatch': { wanted: string; found: string }
  'peer/no-names': { wanted: string }

  'path/no-issuer': { issuer: string }
  'path/untrusted-root': { root: string }
  'path/too-long': { limit: number }
  /** `limit` counts what was too much: steps, signatures or comparisons of names. */
  'path/too-complex': { limit: number }

  'strict/serial-number': { problem: 'zero' | 'negative' | 'too-long' }
  'strict/version': { version: number }
  'strict/name-empty': { field: 'issuer' | 'subject' }
  'strict/time-encoding': Record<string, never>
  'strict/unique-identifier': Record<string, never>
  'strict/key-identifier-missing': { name: string }
  'strict/key-identifier-mismatch': Record<string, never>
  'strict/should-be-critical': { name: string }
  'strict/should-not-be-critical': { name: string }
  'strict/extension-empty': { name: string }
  'strict/extension-misplaced': { name: string }
  'strict/general-name-invalid': { name: string }
  'strict/key-usage-missing': Record<string, never>
  'strict/authority-as-end-entity': Record<string, never>
  'strict/weak-key': { key: string }

  'store/key-too-short': { found: number; wanted: number }
  'store/key-usage-missing': Record<string, never>
  'store/self-signed': Record<string, never>
  'store/reflected': Record<string, never>
  'store/not-pinned': Record<string, never>
}

/** Why a list that should have told of a certificate could not. */
export type ListProblem =
  | 'expired'
  | 'not-yet-valid'
  | 'signature-invalid'
  | 'signature-unverifiable'
  | 'issuer-may-not-sign'
  | 'unknown-critical-extension'
  | 'limited'

/** Where a certificate stands in a path. */
export type Role = 'target' | 'intermediate' | 'anchor'

export type PathRuleCode = keyof PathRuleDetail

/** One rule that a certificate, or the search for a path, failed. */
export interface PathFailure<C extends PathRuleCode = PathRuleCode> {
  readonly code: C
  readonly detail: PathRuleDetail[C]
  /** Where the rule stands: `RFC 5280 §6.1.3`. */
  readonly section: string
  /** Dotted OID of the extension at fault; null when it is none. */
  readonly extension: string | null
}

/** Discriminated on `code`, so a `switch` narrows `detail`. */
export type AnyPathFailure = { [C in PathRuleCode]: PathFailure<C> }[PathRuleCode]

const sections: Readonly<Record<PathRuleCode, string>> = {
  'certificate/unreadable': 'RFC 5280 §4.1',
  'certificate/version': 'RFC 5280 §4.1.2.1',
  'signature/invalid': 'RFC 5280 §6.1.3 (a)(1)',
  'signature/unverifiable': 'RFC 5280 §6.1.3 (a)(1)',
  'signature/weak': 'CA/B Forum BR §7.1.3.2',
  'signature/algorithm-mismatch': 'RFC 5280 §4.1.1.2',
  'validity/expired': 'RFC 5280 §6.1.3 (a)(2)',
  'validity/not-yet': 'RFC 5280 §6.1.3 (a)(2)',
  'revocation/revoked': 'RFC 5280 §6.1.3 (a)(3)',
  'revocation/list-unusable': 'RFC 5280 §6.3.3',
  'authority/not-an-authority': 'RFC 5280 §6.1.4 (k)',
  'authority/path-too-long': 'RFC 5280 §6.1.4 (l)',
  'authority/may-not-sign': 'RFC 5280 §6.1.4 (n)',
  'extension/unknown-critical': 'RFC 5280 §6.1.4 (o)',
  'extension/malformed': 'RFC 5280 §4.2',
  'purpose/not-for-this': 'RFC 5280 §4.2.1.12',
  'purpose/key-usage': 'RFC 5280 §4.2.1.3',
  'constraint/not-permitted': 'RFC 5280 §6.1.3 (b)',
  'constraint/excluded': 'RFC 5280 §6.1.3 (c)',
  'constraint/not-processable': 'RFC 5280 §4.2.1.10',
  'policy/required': 'RFC 5280 §6.1.3 (f)',
  'policy/mapping-invalid': 'RFC 5280 §6.1.4 (a)',
  'peer/name-mismatch': 'RFC 9525 §6',
  'peer/no-names': 'RFC 9525 §6',
  'path/no-issuer': 'RFC 5280 §6.1.3 (a)(4)',
  'path/untrusted-root': 'RFC 5280 §6.1.1 (d)',
  'path/too-long': 'RFC 5280 §6.1',
  'path/too-complex': 'RFC 4158 §2.4',
  'strict/serial-number': 'RFC 5280 §4.1.2.2',
  'strict/version': 'RFC 5280 §4.1.2.1',
  'strict/name-empty': 'RFC 5280 §4.1.2.4',
  'strict/time-encoding': 'RFC 5280 §4.1.2.5',
  'strict/unique-identifier': 'RFC 5280 §4.1.2.8',
  'strict/key-identifier-missing': 'RFC 5280 §4.2.1.1',
  'strict/key-identifier-mismatch': 'RFC 5280 §4.2.1.1',
  'strict/should-be-critical': 'RFC 5280 §4.2',
  'strict/should-not-be-critical': 'RFC 5280 §4.2',
  'strict/extension-empty': 'RFC 5280 §4.2',
  'strict/extension-misplaced': 'RFC 5280 §4.2.1',
  'strict/general-name-invalid': 'RFC 5280 §4.2.1.6',
  'strict/key-usage-missing': 'RFC 5280 §4.2.1.3',
  'strict/authority-as-end-entity': 'CA/B Forum BR §7.1.2.7.8',
  'strict/weak-key': 'CA/B Forum BR §6.1.5',
  'store/key-too-short': 'IP Office, received certificate checks',
  'store/key-usage-missing': 'IP Office, received certificate checks',
  'store/self-signed': 'IP Office, received certificate checks',
  'store/reflected': 'IP Office, received certificate checks',
  'store/not-pinned': 'IP Office, received certificate checks',
}

/** Makes a failure; `extension` is the OID of the one at fault. */
export const pathFailure = <C extends PathRuleCode>(
  code: C,
  detail: PathRuleDetail[C],
  extension: string | null = null,
): AnyPathFailure => ({ code, detail, section: sections[code], extension }) as AnyPathFailure
