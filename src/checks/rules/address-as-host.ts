// An IP address is compared with iPAddress only.
import { parseIpAddress } from '../../pki/ip-address.ts'
import { canonicalName } from '../name-kinds.ts'
import type { CheckRule } from '../check-rule.ts'

export const addressAsHost = {
  id: 'names/address-as-host',
  level: 'error',
  refusedBy: ['chromium', 'firefox', 'java'],
  citation: 'RFC 9525, section 6.5; own test: TLS connections of Chromium, Firefox and Java',
  roles: ['server'],
  find: ({ names }) => {
    const address = names.find(({ kind, value }) => kind === 'dNSName' && parseIpAddress(value) !== null)?.value
    if (address === undefined) return null
    if (names.some(({ kind, value }) => kind === 'iPAddress' && canonicalName(value) === canonicalName(address)))
      return null
    return { values: { address }, fix: { kind: 'add-name', name: `IP:${address}` } }
  },
} as const satisfies CheckRule
