// What a target refuses in a form, and what no copy of a target may say: one class, permanent codes, typed details.

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

  /** A file or document that is no copy of a target. */
  'own-target/unreadable': Record<string, never>
  'own-target/too-large': { maxKilobytes: number }
  /** Written by a newer version of this program. */
  'own-target/newer': { version: number }
  /** It rests on a target that is not here. */
  'own-target/base-unknown': { found: string }
  /** `field`: what it says in the file. */
  'own-target/field-wrong': { field: string }
  'own-target/name-invalid': { maxLength: number }
  'own-target/name-taken': { name: string }
  'own-target/note-invalid': { maxLength: number }
  'own-target/keys-missing': Record<string, never>
  'own-target/hashes-missing': Record<string, never>
  /** Within the limits of the target that it rests on. */
  'own-target/passphrase-limits': { minLength: number; maxLength: number }
  'own-target/days-wrong': { maxDays: number }
  'own-target/placeholder-unknown': { found: string; known: string }
  'own-target/authority-missing': Record<string, never>
  'own-target/file-name-invalid': { found: string; maxLength: number }
  'own-target/extension-unknown': { found: string; known: string }
  'own-target/file-name-taken': { name: string }
}
export type TargetErrorCode = keyof TargetErrorDetail

/** A choice that the chosen target does not take, or a target that cannot be; never carries the passphrase itself. */
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
