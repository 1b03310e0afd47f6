// A wildcard where the target refuses it.
import { refuses } from '../refuses.ts'
import type { CheckRule } from '../check-rule.ts'

export const targetWildcard = {
  id: 'target/wildcard',
  level: 'error',
  refusedBy: ['target'],
  citation: 'The target’s own documents',
  roles: ['server'],
  find: ({ names }, { target }) =>
    refuses(target, 'wildcard') && names.some(({ kind, value }) => kind === 'dNSName' && value.startsWith('*.'))
      ? {}
      : null,
} as const satisfies CheckRule
