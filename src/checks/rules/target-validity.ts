// A validity that is longer than the target takes.
import { validityDays } from '../validity-days.ts'
import type { CheckRule } from '../check-rule.ts'

export const targetValidity = {
  id: 'target/validity',
  level: 'error',
  refusedBy: ['target'],
  citation: 'The target’s own documents',
  roles: ['server', 'client'],
  find: ({ notBefore, notAfter }, { target }) => {
    const days = validityDays(notBefore, notAfter)
    const limit = target.limits?.validityDays
    return days === null || limit === undefined || days <= limit
      ? null
      : { values: { days, limit }, fix: { kind: 'set-validity-days', days: limit } }
  },
} as const satisfies CheckRule
