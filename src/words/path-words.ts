// From a rule that a certification path failed to the words that say what is wrong and what to do.
import type { AnyPathFailure, PathRuleCode, PathRuleDetail } from '../pki/path/path-rule.ts'
import type en from './en.json'
import type { ErrorWords } from './error-words.ts'

/** Each rule has both; one with a `problem` has both for every problem. */
interface RuleWords {
  readonly what: string
  readonly fix: string
}
type WordsOf<C extends PathRuleCode> = PathRuleDetail[C] extends { problem: infer P extends string }
  ? Record<P, RuleWords>
  : RuleWords

// A code `group/rule` has its words under pathRule.group.rule.
type Group = PathRuleCode extends `${infer Name}/${string}` ? Name : never
type WordsForRules = {
  [G in Group]: { [C in PathRuleCode as C extends `${G}/${infer Rule}` ? Rule : never]: WordsOf<C> }
}

type Holds<T extends true> = T
/**
 * Fails to compile when a rule has no words.
 *
 * @internal
 */
export type EveryRuleHasWords = Holds<typeof en.pathRule extends WordsForRules ? true : false>

/** Finds the words for a failed rule: what is wrong, and what would mend it. */
export function pathRuleWords({ code, detail }: AnyPathFailure): { what: ErrorWords; fix: ErrorWords } {
  const problem = 'problem' in detail ? `.${detail.problem}` : ''
  const key = `pathRule.${code.replace('/', '.')}${problem}`
  const values = { ...detail }
  return { what: { key: `${key}.what`, values }, fix: { key: `${key}.fix`, values } }
}
