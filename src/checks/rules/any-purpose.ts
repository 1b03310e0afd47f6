// Every purpose is none in particular: found with Firefox's own handshake, while Chromium and Java take it.
import { oids } from '../../pki/oids.ts'
import type { CheckRule } from '../check-rule.ts'

export const anyPurpose = {
  id: 'usage/any-purpose',
  level: 'error',
  refusedBy: ['firefox'],
  citation: 'Own test: TLS connections of Firefox',
  roles: ['server'],
  find: ({ extKeyUsage }) =>
    extKeyUsage?.includes(oids.anyExtendedKeyUsage) === true && !extKeyUsage.includes(oids.idKpServerAuth) ? {} : null,
} as const satisfies CheckRule
