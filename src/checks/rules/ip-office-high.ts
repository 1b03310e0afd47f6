// IP Office's received certificate check High, as far as a certificate alone shows it.
import type { CheckRule } from '../check-rule.ts'

export const ipOfficeHigh = {
  id: 'ip-office/high',
  level: 'warning',
  refusedBy: ['ip-office'],
  citation: 'Avaya, IP Office Security, Certificate Check Controls',
  roles: ['server', 'client'],
  find: ({ isSelfIssued, key: { modulusBits = Infinity } }) => (isSelfIssued || modulusBits < 2048 ? {} : null),
} as const satisfies CheckRule
