// Key and signature follow a target of the person's own: what they ticked there is what they want here.
import { watch } from 'vue'
import type { HashId, KeyAlgorithmId } from '../pki/algorithms.ts'
import { findTarget } from '../targets/registry.ts'

interface Choice {
  targetId: string
  keyAlgorithm: KeyAlgorithmId
  hash: HashId
}

/** Moves to the first that the own target takes, where it does not take what is chosen; targets of ours move nothing. */
export function useTargetChoice(
  form: Choice,
  fields: readonly ('keyAlgorithm' | 'hash')[] = ['keyAlgorithm', 'hash'],
): void {
  watch(
    () => findTarget(form.targetId),
    ({ basedOn, keyAlgorithms: [key], keyAlgorithms, hashes: [hash], hashes }) => {
      if (basedOn === undefined) return
      if (fields.includes('keyAlgorithm') && key && !keyAlgorithms.includes(form.keyAlgorithm)) form.keyAlgorithm = key
      if (fields.includes('hash') && hash && !hashes.includes(form.hash)) form.hash = hash
    },
  )
}
