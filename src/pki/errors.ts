// What can go wrong in the PKI room: one class, permanent codes, typed details.
// Words for people live in words/error-words.ts; messages here are for the developer's console.

import type { ModulusWeakness } from './weak-modulus.ts'

/** What each failure carries, keyed by its permanent code. */
export interface PkiErrorDetail {
  'der/truncated': { offset: number }
  'der/trailing-bytes': { count: number }
  'der/too-many-members': { limit: number }
  'der/length-invalid': { offset: number }
  'der/tag-unexpected': { expected: string; found: number }
  'der/value-invalid': { what: string }

  /** Levels of nesting. */
  'ber/too-deep': { limit: number }
  /** Octets that an element claims to have. */
  'ber/length-excessive': { found: number }
  'ber/too-many-elements': { limit: number }

  'pem/label-mismatch': { begin: string; end: string }
  'pem/incomplete': { label: string }
  'pem/base64-invalid': { label: string }
  'pem/too-large': { limit: number }

  /** `name` is the OID again where there is no better one. */
  'pbe/algorithm-unsupported': { oid: string; name: string }
  'pbe/parameters-invalid': { algorithm: string }
  'pbe/iterations-excessive': { found: number; limit: number }
  /** Limit in MiB. */
  'pbe/memory-excessive': { limit: number }
  /** Octets. */
  'pbe/key-length-refused': { found: number }
  /** The ciphertext has a length that the algorithm never gives. */
  'pbe/ciphertext-invalid': { algorithm: string }
  'pbe/passphrase-refused': Record<string, never>

  'pkcs12/passphrase-needed': Record<string, never>
  'pkcs12/passphrase-refused': Record<string, never>
  'pkcs12/structure-invalid': { what: string }
  'pkcs12/protection-unsupported': { protection: string }

  /** `content` is a name such as "enveloped data", or an OID. */
  'pkcs7/content-unsupported': { content: string }
  'pkcs7/no-certificates': Record<string, never>

  'file/empty': Record<string, never>
  'file/unrecognised': Record<string, never>
  'file/web-page': Record<string, never>
  /** `form` is one of `ObjectForm`. */
  'file/form-unsupported': { form: string }
  'file/too-many-objects': { limit: number }

  /** `attribute` is a short name such as CN, or a dotted OID; so in the other codes of this group. */
  'distinguished-name/value-too-long': { attribute: string; limit: number; length: number }
  'distinguished-name/value-empty': { attribute: string }
  'distinguished-name/character-refused': { attribute: string }
  'distinguished-name/alphabet-exceeded': { attribute: string }
  'distinguished-name/country-invalid': { found: string }
  'distinguished-name/attribute-unknown': { found: string }
  'distinguished-name/text-invalid': { found: string }

  'general-name/dns-invalid': { found: string }
  'general-name/wildcard-invalid': { found: string }
  'general-name/ip-invalid': { found: string }
  'general-name/email-invalid': { found: string }
  'general-name/uri-invalid': { found: string }

  'subject/common-name-required': Record<string, never>
  'subject/name-required': Record<string, never>

  'serial-number/invalid': { found: string }
  'serial-number/not-positive': Record<string, never>
  /** Limit in octets. */
  'serial-number/too-long': { limit: number }

  'validity/instant-invalid': { found: string }
  'validity/days-invalid': { found: string; limit: number }
  'validity/reversed': Record<string, never>
  'validity/ended': Record<string, never>
  /** Instants in the form's own spelling. */
  'validity/before-issuer': { issuerNotBefore: string }
  'validity/after-issuer': { issuerNotAfter: string }
  'validity/after-9999': Record<string, never>

  'issuer/missing': Record<string, never>
  'issuer/path-length-exhausted': { pathLenConstraint: number }
  'issuer/not-authority': Record<string, never>
  'issuer/key-mismatch': Record<string, never>

  /** The form has none yet. */
  'request/missing': Record<string, never>
  /** The file holds none. */
  'request/absent': Record<string, never>
  'request/several': { count: number }
  /** Limit in octets. */
  'request/too-large': { limit: number }
  'request/signature-wrong': Record<string, never>
  'request/signature-unsupported': { algorithm: string }
  'request/key-unsupported': { algorithm: string }
  'request/key-invalid': { algorithm: string }
  'request/key-short': { bits: number; minimum: number }
  /** Sizes in bits, with commas between. */
  'request/key-size-unusual': { bits: number; accepted: string }
  /** Decimal. */
  'request/exponent-refused': { exponent: string }
  'request/key-weak': { weakness: ModulusWeakness }
  /** `authority` is the name of the entry whose key it is. */
  'request/authority-key': { authority: string }

  'key/algorithm-unsupported': { algorithm: string }
  'key/invalid': { algorithm: string }
  /** `form` is one of `ObjectForm`. */
  'key/form-unsupported': { form: string }
  'signature/algorithm-unsupported': { algorithm: string }
  'extension/duplicate': { oid: string }

  /** What was written did not read back as meant: `check` is the self-test's question; public facts only. */
  'reread/mismatch': { check: string; found: string; wanted: string }
}
export type PkiErrorCode = keyof PkiErrorDetail

/** A failure caused by input, never by a caller's mistake; carries no key, passphrase or private byte. */
export class PkiError<C extends PkiErrorCode = PkiErrorCode> extends Error {
  override readonly name = 'PkiError'
  readonly code: C
  readonly detail: PkiErrorDetail[C]

  constructor(code: C, detail: PkiErrorDetail[C], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}

/** Discriminated on `code`, so a `switch` narrows `detail`. */
export type AnyPkiError = { [C in PkiErrorCode]: PkiError<C> }[PkiErrorCode]

/** Tells whether something caught is ours, and lets `code` narrow `detail`. */
export const isPkiError = (error: unknown): error is AnyPkiError => error instanceof PkiError

/** Gives null for what cannot be read, where there is an answer without it; a fault of ours still throws. */
export function readOrNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (isPkiError(error)) return null
    throw error
  }
}
