// Unify OpenStage and Desk Phone IP: CA certificates for each interface, set by DLS or on the web page.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, rootBothWays, unstated } from './phone-files.ts'

const checklist = 'Unify, OpenStage and OpenScape Desk Phone IP SIP V3, security checklist'

export const unifyOpenStage = {
  id: 'unify-openstage',
  label: 'Unify OpenStage/Desk Phone IP',
  ...unstated,
  files: { ...commonFiles, root: rootBothWays, certificate: [...identityAnyWay('{name}'), ...rootBothWays] },
  cautions: [
    {
      id: 'per-interface',
      text: 'Each interface (HTTPS, SIP over TLS, 802.1X and others) has CA certificates of its own: set all that are used.',
      source: checklist,
    },
    {
      id: 'check-level',
      text: 'The check of a server is None, Trusted or Full; only Full compares the names too.',
      source: checklist,
      certainty: 'inferred',
    },
    {
      id: 'cp-series',
      text: 'The CP series is set up in the same way, but no document of its formats was found.',
      source: checklist,
      certainty: 'unverified',
    },
  ],
  steps: {
    root: [
      {
        id: 'root-interface',
        text: 'With DLS or on the web page, set the root for each interface, and the level of the check.',
        source: checklist,
      },
    ],
    certificate: [
      {
        id: 'own-certificate',
        text: 'With DLS or on the web page, set the certificate for the web page and for 802.1X.',
        source: checklist,
      },
    ],
  },
  evidence: {
    'files.root': { source: checklist, certainty: 'unverified' },
    'files.certificate': { source: checklist, certainty: 'unverified' },
  },
  sources: [checklist],
} as const satisfies Target
