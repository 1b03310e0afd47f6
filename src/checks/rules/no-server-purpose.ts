// A server's certificate names serverAuth.
import { oids } from '../../pki/oids.ts'
import type { CheckRule } from '../check-rule.ts'

export const noServerPurpose = {
  id: 'usage/no-server-purpose',
  level: 'error',
  refusedBy: ['apple', 'chromium', 'firefox'],
  since: '2019-07-01',
  citation: 'Apple, support article 103769',
  roles: ['server'],
  find: ({ extKeyUsage }) =>
    extKeyUsage?.includes(oids.idKpServerAuth) === true || extKeyUsage?.includes(oids.anyExtendedKeyUsage) === true
      ? null
      : {},
} as const satisfies CheckRule
