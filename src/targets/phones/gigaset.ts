// Gigaset N610, N670 and N870 IP PRO: lists of server and CA certificates, and a client certificate of its own.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const faq = 'Gigaset, wiki of the PRO series, FAQ Client certificates'
const page = 'Gigaset, wiki of the PRO series, web configurator, Security'

export const gigaset = {
  id: 'gigaset-pro',
  label: 'Gigaset N610/N670/N870',
  ...unstated,
  certificateProfile: 'client',
  files: { ...commonFiles, root: rootBothWays, certificate: [...identityAnyWay('{name}'), ...rootBothWays] },
  cautions: [
    {
      id: 'openssl-3',
      text: 'Firmware 2.57 came with OpenSSL 3, which refuses old client certificates: make a new one with SHA-256.',
      source: faq,
    },
    {
      id: 'own-ecdsa',
      text: 'From firmware 2.61 the device makes a client certificate itself, with ECDSA: often nothing is to be installed.',
      source: faq,
    },
    {
      id: 'accept-all',
      text: '“Accept all certificates” turns every check off.',
      source: page,
    },
    {
      id: 'invalid-list',
      text: 'A certificate that has failed its check or run out stands under Invalid certificates, to be accepted or rejected.',
      source: page,
    },
  ],
  steps: {
    root: [
      {
        id: 'root-page',
        text: 'Web configurator of the integrator: Settings > System > Security, add the root to the CA certificates.',
        source: page,
        certainty: 'inferred',
      },
    ],
    certificate: [
      {
        id: 'own-page',
        text: 'The client certificate is replaced by auto-provisioning or on the web page.',
        source: faq,
      },
    ],
  },
  evidence: {
    'files.root': { source: page, certainty: 'unverified' },
    'files.certificate': { source: faq, certainty: 'unverified' },
    certificateProfile: { source: faq },
  },
  sources: [faq, page],
} as const satisfies Target
