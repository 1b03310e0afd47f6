// Cisco 8800 with multiplatform firmware: its own certificate is the factory's; what matters is whom it trusts.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const guide = 'Cisco, IP Phone 8800 Multiplatform administration guide, HTTPS provisioning'

export const ciscoMpp = {
  id: 'cisco-mpp',
  label: 'Cisco 8800 MPP',
  ...unstated,
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
      text: 'By default it trusts a provisioning server only with a certificate signed by Cisco; a CA of your own must be set first.',
      source: guide,
    },
    {
      id: 'server-name',
      text: 'The server’s common name must be its FQDN, and the phone compares the server’s address with what DNS says of that name.',
      source: guide,
    },
  ],
  steps: {
    root: [
      {
        id: 'custom-ca',
        text: 'Web page of the phone: Provisioning, set the URL of the root as custom CA.',
        source: guide,
        certainty: 'unverified',
      },
    ],
  },
  evidence: {
    'files.root': { source: guide, certainty: 'unverified' },
    'files.certificate': { source: guide, certainty: 'unverified' },
  },
  sources: [guide],
} as const satisfies Target
