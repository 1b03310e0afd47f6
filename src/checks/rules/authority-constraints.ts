// What a CA certificate has to say of itself.
import type { CheckRule } from '../check-rule.ts'

export const authorityConstraints = {
  id: 'authority/constraints',
  level: 'warning',
  refusedBy: [],
  citation: 'RFC 5280, sections 4.2.1.3 and 4.2.1.9',
  roles: ['root', 'intermediate'],
  find: ({ constraints, keyUsage }) =>
    constraints?.isCritical === true && keyUsage?.isCritical === true && keyUsage.value.includes('keyCertSign')
      ? null
      : {},
} as const satisfies CheckRule
