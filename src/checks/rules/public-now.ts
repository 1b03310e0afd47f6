// What a public CA will give at most, told to whoever makes a request.
import { publicLimitAt } from '../public-limits.ts'
import type { CheckRule } from '../check-rule.ts'

export const publicNow = {
  id: 'validity/public-now',
  level: 'info',
  refusedBy: ['public-ca'],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 6.3.2',
  roles: ['server'],
  find: (_, { authority, isIssuing, moment }) => {
    const limit = publicLimitAt(moment)
    return authority !== 'public' || !isIssuing || limit === null ? null : { values: { limit, advised: limit - 1 } }
  },
} as const satisfies CheckRule
