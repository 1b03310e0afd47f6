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
  find: ({ subject, names }, { authority }) => {
    const commonName = commonNameOf(subject)
    // A public CA takes no other common name than one of the names; a private one may say `Reception PBX`.
    const isName = commonName !== null && isHostOrAddress(commonName)
    if (commonName === null || names.length === 0 || (!isName && authority !== 'public')) return null
    const isThere = names.some(({ value }) => canonicalName(value) === canonicalName(commonName))
    if (isThere) return null
    return { values: { commonName }, ...(isName && { fix: { kind: 'add-name', name: commonName } as const }) }
  },
} as const satisfies CheckRule
