// Key identifiers lead from a certificate to its issuer.
import type { CheckRule } from '../check-rule.ts'

export const keyIdentifiers = {
  id: 'extension/key-identifiers',
  level: 'warning',
  refusedBy: [],
  citation: 'RFC 5280, sections 4.2.1.1 and 4.2.1.2',
  roles: ['intermediate', 'server', 'client', 'root'],
  find: ({ role, isSelfIssued, hasSubjectKeyIdentifier, hasAuthorityKeyIdentifier }) => {
    const isAuthority = role === 'root' || role === 'intermediate'
    return (isAuthority && !hasSubjectKeyIdentifier) || (!isSelfIssued && !hasAuthorityKeyIdentifier) ? {} : null
  },
} as const satisfies CheckRule
