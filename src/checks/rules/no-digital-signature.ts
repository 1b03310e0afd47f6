// TLS signs with the certificate's key, so keyUsage must allow it, below private roots too.
import type { CheckRule } from '../check-rule.ts'

export const noDigitalSignature = {
  id: 'usage/no-digital-signature',
  level: 'error',
  refusedBy: ['chromium'],
  since: '2024-01-25',
  citation: 'Microsoft Edge 121, site-impacting changes: RSAKeyUsageForLocalAnchorsEnabled',
  roles: ['server', 'client'],
  find: ({ keyUsage }) => (keyUsage === null || keyUsage.value.includes('digitalSignature') ? null : {}),
} as const satisfies CheckRule
