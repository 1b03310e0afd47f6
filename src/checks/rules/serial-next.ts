// A serial number that is the issuer's plus one: IP Office does it at ignition, and whoever knows one knows the other.
import { numberOf } from '../serial-bits.ts'
import type { CheckRule } from '../check-rule.ts'

export const serialNext = {
  id: 'serial/next-to-issuer',
  level: 'warning',
  refusedBy: [],
  citation:
    'Avaya, IP Office certificates, SE Primary Certificate Settings; CA/B Forum Baseline Requirements 2.2.6, section 7.1',
  roles: ['intermediate', 'server', 'client'],
  find: ({ serialNumber }, { issuer }) =>
    serialNumber !== null && issuer !== undefined && numberOf(serialNumber) === numberOf(issuer.serialNumber) + 1n
      ? {}
      : null,
} as const satisfies CheckRule
