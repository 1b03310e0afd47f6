// An extended key usage on a CA binds all that it issues.
import { oids } from '../../pki/oids.ts'
import type { CheckRule } from '../check-rule.ts'

export const authorityPurpose = {
  id: 'usage/authority-purpose',
  level: 'error',
  refusedBy: ['firefox'],
  citation: 'Mozilla bug 1049176',
  roles: ['root', 'intermediate'],
  find: ({ extKeyUsage }) =>
    extKeyUsage === null || extKeyUsage.includes(oids.idKpServerAuth) || extKeyUsage.includes(oids.anyExtendedKeyUsage)
      ? null
      : {},
} as const satisfies CheckRule
