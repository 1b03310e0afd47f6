// Avaya IP Office, set with IP Office Manager: an identity without chain, and CA certificates for the trusted store.
import { generic } from './generic.ts'
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
  weakOffer,
  weakSources,
} from './ip-office-facts.ts'
import type { Target } from './target.ts'

export const ipOfficeManager = {
  id: 'ip-office-manager',
  label: 'IP Office Manager',
  kind: 'pbx',
  // Not stated: the help's list of what "Set" supports is lost in every copy that was read.
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  // The help names no encryption of .p12 files.
  protection: 'compatible',
  files: {
    request: [
      { name: '{name}.csr', content: 'request-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
    root: [
      { name: '{name}.cer', content: 'certificate-der' },
      { name: '{name}.crt', content: 'certificate-pem' },
    ],
    intermediate: [
      { name: '{name}.cer', content: 'certificate-der' },
      { name: '{name}.crt', content: 'certificate-pem' },
    ],
    certificate: [
      { name: '{name}-identity.p12', content: 'pkcs12-leaf' },
      { name: '{authority}.cer', content: 'authority-der' },
    ],
  },
  weak: weakOffer,
  limits: sharedLimits,
  findsChainBy: 'common-name',
  namesItself: 'dns-or-mac',
  names: sharedNames,
  refuses: [
    {
      id: 'chain-in-p12',
      what: 'chain-in-pkcs12',
      text: 'The file for Set in Manager may hold the private key and the identity certificate and nothing else: intermediates and root go to the Trusted Certificate Store one by one.',
      source: manager,
      place: 'Set',
    },
  ],
  cautions: sharedCautions,
  steps: {
    request: requestSteps,
    root: trustSteps,
    intermediate: trustSteps,
    certificate: [
      ...trustSteps,
      {
        id: 'set-identity',
        text: 'In the Security Settings under System, Certificates, press Set, choose the -identity.p12 and type its passphrase. The CA certificates are in the store by now.',
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
    'files.certificate': { source: manager, place: 'Set' },
  },
  sources: [...sharedSources, ...weakSources],
} as const satisfies Target
