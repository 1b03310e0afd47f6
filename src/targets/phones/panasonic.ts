// Panasonic KX-HDV, KX-UT and KX-UTG: the root by path in a configuration file whose lines end in CR LF.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const ut670 = 'Panasonic, KX-UT670 administrator guide, configuration files'
const utg = 'Panasonic, KX-UTG300 guide, CFG_ROOT_CERTIFICATE_PATH'
const templates = 'FusionPBX, provisioning templates for Panasonic'

const lines = [
  '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!',
  '',
  '# KX-UTG: CFG_ROOT_CERTIFICATE_PATH1 to 3 instead. Put your server in place of SERVER.',
  'CFG_ROOT_CERTIFICATE_PATH="http://SERVER/trusted-ca.pem"',
]
const text = { name: 'provisioning.cfg', content: 'provisioning-text', lines, lineEnd: 'crlf' } as const

export const panasonic = {
  id: 'panasonic-kx',
  label: 'Panasonic KX-HDV/UT/UTG',
  ...unstated,
  files: {
    ...commonFiles,
    root: [...rootBothWays, text],
    certificate: [...identityAnyWay('{name}'), ...rootBothWays, text],
  },
  cautions: [
    {
      id: 'check-off',
      text: 'HTTP_SSL_VERIFY decides whether the phone checks a server; templates in circulation set it to 0.',
      source: templates,
    },
    {
      id: 'value-length',
      text: 'A value has at most 500 characters, and lines of the file end in CR LF.',
      source: ut670,
    },
    {
      id: 'utg-slots',
      text: 'KX-UTG has three slots for roots, KX-UT and KX-HDV one.',
      source: utg,
      certainty: 'inferred',
    },
    {
      id: 'own-unknown',
      text: 'No document says that the phone takes a certificate of its own.',
      source: ut670,
      certainty: 'inferred',
    },
  ],
  steps: {
    root: [
      {
        id: 'root-lines',
        text: 'Copy the root to the server and put the line into the configuration file of the phone.',
        source: utg,
      },
    ],
  },
  evidence: {
    'files.root': { source: utg, certainty: 'unverified' },
    'files.certificate': { source: ut670, certainty: 'unverified' },
  },
  sources: [ut670, utg, templates],
} as const satisfies Target
