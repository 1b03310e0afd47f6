// Lengths of the subject's attributes.
import { nameOfOid } from '../../pki/oids.ts'
import { upperBounds } from '../upper-bounds.ts'
import type { CheckRule } from '../check-rule.ts'

export const nameLength = {
  id: 'names/length',
  level: 'warning',
  refusedBy: [],
  citation: 'RFC 5280, appendix A.1',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ subject }) => {
    const found = subject.flat().find(({ type, value }) => Array.from(value).length > (upperBounds[type] ?? Infinity))
    return found === undefined ? null : { values: { attribute: nameOfOid(found.type) ?? found.type } }
  },
} as const satisfies CheckRule
