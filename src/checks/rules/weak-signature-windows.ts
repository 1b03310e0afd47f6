// What Windows itself does with SHA-1 and MD5 below a private root.
import type { CheckRule } from '../check-rule.ts'

export const weakSignatureWindows = {
  id: 'signature/windows',
  level: 'info',
  refusedBy: ['windows'],
  citation: 'Unverified: no public document was found',
  roles: ['intermediate', 'server', 'client'],
  find: ({ isSignatureWeak, signature }) => (isSignatureWeak ? { values: { signature } } : null),
} as const satisfies CheckRule
