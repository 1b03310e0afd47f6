// A choice of container that follows the target, also where no field for it is on the page.
import { shallowRef, type ShallowRef, watch } from 'vue'
import type { Target } from '../targets/target.ts'
import { type ContainerChoice, defaultContainerChoice } from './container-choice.ts'

/** Begins with the target's own way, and goes back to it whenever another target is chosen. */
export function useContainerChoice(target: () => Target): ShallowRef<ContainerChoice> {
  const choice = shallowRef(defaultContainerChoice(target()))
  watch(
    () => `${target().id} ${target().protection}`,
    () => {
      choice.value = defaultContainerChoice(target())
    },
  )
  return choice
}
