// An extended key usage that names other purposes than a server's rules a server out.
import type { CheckRule } from '../check-rule.ts'
import { isForOtherPurposes } from '../purposes.ts'

export const otherPurpose = {
  id: 'usage/other-purpose',
  level: 'error',
  refusedBy: ['apple', 'chromium', 'firefox', 'java', 'ip-office'],
  citation:
    'RFC 5280, section 4.2.1.12; Avaya, IP Office Security, Certificate Check Controls (Medium, R11.1.3 and later)',
  roles: ['server'],
  find: ({ extKeyUsage }) => (isForOtherPurposes(extKeyUsage) ? {} : null),
} as const satisfies CheckRule
