// Keys other than RSA, P-256, P-384, P-521 and Ed25519.
import type { CheckRule } from '../check-rule.ts'

export const otherKey = {
  id: 'key/other',
  level: 'warning',
  refusedBy: ['public-ca'],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 6.1.1.3',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ key: { family, label } }) => (family === 'other' ? { values: { key: label } } : null),
} as const satisfies CheckRule
