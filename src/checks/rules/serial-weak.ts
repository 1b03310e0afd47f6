// A serial number is positive, short enough, and cannot be foretold.
import { bitLength } from '../serial-bits.ts'
import type { CheckRule } from '../check-rule.ts'

export const serialWeak = {
  id: 'serial/weak',
  level: 'warning',
  refusedBy: [],
  citation: 'RFC 5280, section 4.1.2.2; CA/B Forum Baseline Requirements 2.2.6, section 7.1',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ serialNumber, role }) => {
    if (serialNumber === null || role === 'root') return null
    const bits = bitLength(serialNumber)
    // Of 64 random bits the first may well be 0: what is eight octets long may have them.
    return bits > 56 && bits < 160 ? null : { values: { bits } }
  },
} as const satisfies CheckRule
