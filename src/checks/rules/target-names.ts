// Names that the target's phones and PCs look for, and that are not there.
import type { CheckRule } from '../check-rule.ts'

export const targetNames = {
  id: 'target/names',
  level: 'warning',
  refusedBy: ['target'],
  citation: 'The target’s own documents',
  roles: ['server'],
  find: ({ names }, { target }) => {
    const missing = (target.names ?? []).filter(
      ({ isNeeded = false, kinds }) => isNeeded && !names.some(({ kind }) => kinds.some((one) => one === kind)),
    )
    return missing.length === 0 || names.length === 0
      ? null
      : { values: { kinds: [...new Set(missing.flatMap(({ kinds }) => kinds))].join(', ') } }
  },
} as const satisfies CheckRule
