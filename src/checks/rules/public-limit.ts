// How long a certificate from a public CA may be valid, by the day it begins.
import { publicLimitAt } from '../public-limits.ts'
import { validityDays } from '../validity-days.ts'
import type { CheckRule } from '../check-rule.ts'

export const publicLimit = {
  id: 'validity/public-limit',
  level: 'error',
  refusedBy: ['apple', 'chromium'],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 6.3.2',
  roles: ['server'],
  find: ({ notBefore, notAfter }, { authority, isIssuing }) => {
    if (authority !== 'public' || isIssuing || notBefore === null) return null
    const days = validityDays(notBefore, notAfter)
    const limit = publicLimitAt(notBefore)
    return days === null || limit === null || days <= limit ? null : { values: { days, limit } }
  },
} as const satisfies CheckRule
