// The key that a fix proposes.
import type { KeyAlgorithmId } from '../pki/algorithms.ts'
import type { Target } from '../targets/target.ts'
import type { Fix } from './check-rule.ts'

/** Proposes a key, or the target's first where it does not take that one. */
export function keyFix({ keyAlgorithms }: Target, preferred: KeyAlgorithmId): { fix: Fix } {
  const [first = preferred] = keyAlgorithms
  return { fix: { kind: 'set-key', key: keyAlgorithms.includes(preferred) ? preferred : first } }
}
