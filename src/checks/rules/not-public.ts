// Names that no public CA may put into a certificate.
import { isPublicName } from '../name-kinds.ts'
import type { CheckRule } from '../check-rule.ts'

export const notPublic = {
  id: 'names/not-public',
  level: 'error',
  refusedBy: ['public-ca'],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 7.1.4.2',
  roles: ['server'],
  find: ({ names }, { authority, isIssuing }) => {
    if (authority !== 'public' || !isIssuing) return null
    const refused = names.filter((name) => !isPublicName(name)).map(({ value }) => value)
    return refused.length === 0 ? null : { values: { names: refused.slice(0, 5).join(', ') } }
  },
} as const satisfies CheckRule
