// A certificate whose time is over, or has not come.
import { formatInstant } from '../../pki/validity.ts'
import type { CheckRule } from '../check-rule.ts'

export const expired = {
  id: 'validity/not-now',
  level: 'error',
  refusedBy: ['apple', 'chromium', 'firefox', 'windows', 'android', 'java', 'ip-office'],
  citation: 'RFC 5280, section 6.1.3 (a)(2)',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ notBefore, notAfter }, { moment, isIssuing }) => {
    if (isIssuing || notBefore === null || notAfter === null) return null
    return moment >= notBefore && moment <= notAfter
      ? null
      : { values: { from: formatInstant(notBefore), until: formatInstant(notAfter) } }
  },
} as const satisfies CheckRule
