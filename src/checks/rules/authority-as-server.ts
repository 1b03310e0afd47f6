// A CA certificate that is used as a server's.
import { oids } from '../../pki/oids.ts'
import type { CheckRule } from '../check-rule.ts'

export const authorityAsServer = {
  id: 'authority/as-server',
  level: 'error',
  refusedBy: ['firefox'],
  citation: 'Mozilla certificate verifier: ERROR_CA_CERT_USED_AS_END_ENTITY',
  roles: ['root', 'intermediate'],
  find: ({ names, extKeyUsage }) =>
    extKeyUsage?.includes(oids.idKpServerAuth) === true &&
    names.some(({ kind }) => kind === 'dNSName' || kind === 'iPAddress')
      ? {}
      : null,
} as const satisfies CheckRule
