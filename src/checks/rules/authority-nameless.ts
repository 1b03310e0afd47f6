// iOS lists a root by its common name.
import { commonNameOf } from '../../pki/distinguished-name.ts'
import type { CheckRule } from '../check-rule.ts'

export const authorityNameless = {
  id: 'authority/no-common-name',
  level: 'error',
  refusedBy: ['apple'],
  citation: 'mkcert, source of its root template',
  roles: ['root'],
  find: ({ subject }) => (commonNameOf(subject) === null ? {} : null),
} as const satisfies CheckRule
