// A PBX is the client of its SIP trunk and of other PBXs; IP Office wants a certificate's purpose to match its use.
import { oids } from '../../pki/oids.ts'
import type { CheckRule } from '../check-rule.ts'
import { isForOtherPurposes } from '../purposes.ts'

export const noClientPurpose = {
  id: 'usage/no-client-purpose',
  level: 'warning',
  refusedBy: ['ip-office'],
  citation: 'Avaya, IP Office Security, Certificate Check Controls (Medium, R11.1.3 and later)',
  roles: ['server'],
  find: ({ extKeyUsage }, { target }) => {
    if (target.kind !== 'pbx' || extKeyUsage === null || isForOtherPurposes(extKeyUsage)) return null
    return extKeyUsage.includes(oids.idKpClientAuth) || extKeyUsage.includes(oids.anyExtendedKeyUsage) ? null : {}
  },
} as const satisfies CheckRule
