// Grandstream GXV34x0 video phones: a CA and a user certificate for each account, the key in the same file.
import type { Target } from '../target.ts'
import { combinedBothWays, commonFiles, rootBothWays, unstated } from './phone-files.ts'

const manual = 'Grandstream, GXV34x0 series user manual, Account, SIP CA and User Certificate'

export const grandstreamGxv = {
  id: 'grandstream-gxv',
  label: 'Grandstream GXV34x0',
  ...unstated,
  certificateProfile: 'client',
  files: {
    ...commonFiles,
    root: rootBothWays,
    // "Include key in the upload"; the form and the order are not stated.
    certificate: [
      ...combinedBothWays('{name}'),
      { name: '{name}.p12', content: 'pkcs12', certainty: 'unverified' },
      ...rootBothWays,
    ],
  },
  cautions: [
    {
      id: 'checks-off',
      text: 'Both checks of the server, of its names and of its chain, are set to No by default.',
      source: manual,
    },
    { id: 'key-included', text: 'The file of the user certificate must have the private key in it.', source: manual },
  ],
  steps: {
    root: [
      {
        id: 'account-ca',
        text: 'Upload the root, and choose it as SIP CA Certificate of the account.',
        source: manual,
      },
    ],
    certificate: [
      {
        id: 'user-certificate',
        text: 'Upload the file with the key, and choose it as SIP User Certificate of the account.',
        source: manual,
      },
      { id: 'turn-checks-on', text: 'Set both checks of the account to Yes.', source: manual },
    ],
  },
  evidence: {
    'files.root': { source: manual, certainty: 'unverified' },
    'files.certificate': { source: manual, certainty: 'unverified' },
    certificateProfile: { source: manual, certainty: 'inferred' },
  },
  sources: [manual],
} as const satisfies Target
