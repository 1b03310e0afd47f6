// The repeat of a vault passphrase; strength is the vault's own rule.
import { TargetError } from '../targets/errors.ts'
import type { FormProblem } from './form-problem.ts'

/** Tells that the two entries differ, or null. */
export function repeatProblem(passphrase: string, repeated: string): FormProblem<'repeatPassphrase'> | null {
  if (passphrase === repeated) return null
  const error = new TargetError('passphrase/repeat-differs', {}, 'Cannot use passphrase: the two entries differ')
  return { field: 'repeatPassphrase', error }
}
