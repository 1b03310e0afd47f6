// A certificate larger than a file that the target takes.
import type { CheckRule } from '../check-rule.ts'

export const targetSize = {
  id: 'target/size',
  level: 'error',
  refusedBy: ['target'],
  citation: 'The target’s own documents',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ derLength }, { target }) => {
    const limit = target.limits?.fileBytes
    // PEM has four characters for three octets, and a line end every 64.
    const bytes = Math.ceil(((derLength ?? 0) * 4 * 65) / (3 * 64)) + 60
    return limit === undefined || derLength === null || bytes <= limit ? null : { values: { bytes, limit } }
  },
} as const satisfies CheckRule
