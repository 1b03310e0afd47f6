// Only roots belong into a root store.
import type { CheckRule } from '../check-rule.ts'

export const intermediateAsRoot = {
  id: 'authority/intermediate-as-root',
  level: 'warning',
  refusedBy: ['windows'],
  citation: 'ShoreTel forums: IIS 403.16 with an intermediate in the Trusted Root store',
  roles: ['intermediate'],
  find: (_, { isInRootStore = false }) => (isInRootStore ? {} : null),
} as const satisfies CheckRule
