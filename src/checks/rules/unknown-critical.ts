// A critical extension that nobody knows.
import type { CheckRule } from '../check-rule.ts'

export const unknownCritical = {
  id: 'extension/unknown-critical',
  level: 'error',
  refusedBy: ['ip-office', 'chromium', 'firefox', 'java'],
  citation: 'RFC 5280, section 4.2; Avaya, IP Office Security, Certificate Check Controls (Medium)',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ unknownCritical }) =>
    unknownCritical.length === 0 ? null : { values: { names: unknownCritical.join(', ') } },
} as const satisfies CheckRule
