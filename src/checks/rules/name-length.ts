// Lengths of the subject's attributes.
import { nameOfOid, oids } from '../../pki/oids.ts'
import { upperBounds } from '../upper-bounds.ts'
import type { CheckRule } from '../check-rule.ts'

// A country has two letters, no more and no fewer.
const isWrongLength = (type: string, length: number): boolean =>
  type === oids.countryName ? length !== 2 : length > (upperBounds[type] ?? Infinity)

export const nameLength = {
  id: 'names/length',
  level: 'warning',
  refusedBy: [],
  citation: 'RFC 5280, appendix A.1',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ subject }) => {
    const found = subject.flat().find(({ type, value }) => isWrongLength(type, Array.from(value).length))
    return found === undefined ? null : { values: { attribute: nameOfOid(found.type) ?? found.type } }
  },
} as const satisfies CheckRule
