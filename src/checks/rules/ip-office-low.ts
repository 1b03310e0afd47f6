// IP Office's received certificate check Low.
import type { CheckRule } from '../check-rule.ts'

export const ipOfficeLow = {
  id: 'ip-office/low',
  level: 'error',
  refusedBy: ['ip-office'],
  citation: 'Avaya, IP Office Security, Certificate Check Controls',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ key: { modulusBits } }) =>
    modulusBits !== undefined && modulusBits < 1024 ? { values: { bits: modulusBits } } : null,
} as const satisfies CheckRule
