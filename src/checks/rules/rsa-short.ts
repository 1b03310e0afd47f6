// RSA keys below 2048 bits, of leaf and CA alike.
import type { CheckRule } from '../check-rule.ts'
import { keyFix } from '../key-fix.ts'

export const rsaShort = {
  id: 'key/rsa-short',
  level: 'error',
  refusedBy: ['apple', 'public-ca'],
  citation: 'Apple, support article 103769; CA/B Forum Baseline Requirements 2.2.6, section 6.1.5',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ key: { modulusBits } }, { target }) =>
    modulusBits === undefined || modulusBits >= 2048
      ? null
      : { values: { bits: modulusBits }, ...keyFix(target, 'rsa-2048') },
} as const satisfies CheckRule
