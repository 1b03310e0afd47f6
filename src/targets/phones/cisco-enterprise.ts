// Cisco phones on Communications Manager: they trust what the ITL or CTL file lists; only its limits are known.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const itl = 'usecallmanager.nz, ITL file (TLV)'

export const ciscoEnterprise = {
  id: 'cisco-enterprise',
  label: 'Cisco IP Phone (ITL/CTL)',
  ...unstated,
  keyAlgorithms: ['rsa-2048', 'p-256', 'p-384', 'p-521'],
  files: { ...commonFiles, root: rootBothWays, certificate: [...identityAnyWay('{name}'), ...rootBothWays] },
  cautions: [
    {
      id: 'signed-list',
      text: 'The phone trusts only what its ITLFile.tlv or CTL file lists, and that file is not made here.',
      source: itl,
    },
    {
      id: 'subject',
      text: 'A certificate in the list needs a common name, an organization and an organizational unit.',
      source: itl,
    },
  ],
  steps: {
    certificate: [
      {
        id: 'into-the-list',
        text: 'Have the tool that signs the ITL or CTL file take the certificate in.',
        source: itl,
      },
    ],
  },
  evidence: {
    keyAlgorithms: { source: itl },
    'files.root': { source: itl, certainty: 'unverified' },
    'files.certificate': { source: itl, certainty: 'unverified' },
  },
  sources: [itl],
} as const satisfies Target
