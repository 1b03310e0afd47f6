// The list of targets: a new one is a file beside this one and a line here.
import { generic } from './generic.ts'
import { openScapeBusiness } from './openscape-business.ts'
import type { Target } from './target.ts'

/** Every target in the order of the menu. */
export const targets: readonly Target[] = [generic, openScapeBusiness]

/** Finds a target; an id that no version of Ringroot knows any more counts as generic. */
export function findTarget(id: string): Target {
  return targets.find((target) => target.id === id) ?? generic
}
