// subjectAltName is critical only where the subject is empty.
import type { CheckRule } from '../check-rule.ts'

export const namesCritical = {
  id: 'names/critical',
  level: 'warning',
  refusedBy: [],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 7.1.2.7.12',
  roles: ['server', 'client'],
  find: ({ isAltNameCritical, subject }) => (isAltNameCritical && subject.length > 0 ? {} : null),
} as const satisfies CheckRule
