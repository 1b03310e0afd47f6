// A CA certificate that is a server's as well: it has a server's names, as a self-signed one of many devices and tools.
import type { CheckRule } from '../check-rule.ts'
import { isForOtherPurposes } from '../purposes.ts'

export const authorityAsServer = {
  id: 'authority/as-server',
  level: 'error',
  refusedBy: ['firefox'],
  citation: 'Mozilla certificate verifier: ERROR_CA_CERT_USED_AS_END_ENTITY',
  roles: ['root', 'intermediate'],
  find: ({ names, extKeyUsage }) =>
    !isForOtherPurposes(extKeyUsage) && names.some(({ kind }) => kind === 'dNSName' || kind === 'iPAddress')
      ? {}
      : null,
} as const satisfies CheckRule
