// Public CAs stop issuing server certificates that are good for clients too.
import { oids } from '../../pki/oids.ts'
import type { CheckRule } from '../check-rule.ts'
import { PUBLIC_CLIENT_PURPOSE_ENDS } from '../public-limits.ts'

export const clientPurposePublic = {
  id: 'usage/client-purpose-public',
  level: 'warning',
  refusedBy: ['public-ca'],
  since: PUBLIC_CLIENT_PURPOSE_ENDS,
  citation: 'Chrome Root Program Policy 1.8',
  roles: ['server'],
  find: ({ extKeyUsage }, { authority, isIssuing }) =>
    authority === 'public' && (isIssuing || extKeyUsage?.includes(oids.idKpClientAuth) === true) ? {} : null,
} as const satisfies CheckRule
