// Signatures with SHA-1 or MD5.
import type { CheckRule } from '../check-rule.ts'

export const weakSignature = {
  id: 'signature/weak',
  level: 'error',
  refusedBy: ['apple', 'chromium'],
  citation: 'Apple, support article 103769; CA/B Forum Baseline Requirements 2.2.6, section 7.1.3.2',
  roles: ['intermediate', 'server', 'client'],
  find: ({ isSignatureWeak, signature }) =>
    isSignatureWeak ? { values: { signature }, fix: { kind: 'set-hash', hash: 'sha-256' } } : null,
} as const satisfies CheckRule
