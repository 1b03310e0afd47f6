// Avaya IP Office's second identity: the one that SIP phones or SIP trunks see, apart from the management interfaces.
import {
  afterSetSteps,
  manager,
  requestSteps,
  settingSteps,
  sharedCautions,
  sharedEvidence,
  sharedLimits,
  sharedNames,
  sharedSources,
  trustSteps,
  update,
} from './ip-office-facts.ts'
import { ipOfficeManager } from './ip-office-manager.ts'
import type { Target } from './target.ts'

export const ipOfficeSipTelephony = {
  id: 'ip-office-sip-telephony',
  label: 'IP Office SIP telephony',
  kind: 'pbx',
  // Not stated, as for IP Office Manager.
  keyAlgorithms: ipOfficeManager.keyAlgorithms,
  hashes: ipOfficeManager.hashes,
  protection: 'compatible',
  files: {
    ...ipOfficeManager.files,
    // For Web Manager, which takes the chain in the same file.
    further: [{ name: '{name}-chain.p12', content: 'pkcs12' }],
  },
  limits: sharedLimits,
  findsChainBy: 'common-name',
  namesItself: 'dns-or-mac',
  names: sharedNames,
  cautions: [
    {
      id: 'second-identity',
      text: 'This is a second certificate beside the identity: SIP phones or SIP trunks see it, management interfaces do not.',
      source: manager,
      place: 'Use different certificate for SIP telephony',
    },
    ...sharedCautions,
  ],
  steps: {
    request: requestSteps,
    root: trustSteps,
    intermediate: trustSteps,
    certificate: [
      ...trustSteps,
      {
        id: 'choose-telephony',
        text: 'Set “Use different certificate for SIP telephony” to SIP Phones, or to SIP Trunks (SIP & SM Trunks); None is what it starts with.',
        source: manager,
      },
      {
        id: 'set-telephony',
        text: 'Set the certificate for it: in Manager with the -identity.p12, in Web Manager with the -chain.p12.',
        source: manager,
        place: 'Set',
        certainty: 'inferred',
      },
      ...afterSetSteps,
      ...settingSteps,
    ],
  },
  evidence: {
    ...sharedEvidence,
    'files.request': { source: manager, place: 'Set', certainty: 'inferred' },
    'files.root': { source: manager, place: 'Trusted Certificate Store' },
    'files.certificate': { source: manager, place: 'Set', certainty: 'inferred' },
    'files.further': { source: update, certainty: 'inferred' },
  },
  sources: sharedSources,
} as const satisfies Target
