// A root carries no extended key usage.
import type { CheckRule } from '../check-rule.ts'

export const rootPurpose = {
  id: 'usage/root-purpose',
  level: 'warning',
  refusedBy: [],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 7.1.2.1',
  roles: ['root'],
  find: ({ extKeyUsage }) => (extKeyUsage === null ? null : {}),
} as const satisfies CheckRule
