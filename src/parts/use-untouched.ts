// Whether the person has changed anything in a form but its target; what the page itself suggests does not count.
import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue'

/**
 * Watches the form around an element; what happens within the element itself does not count.
 *
 * @param targetId - reads the form itself: what a parent hands down comes only with its next drawing
 * @param chosen - called when a target was chosen and nothing else was touched
 */
export function useUntouched(
  inside: Readonly<ShallowRef<HTMLElement | null>>,
  targetId: () => string,
  chosen: () => Promise<void>,
): { readonly touch: () => void } {
  let isTouched = false
  let known = targetId()
  let around: HTMLFormElement | null = null

  function touch(): void {
    isTouched = true
  }

  function follow(event: Event): void {
    const { target, type } = event
    if (!(target instanceof HTMLElement) || inside.value?.contains(target) === true) return
    if (target instanceof HTMLSelectElement) {
      // The select's own handler has written its choice by now; its input event comes before that.
      if (type === 'input') return
      const now = targetId()
      if (now !== known) {
        known = now
        if (!isTouched) void chosen()
        return
      }
    }
    touch()
  }

  onMounted(() => {
    around = inside.value?.closest('form') ?? null
    around?.addEventListener('input', follow)
    around?.addEventListener('change', follow)
  })
  onBeforeUnmount(() => {
    around?.removeEventListener('input', follow)
    around?.removeEventListener('change', follow)
  })

  return { touch }
}
