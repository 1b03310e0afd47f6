// Key usages that a server's certificate must not have.
import type { KeyUsageBit } from '../../pki/extensions/key-usage.ts'
import type { CheckRule } from '../check-rule.ts'

const isRefused = (bit: KeyUsageBit, family: string): boolean =>
  bit === 'keyCertSign' ||
  bit === 'cRLSign' ||
  (family === 'rsa' ? bit === 'keyAgreement' : bit === 'keyEncipherment' || bit === 'dataEncipherment')

export const authorityBits = {
  id: 'usage/authority-bits',
  level: 'warning',
  refusedBy: [],
  citation: 'CA/B Forum Baseline Requirements 2.2.6, section 7.1.2.7.11',
  roles: ['server', 'client'],
  find: ({ keyUsage, key: { family } }) => {
    const found = (keyUsage?.value ?? []).filter((bit) => isRefused(bit, family))
    return found.length === 0 ? null : { values: { usages: found.join(', ') } }
  },
} as const satisfies CheckRule
