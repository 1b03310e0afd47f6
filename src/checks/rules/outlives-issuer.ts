// A certificate that ends after its issuer stops working with it.
import { formatInstant } from '../../pki/validity.ts'
import type { CheckRule } from '../check-rule.ts'

export const outlivesIssuer = {
  id: 'validity/outlives-issuer',
  level: 'warning',
  refusedBy: [],
  citation: 'RFC 5280, section 6.1.3 (a)(2)',
  roles: ['intermediate', 'server', 'client'],
  find: ({ notAfter }, { issuer }) =>
    notAfter === null || issuer === undefined || notAfter <= issuer.notAfter
      ? null
      : { values: { until: formatInstant(issuer.notAfter) } },
} as const satisfies CheckRule
