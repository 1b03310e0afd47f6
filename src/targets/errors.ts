// What a target refuses in a form: one class, permanent codes, typed details.

/** What each refusal carries, keyed by its permanent code. */
export interface TargetErrorDetail {
  'target/key-not-accepted': { target: string; accepted: string }
  'target/signature-not-accepted': { target: string; accepted: string }
  'mac/malformed': { found: string }
  /** A group address, or zeros. */
  'mac/not-of-a-device': { found: string }
  /** The target's files are named after it, and nothing says it. */
  'mac/missing': { target: string }
  /** What was typed is not what the certificate's names say. */
  'mac/not-in-names': { mac: string }
  'passphrase/too-short': { target: string; minLength: number; maxLength: number }
  'passphrase/too-long': { target: string; minLength: number; maxLength: number }
  /** `alphabet`: every character that the target takes. */
  'passphrase/character-refused': { target: string; alphabet: string }
  'passphrase/repeat-differs': Record<string, never>
}
export type TargetErrorCode = keyof TargetErrorDetail

/** A choice that the chosen target does not take; never carries the passphrase itself. */
export class TargetError<C extends TargetErrorCode = TargetErrorCode> extends Error {
  override readonly name = 'TargetError'
  readonly code: C
  readonly detail: TargetErrorDetail[C]

  constructor(code: C, detail: TargetErrorDetail[C], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}

/** Discriminated on `code`, so a `switch` narrows `detail`. */
export type AnyTargetError = { [C in TargetErrorCode]: TargetError<C> }[TargetErrorCode]
