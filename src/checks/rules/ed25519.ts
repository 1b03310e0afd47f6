// Browsers take no Ed25519 certificates.
import type { CheckRule } from '../check-rule.ts'
import { keyFix } from '../key-fix.ts'

export const ed25519 = {
  id: 'key/ed25519',
  level: 'error',
  refusedBy: ['chromium', 'firefox'],
  citation: 'Own test: TLS handshakes with Chromium and Firefox',
  roles: ['server'],
  find: ({ key: { family } }, { target }) => (family === 'ed25519' ? keyFix(target, 'rsa-2048') : null),
} as const satisfies CheckRule
