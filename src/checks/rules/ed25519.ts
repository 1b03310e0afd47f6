// Browsers take no Ed25519 certificates.
import type { CheckRule } from '../check-rule.ts'

export const ed25519 = {
  id: 'key/ed25519',
  level: 'error',
  refusedBy: ['chromium', 'firefox'],
  citation: 'Own test: TLS handshakes with Chromium and Firefox',
  roles: ['server'],
  find: ({ key: { family } }) => (family === 'ed25519' ? { fix: { kind: 'set-key', key: 'rsa-2048' } } : null),
} as const satisfies CheckRule
