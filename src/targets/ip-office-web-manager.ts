// Avaya IP Office, set with IP Office Web Manager: an identity with its chain, and the root as phones fetch it.
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
  update,
  weakOffer,
  weakSources,
} from './ip-office-facts.ts'
import { ipOfficeManager } from './ip-office-manager.ts'
import type { InstallStep, Target } from './target.ts'

const phoneInstallation = 'Avaya, IP Office SIP Phone Installation 12.3, Security Certificates'
const ignition = 'Avaya, IP Office Security, Certificates, Server Edition ignition'

const rootForPhones = [
  {
    id: 'root-for-phones',
    text: 'Phones fetch the root under the name WebRootCA.pem. At their first contact over HTTPS some trust the server by name only; they take the root then, and need a restart for the full check.',
    source: phoneInstallation,
  },
  {
    id: 'remote-phones',
    text: 'Load the root on remote workers’ phones before they leave the house.',
    source: phoneInstallation,
  },
] as const satisfies readonly InstallStep[]

export const ipOfficeWebManager = {
  id: 'ip-office-web-manager',
  label: 'IP Office Web Manager',
  kind: 'pbx',
  // Not stated, as for IP Office Manager.
  keyAlgorithms: ipOfficeManager.keyAlgorithms,
  hashes: ipOfficeManager.hashes,
  protection: 'compatible',
  files: {
    request: ipOfficeManager.files.request,
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
      { name: 'WebRootCA.pem', content: 'root-pem' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    // All signing certificates are in the .p12 and go to the trusted store from there; Web Manager takes no .cer.
    certificate: [
      { name: '{name}-chain.p12', content: 'pkcs12' },
      { name: 'WebRootCA.pem', content: 'root-pem' },
    ],
  },
  weak: weakOffer,
  limits: sharedLimits,
  findsChainBy: 'common-name',
  namesItself: 'dns-or-mac',
  names: sharedNames,
  cautions: [
    {
      id: 'no-cer',
      text: 'Web Manager takes no .cer for Set, only Manager does: use the .p12.',
      source: manager,
      place: 'Set',
    },
    {
      id: 'ignition',
      text: 'At the ignition of a Linux-based primary or application server you can import a set of certificates from another CA instead of letting it make its own: the -chain.p12 holds the set. In which form it wants them is not stated.',
      source: ignition,
      certainty: 'unverified',
    },
    {
      id: 'ignition-addresses',
      text: 'Set the right host name and the right addresses of LAN 1 and LAN 2 at ignition: a certificate that the server makes for itself names what was set then.',
      source: ignition,
      place: 'Note 1',
    },
    ...sharedCautions,
  ],
  steps: {
    request: requestSteps,
    root: rootForPhones,
    certificate: [
      {
        id: 'set-identity',
        text: 'Open the certificate settings, press Set, choose the -chain.p12 and type its passphrase. The CA certificates in it go to the Trusted Certificate Store by themselves.',
        source: update,
      },
      {
        id: 'count-slots',
        text: 'The Trusted Certificate Store takes 25 certificates: see that root and intermediates have arrived in it.',
        source: manager,
        place: 'Trusted Certificate Store',
      },
      ...afterSetSteps,
      ...settingSteps,
      ...rootForPhones,
    ],
  },
  evidence: {
    ...sharedEvidence,
    'files.request': { source: manager, place: 'Set', certainty: 'inferred' },
    'files.root': { source: phoneInstallation },
    'files.certificate': { source: update },
  },
  sources: [...sharedSources, ...weakSources, phoneInstallation, ignition],
} as const satisfies Target
