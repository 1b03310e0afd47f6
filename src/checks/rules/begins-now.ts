// A phone whose clock is slow finds a certificate that begins now not valid yet.
import { DAY_MS, formatInstant } from '../../pki/validity.ts'
import type { CheckRule } from '../check-rule.ts'

export const beginsNow = {
  id: 'validity/begins-now',
  level: 'info',
  refusedBy: [],
  citation: 'Avaya, IP Office certificates, SE Primary Certificate Settings (valid from: 24 hours back)',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ notBefore }, { moment, isIssuing }) => {
    if (!isIssuing || notBefore === null || moment.getTime() - notBefore.getTime() >= DAY_MS / 2) return null
    const backdated = formatInstant(new Date(moment.getTime() - DAY_MS))
    return notBefore > moment ? null : { fix: { kind: 'set-begin', notBefore: backdated } }
  },
} as const satisfies CheckRule
