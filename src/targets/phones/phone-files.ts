// What the files of several phone models have in common.
import { generic } from '../generic.ts'
import type { TargetFiles } from '../target.ts'

/** No phone is known to take the answer to a request; intermediates are given in both forms. */
export const commonFiles = {
  request: [],
  intermediate: generic.files.intermediate,
} as const satisfies Partial<TargetFiles>
