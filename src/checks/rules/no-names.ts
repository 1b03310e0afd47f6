// Clients look for the name in subjectAltName alone.
import { commonNameOf } from '../../pki/distinguished-name.ts'
import { toAsciiHostName } from '../../pki/host-name.ts'
import { parseIpAddress } from '../../pki/ip-address.ts'
import type { CheckRule } from '../check-rule.ts'

// What is no host name and no address, such as `Reception PBX`, helps nobody among the alternative names.
const isReadableName = (text: string): boolean => parseIpAddress(text) !== null || toAsciiHostName(text) !== null

export const noNames = {
  id: 'names/none',
  level: 'error',
  refusedBy: ['apple', 'chromium', 'firefox', 'android'],
  since: '2017-04-25',
  citation: 'RFC 9525, section 6.3; Apple, support article 103769',
  roles: ['server'],
  find: ({ names, subject }, { isIssuing }) => {
    if (names.some(({ kind }) => kind === 'dNSName' || kind === 'iPAddress')) return null
    // A form without any name asks for one itself.
    if (isIssuing && subject.length === 0 && names.length === 0) return null
    const commonName = commonNameOf(subject)
    return commonName !== null && isReadableName(commonName) ? { fix: { kind: 'add-name', name: commonName } } : {}
  },
} as const satisfies CheckRule
