// One piece of long work at a time: busy, cancellable, its failure in words.
import { computed, onScopeDispose, readonly, shallowRef } from 'vue'
import { announce } from '../ui/announcer.ts'
import { useErrorSentence } from './use-error-sentence.ts'

/** Runs work with a signal that `cancel` and leaving the screen abort; the failure is kept in words, not as an object. */
export function useTask() {
  const sentenceOf = useErrorSentence()
  const controller = shallowRef<AbortController | null>(null)
  const failure = shallowRef('')

  async function run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (controller.value !== null) return
    const current = new AbortController()
    controller.value = current
    failure.value = ''
    try {
      await work(current.signal)
    } catch (error) {
      if (!current.signal.aborted) {
        failure.value = sentenceOf(error)
        announce(failure.value)
      }
    } finally {
      if (controller.value === current) controller.value = null
    }
  }

  function cancel(): void {
    controller.value?.abort()
    controller.value = null
  }
  onScopeDispose(cancel)

  return { isBusy: computed(() => controller.value !== null), failure: readonly(failure), run, cancel }
}
