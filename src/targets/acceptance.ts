// Holds a form's choices against the limits that a target states.
import { type HashId, hashAlgorithms, type KeyAlgorithmId, keyAlgorithms } from '../pki/algorithms.ts'
import { type AnyTargetError, TargetError } from './errors.ts'
import type { Target } from './target.ts'

/** A field whose value the target refuses. */
export interface TargetProblem {
  readonly field: 'keyAlgorithm' | 'hash' | 'passphrase' | 'repeatPassphrase'
  readonly error: AnyTargetError
}

/** Lists what the target refuses in a choice of key and signature algorithm; empty when it takes both. */
export function checkAlgorithms(
  target: Target,
  choice: { keyAlgorithm: KeyAlgorithmId; hash: HashId },
): TargetProblem[] {
  const problems: TargetProblem[] = []
  if (!target.keyAlgorithms.includes(choice.keyAlgorithm)) {
    const accepted = target.keyAlgorithms.map((id) => keyAlgorithms[id].label).join(', ')
    const message = `Cannot use key: expected ${accepted}, found "${choice.keyAlgorithm}"`
    problems.push({
      field: 'keyAlgorithm',
      error: new TargetError('target/key-not-accepted', { target: target.label, accepted }, message),
    })
  }
  if (!target.hashes.includes(choice.hash)) {
    const accepted = target.hashes.map((id) => hashAlgorithms[id].label).join(', ')
    const message = `Cannot use signature: expected ${accepted}, found "${choice.hash}"`
    problems.push({
      field: 'hash',
      error: new TargetError('target/signature-not-accepted', { target: target.label, accepted }, message),
    })
  }
  return problems
}

/** Lists what is wrong with a passphrase typed twice; lengths count characters (code points), not octets. */
export function checkPassphrase(target: Target, passphrase: string, repeated: string): TargetProblem[] {
  const length = Array.from(passphrase).length
  const limits = { target: target.label, ...target.passphrase }
  if (length < limits.minLength) {
    return [
      {
        field: 'passphrase',
        error: new TargetError(
          'passphrase/too-short',
          limits,
          `Cannot use passphrase: fewer than ${limits.minLength} characters`,
        ),
      },
    ]
  }
  if (length > limits.maxLength) {
    return [
      {
        field: 'passphrase',
        error: new TargetError(
          'passphrase/too-long',
          limits,
          `Cannot use passphrase: more than ${limits.maxLength} characters`,
        ),
      },
    ]
  }
  if (passphrase !== repeated) {
    return [
      {
        field: 'repeatPassphrase',
        error: new TargetError('passphrase/repeat-differs', {}, 'Cannot use passphrase: the two entries differ'),
      },
    ]
  }
  return []
}
