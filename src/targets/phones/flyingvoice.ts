// FlyingVoice: its settings have the names of Yealink's; whether the files are the same no document says.
import type { Target } from '../target.ts'
import { combinedBothWays, commonFiles, rootBothWays, unstated } from './phone-files.ts'

const templates = 'FusionPBX, provisioning templates for FlyingVoice'

const lines = [
  '# FlyingVoice: line for the configuration file. Put your provisioning server in place of SERVER.',
  'static.trusted_certificates.url = http://SERVER/trusted-ca.pem',
]

export const flyingVoice = {
  id: 'flyingvoice',
  label: 'FlyingVoice',
  ...unstated,
  files: {
    ...commonFiles,
    root: [...rootBothWays, { name: 'provisioning.txt', content: 'provisioning-text', lines }],
    certificate: [
      ...combinedBothWays('{name}'),
      ...rootBothWays,
      { name: 'provisioning.txt', content: 'provisioning-text', lines },
    ],
  },
  cautions: [
    {
      id: 'like-yealink',
      text: 'Its settings have the names of Yealink’s; that its files are Yealink’s too is a guess.',
      source: templates,
      certainty: 'inferred',
    },
  ],
  steps: {
    root: [
      {
        id: 'root-lines',
        text: 'Copy the root to the server and put the line into the configuration file.',
        source: templates,
      },
    ],
  },
  evidence: {
    'files.root': { source: templates, certainty: 'unverified' },
    'files.certificate': { source: templates, certainty: 'unverified' },
  },
  sources: [templates],
} as const satisfies Target
