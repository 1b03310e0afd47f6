// Whether a target says that it does not take something.
import type { Refusable, Target } from '../targets/target.ts'

/** What nobody could confirm refuses nothing. */
export const refuses = ({ refuses: refusals = [] }: Target, what: Refusable): boolean =>
  refusals.some((refusal) => refusal.what === what && refusal.certainty !== 'unverified')
