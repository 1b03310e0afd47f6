// Key algorithms that this browser can generate, in the order of the table.
import { onMounted, readonly, shallowRef } from 'vue'
import { type KeyAlgorithm, keyAlgorithms, offeredKeyAlgorithms } from '../pki/algorithms.ts'
import { supportsKeyAlgorithm } from '../pki/key-pair.ts'

/** Offers RSA and ECDSA at once, and Ed25519 as soon as the browser has shown that it has it. */
export function useKeyAlgorithms() {
  const available = shallowRef<readonly KeyAlgorithm[]>(
    offeredKeyAlgorithms.filter(({ family }) => family !== 'ed25519'),
  )

  onMounted(async () => {
    if (await supportsKeyAlgorithm(keyAlgorithms.ed25519)) available.value = offeredKeyAlgorithms
  })

  return { available: readonly(available) }
}
