// What a target offers beside what is safe: chosen only while its box is ticked, whatever a form brings along.
import { computed, type Ref, shallowRef, watch } from 'vue'
import { hashAlgorithms, type HashId, type KeyAlgorithmId, keyAlgorithms } from '../pki/algorithms.ts'
import type { WeakOffer } from '../targets/target.ts'

/**
 * Gives the box and, while it is ticked, the offer; a weak choice without it goes back to the safe one.
 *
 * @param offer - reactive source of what the target offers; another offer starts with an empty box
 */
export function useWeakOffer(
  offer: () => WeakOffer | undefined,
  { keyAlgorithm, hash }: { keyAlgorithm: Ref<KeyAlgorithmId>; hash: Ref<HashId> },
) {
  const isWanted = shallowRef(false)
  const taken = computed(() => (isWanted.value ? offer() : undefined))

  watch(offer, () => {
    isWanted.value = false
  })
  watch(
    [taken, keyAlgorithm, hash],
    () => {
      if (taken.value !== undefined) return
      if (keyAlgorithms[keyAlgorithm.value].isWeak) keyAlgorithm.value = 'rsa-2048'
      if (hashAlgorithms[hash.value].isWeak) hash.value = 'sha-256'
    },
    { immediate: true },
  )

  return { isWanted, taken }
}
