// A common name that is a host name or address stands among the alternative names too.
import { commonNameOf } from '../../pki/distinguished-name.ts'
import { canonicalName, isHostOrAddress } from '../name-kinds.ts'
import type { CheckRule } from '../check-rule.ts'

export const commonNameApart = {
  id: 'names/common-name-apart',
  level: 'warning',
  refusedBy: [],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 7.1.4.3',
  roles: ['server'],
  find: ({ subject, names }) => {
    const commonName = commonNameOf(subject)
    if (commonName === null || names.length === 0 || !isHostOrAddress(commonName)) return null
    const isThere = names.some(({ value }) => canonicalName(value) === canonicalName(commonName))
    return isThere ? null : { values: { commonName }, fix: { kind: 'add-name', name: commonName } }
  },
} as const satisfies CheckRule
