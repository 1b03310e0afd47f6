// Cisco SPA3xx and SPA5xx: RSA alone, trust in Cisco's own CA unless a custom one is set.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const guide = 'Cisco, SPA 300 and SPA 500 series provisioning guide, HTTPS and custom certificate authority'

export const ciscoSpa = {
  id: 'cisco-spa',
  label: 'Cisco SPA3xx/5xx',
  ...unstated,
  keyAlgorithms: ['rsa-2048', 'rsa-3072', 'rsa-4096'],
  files: { ...commonFiles, root: rootBothWays, certificate: [...identityAnyWay('{name}'), ...rootBothWays] },
  cautions: [
    {
      id: 'factory-certificate',
      text: 'The phone shows its factory certificate; no document says that it takes another.',
      source: guide,
      certainty: 'inferred',
    },
    {
      id: 'signed-by-cisco',
      text: 'It trusts a provisioning server with a certificate signed by Cisco alone, unless a custom CA is configured.',
      source: guide,
    },
  ],
  steps: {
    root: [
      {
        id: 'custom-ca',
        text: 'Follow “Configuring a Custom Certificate Authority” of the guide with the root.',
        source: guide,
      },
    ],
  },
  evidence: {
    keyAlgorithms: { source: guide },
    'files.root': { source: guide, certainty: 'unverified' },
    'files.certificate': { source: guide, certainty: 'unverified' },
  },
  sources: [guide],
} as const satisfies Target
