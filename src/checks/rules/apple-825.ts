// Apple takes no TLS server certificate that is valid for more than 825 days, from whatever root.
import { APPLE_SINCE } from '../apple-since.ts'
import { validityDays } from '../validity-days.ts'
import type { CheckRule } from '../check-rule.ts'

export const apple825 = {
  id: 'validity/apple-825',
  level: 'error',
  refusedBy: ['apple'],
  since: '2019-07-01',
  citation: 'Apple, support article 103769',
  roles: ['server'],
  find: ({ notBefore, notAfter }) => {
    // What began earlier may be valid for longer.
    if (notBefore === null || notBefore < APPLE_SINCE) return null
    const days = validityDays(notBefore, notAfter)
    return days === null || days <= 825 ? null : { values: { days }, fix: { kind: 'set-validity-days', days: 397 } }
  },
} as const satisfies CheckRule
