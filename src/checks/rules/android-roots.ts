// Android apps do not trust roots that a person installed.
import type { CheckRule } from '../check-rule.ts'

export const androidRoots = {
  id: 'root/android-apps',
  level: 'warning',
  refusedBy: ['android'],
  since: '2016-08-22',
  citation: 'Android, network security configuration (API level 24 and later)',
  roles: ['server'],
  find: (_, { authority, isIssuing }) => (authority === 'private' && isIssuing ? {} : null),
} as const satisfies CheckRule
