// A self-signed certificate where the target refuses it.
import { refuses } from '../refuses.ts'
import type { CheckRule } from '../check-rule.ts'

export const targetSelfSigned = {
  id: 'target/self-signed',
  level: 'error',
  refusedBy: ['target'],
  citation: 'The target’s own documents',
  roles: ['server', 'client'],
  find: ({ isSelfIssued }, { target }) => (isSelfIssued && refuses(target, 'self-signed') ? {} : null),
} as const satisfies CheckRule
