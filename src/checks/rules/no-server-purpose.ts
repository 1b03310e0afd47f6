// Apple wants the purpose serverAuth by name; a certificate without any purpose, or for all of them, does not do.
import { oids } from '../../pki/oids.ts'
import { APPLE_SINCE } from '../apple-since.ts'
import type { CheckRule } from '../check-rule.ts'
import { isForOtherPurposes } from '../purposes.ts'

export const noServerPurpose = {
  id: 'usage/no-server-purpose',
  level: 'error',
  refusedBy: ['apple'],
  since: '2019-07-01',
  citation: 'Apple, support article 103769',
  roles: ['server'],
  find: ({ extKeyUsage, notBefore }) => {
    if (extKeyUsage?.includes(oids.idKpServerAuth) === true || isForOtherPurposes(extKeyUsage)) return null
    return notBefore !== null && notBefore < APPLE_SINCE ? null : {}
  },
} as const satisfies CheckRule
