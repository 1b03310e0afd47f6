// A root is valid for about 8 to 25 years, in public stores and by good sense.
import { validityDays } from '../validity-days.ts'
import type { CheckRule } from '../check-rule.ts'

export const rootLength = {
  id: 'validity/root-length',
  level: 'info',
  refusedBy: [],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 6.3.2',
  roles: ['root'],
  find: ({ notBefore, notAfter }) => {
    const days = validityDays(notBefore, notAfter)
    return days === null || (days >= 2922 && days <= 9132) ? null : { values: { days } }
  },
} as const satisfies CheckRule
