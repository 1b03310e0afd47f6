// A public certificate of the very longest validity: the rules advise a day less.
import { publicLimitAt } from '../public-limits.ts'
import { validityDays } from '../validity-days.ts'
import type { CheckRule } from '../check-rule.ts'

export const publicShould = {
  id: 'validity/public-should',
  level: 'info',
  refusedBy: ['public-ca'],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 6.3.2',
  roles: ['server'],
  find: ({ notBefore, notAfter }, { authority, isIssuing }) => {
    if (authority !== 'public' || isIssuing || notBefore === null) return null
    const days = validityDays(notBefore, notAfter)
    return days === null || days !== publicLimitAt(notBefore) ? null : { values: { days, advised: days - 1 } }
  },
} as const satisfies CheckRule
