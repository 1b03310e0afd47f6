// Holds a subject against every rule that is about its kind.
import { allRules, type RuleId } from './all-rules.ts'
import type { CheckContext, CheckLevel, CheckRule, ClientId, Fix } from './check-rule.ts'
import type { CheckSubject } from './check-subject.ts'

/** What a rule found: data that `words/` has sentences for. */
export interface CheckFinding {
  readonly id: RuleId
  readonly level: CheckLevel
  readonly refusedBy: readonly ClientId[]
  readonly since: string | null
  readonly citation: string
  readonly values: Readonly<Record<string, string | number>>
  readonly fix: Fix | null
}

const order: Readonly<Record<CheckLevel, number>> = { error: 0, warning: 1, info: 2 }
const rules: readonly (CheckRule & { readonly id: RuleId })[] = allRules

/** Lists what the rules find, what is refused first. */
export function checkSubject(subject: CheckSubject, context: CheckContext): CheckFinding[] {
  return rules
    .filter(({ roles }) => roles.includes(subject.role))
    .flatMap(({ find, id, level, refusedBy, since = null, citation }) => {
      const found = find(subject, context)
      return found === null
        ? []
        : [{ id, level, refusedBy, since, citation, values: found.values ?? {}, fix: found.fix ?? null }]
    })
    .toSorted((a, b) => order[a.level] - order[b.level])
}
