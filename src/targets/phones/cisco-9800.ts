// Cisco 9800 and 8875: a .p12 or .pfx with its password, added on the web page.
import type { Target } from '../target.ts'
import { commonFiles, rootBothWays, unstated } from './phone-files.ts'

const help = 'Cisco, help.webex.com, custom device certificate of the Cisco Desk Phone 9800 and Video Phone 8875'

export const cisco9800 = {
  id: 'cisco-9800',
  label: 'Cisco 9800/8875',
  ...unstated,
  certificateProfile: 'client',
  files: {
    ...commonFiles,
    root: rootBothWays,
    certificate: [{ name: '{name}.p12', content: 'pkcs12' }, ...rootBothWays],
  },
  cautions: [
    { id: 'newest-wins', text: 'Where there are several ways to a certificate, the newest one is used.', source: help },
    { id: 'scep', text: 'SCEP, by setting or DHCP option 43, is the other way to a certificate.', source: help },
  ],
  steps: {
    certificate: [
      {
        id: 'add-certificate',
        text: 'Web page of the phone: Certificate > Add Certificate, choose the .p12 and type its passphrase as extract password.',
        source: help,
      },
    ],
  },
  evidence: {
    'files.root': { source: help, certainty: 'unverified' },
    'files.certificate': { source: help },
    certificateProfile: { source: help, certainty: 'inferred' },
  },
  sources: [help],
} as const satisfies Target
