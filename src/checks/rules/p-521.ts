// Chromium offers no P-521 in TLS; found with its own handshake.
import type { CheckRule } from '../check-rule.ts'
import { keyFix } from '../key-fix.ts'

export const p521 = {
  id: 'key/p-521',
  level: 'error',
  refusedBy: ['chromium'],
  citation: 'Own test: TLS handshake with Chromium',
  roles: ['server'],
  find: ({ key: { algorithm } }, { target }) => (algorithm?.id === 'p-521' ? keyFix(target, 'p-256') : null),
} as const satisfies CheckRule
