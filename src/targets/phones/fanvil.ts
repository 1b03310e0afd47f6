// Fanvil: two settings are known by name, no format is.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const templates = 'FusionPBX, provisioning templates for Fanvil'

export const fanvil = {
  id: 'fanvil',
  label: 'Fanvil',
  ...unstated,
  files: { ...commonFiles, root: rootBothWays, certificate: [...identityAnyWay('{name}'), ...rootBothWays] },
  cautions: [
    {
      id: 'check-off',
      text: 'Trust_Certification decides whether the phone checks a server; templates in circulation set it to 0.',
      source: templates,
    },
    {
      id: 'own-mode',
      text: 'DeviceCertMode (Device_Cert_Mode) chooses between the factory’s certificate and one of your own.',
      source: templates,
      certainty: 'inferred',
    },
  ],
  evidence: {
    'files.root': { source: templates, certainty: 'unverified' },
    'files.certificate': { source: templates, certainty: 'unverified' },
  },
  sources: [templates],
} as const satisfies Target
