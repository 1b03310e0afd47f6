// Two generations of a CA with one common name.
import { commonNameOf } from '../../pki/distinguished-name.ts'
import type { CheckRule } from '../check-rule.ts'

export const sameName = {
  id: 'authority/same-name',
  level: 'warning',
  refusedBy: ['ip-office'],
  citation:
    'Avaya, IP Office Manager 12.3, Security Settings, System, Certificate; Ribbon SBC Edge, Importing Supplementary Certificates',
  roles: ['root', 'intermediate'],
  find: ({ subject }, { otherAuthorities = [] }) => {
    const commonName = commonNameOf(subject)
    return commonName !== null && otherAuthorities.includes(commonName) ? { values: { commonName } } : null
  },
} as const satisfies CheckRule
