// Old devices know no other key exchange of TLS 1.2 than RSA's, for which the key has to encipher.
import type { CheckRule } from '../check-rule.ts'

export const noKeyEncipherment = {
  id: 'usage/no-key-encipherment',
  level: 'info',
  refusedBy: [],
  citation: 'RFC 5246, section 7.4.2',
  roles: ['server'],
  find: ({ key: { family }, keyUsage }) =>
    family !== 'rsa' || keyUsage === null || keyUsage.value.includes('keyEncipherment') ? null : {},
} as const satisfies CheckRule
