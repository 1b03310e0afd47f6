// Htek: certificates for 802.1X by URL; its checks of servers are settings of their own.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const templates = 'FusionPBX, provisioning templates for Htek'

export const htek = {
  id: 'htek',
  label: 'Htek UC9xx',
  ...unstated,
  certificateProfile: 'client',
  files: { ...commonFiles, root: rootBothWays, certificate: [...identityAnyWay('{name}'), ...rootBothWays] },
  cautions: [
    {
      id: 'for-802-1x',
      text: 'The known settings are for 802.1X: FirmwareUpGrade_8021X_CA_Cert_URL and FirmwareUpGrade_8021X_DEV_Cert_URL.',
      source: templates,
    },
    {
      id: 'server-checks',
      text: 'TLSOnlyAcceptTrustCA and TLSCommenNameValidation (so spelled) make the phone check trust and name of a server.',
      source: templates,
      certainty: 'inferred',
    },
  ],
  steps: {
    root: [
      {
        id: 'root-url',
        text: 'Copy the root to a server, and set its URL as 802.1X CA certificate.',
        source: templates,
      },
    ],
    certificate: [
      {
        id: 'own-url',
        text: 'Copy the files to a server, and set the URL as 802.1X device certificate.',
        source: templates,
      },
    ],
  },
  evidence: {
    'files.root': { source: templates, certainty: 'unverified' },
    'files.certificate': { source: templates, certainty: 'unverified' },
    certificateProfile: { source: templates, certainty: 'inferred' },
  },
  sources: [templates],
} as const satisfies Target
