// From a finding to the words that say what it is and why.
import type { RuleId } from '../checks/all-rules.ts'
import type { CheckFinding } from '../checks/run-checks.ts'
import type en from './en.json'
import type { ErrorWords } from './error-words.ts'

interface RuleWords {
  readonly what: string
  readonly why: string
}

// An id `group/rule` has its words under rule.group.rule.
type Group = RuleId extends `${infer Name}/${string}` ? Name : never
type WordsForRules = {
  [G in Group]: { [Id in RuleId as Id extends `${G}/${infer Rule}` ? Rule : never]: RuleWords }
}

type Holds<T extends true> = T
/**
 * Fails to compile when a rule has no words.
 *
 * @internal
 */
export type EveryRuleHasWords = Holds<typeof en.rule extends WordsForRules ? true : false>

/** Finds the words for a finding. */
export function ruleWords({ id, values }: CheckFinding): { what: ErrorWords; why: ErrorWords } {
  const key = `rule.${id.replace('/', '.')}`
  return { what: { key: `${key}.what`, values: { ...values } }, why: { key: `${key}.why`, values: { ...values } } }
}
