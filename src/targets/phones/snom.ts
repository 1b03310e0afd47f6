// Snom: next to nothing about its certificate files is documented, so every usual form is offered and marked.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const support = 'Snom, service hub, TLS Support'
const tags = 'Gigaset, provisioning wiki, the <certificates> tag of Snom’s settings XML'
const templates = 'FusionPBX, provisioning templates for Snom'

const lines = [
  '<!-- Snom: a settings file of its own, or the inner part within <settings>. Put your server in place of SERVER. -->',
  '<!-- Described for the same XML by another vendor; not confirmed by Snom. -->',
  '<settings>',
  '  <certificates>',
  '    <certificate url="http://SERVER/trusted-ca.der" />',
  '  </certificates>',
  '</settings>',
]

export const snom = {
  id: 'snom',
  label: 'Snom',
  ...unstated,
  files: {
    ...commonFiles,
    root: [...rootBothWays, { name: 'provisioning.xml', content: 'provisioning-text', lines, certainty: 'unverified' }],
    certificate: [
      ...identityAnyWay('{name}'),
      ...rootBothWays,
      { name: 'provisioning.xml', content: 'provisioning-text', lines, certainty: 'unverified' },
    ],
  },
  cautions: [
    {
      id: 'factory-certificate',
      text: 'Every model but the old 3xx has a certificate from the factory: often the PBX need only trust Snom’s root.',
      source: support,
    },
    {
      id: 'checks-off',
      text: 'Templates in circulation turn the check of the server off (check_trusted_certificate 0 on the C520).',
      source: templates,
    },
  ],
  steps: {
    root: [
      {
        id: 'upload-root',
        text: 'Web page of the phone: Certificates, upload the root, or let the phone fetch it with the lines.',
        source: support,
        certainty: 'unverified',
      },
    ],
    certificate: [
      {
        id: 'upload-certificate',
        text: 'Web page of the phone: Certificates. No document says which form it takes: try the .p12 first.',
        source: support,
        certainty: 'unverified',
      },
    ],
  },
  evidence: {
    'files.root': { source: tags, certainty: 'unverified' },
    'files.certificate': { source: support, certainty: 'unverified' },
  },
  sources: [support, tags, templates],
} as const satisfies Target
