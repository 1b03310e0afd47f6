// One shape for everything that can be wrong in a field, whatever room found it.
import type { AnyPkiError } from '../pki/errors.ts'
import type { AnyTargetError } from '../targets/errors.ts'
import type { AnyVaultError } from '../vault/errors.ts'

/** A field's id and the coded error that its words are made from. */
export interface FormProblem<Field extends string = string> {
  readonly field: Field
  readonly error: AnyPkiError | AnyTargetError | AnyVaultError
}
