// A revocation list that nobody publishes only delays those who look for it.
import type { CheckRule } from '../check-rule.ts'

export const crlHosted = {
  id: 'crl/hosted',
  level: 'info',
  refusedBy: [],
  citation: 'Unverified: seen with Windows clients',
  roles: ['intermediate', 'server', 'client'],
  find: ({ hasCrlPoint }, { authority, isIssuing }) =>
    hasCrlPoint && isIssuing && authority === 'private' ? { fix: { kind: 'clear-crl' } } : null,
} as const satisfies CheckRule
