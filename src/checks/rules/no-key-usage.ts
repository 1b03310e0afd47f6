// A certificate without keyUsage.
import type { CheckRule } from '../check-rule.ts'

export const noKeyUsage = {
  id: 'usage/no-key-usage',
  level: 'warning',
  refusedBy: ['ip-office'],
  citation: 'Avaya, IP Office Security, Certificate Check Controls (Medium, R11.1.3 and later)',
  roles: ['server', 'client'],
  find: ({ keyUsage }) => (keyUsage === null ? {} : null),
} as const satisfies CheckRule
