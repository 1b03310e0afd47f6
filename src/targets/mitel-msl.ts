// Mitel Standard Linux, under MiCollab and MiVoice Border Gateway: the web server certificate from another CA.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

const otherCa = 'Mitel, MiCollab 9.7, Manage Third-Party Certificates from an Alternate Certificate Authority'
const queue = 'Mitel, MiCollab Server, Certificate Management'

export const mitelMsl = {
  id: 'mitel-msl',
  label: 'Mitel MSL',
  kind: 'server',
  // SHA-2 "along with variants" is all that is said; no key is named.
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  protection: 'compatible',
  files: {
    request: generic.files.request,
    root: generic.files.root,
    intermediate: generic.files.intermediate,
    certificate: [
      { name: '{name}.p12', content: 'pkcs12' },
      { name: '{root}.crt', content: 'root-pem' },
    ],
    // The other form that it takes: PEM, each in a file of its own.
    further: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{authority}.crt', content: 'authority-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
  },
  names: [{ field: 'fqdn', kinds: ['dNSName'], source: otherCa, certainty: 'inferred' }],
  cautions: [
    {
      id: 'border-gateway',
      text: 'Behind a MiVoice Border Gateway or Web Proxy make one certificate for the gateway, with the names of all servers that use it, and share certificate and key with the servers in the LAN. Behind a firewall each MSL server wants its own.',
      source: otherCa,
    },
    {
      id: 'queue',
      text: 'The CA within MSL is for the certificates of applications, and holds 50 waiting requests at most.',
      source: queue,
    },
  ],
  steps: {
    request: [
      {
        id: 'send-request',
        text: 'Give the .csr to the CA; keep the .key, which goes to the server together with the answer.',
        source: otherCa,
      },
    ],
    certificate: [
      {
        id: 'open-web-server',
        text: 'In the Server Manager open Security > Web Server, tab Web Server Certificate.',
        source: otherCa,
      },
      {
        id: 'install',
        text: 'Import the .p12 with its passphrase; or, as PEM, certificate, intermediates and key.',
        source: otherCa,
        place: 'Supported Formats',
      },
      {
        id: 'share',
        text: 'Install the same certificate and key on every server that shares its names, and restart the servers.',
        isWarning: true,
        source: otherCa,
        certainty: 'inferred',
      },
    ],
  },
  evidence: {
    'files.request': { source: otherCa, certainty: 'inferred' },
    'files.root': { source: otherCa, certainty: 'inferred' },
    'files.certificate': { source: otherCa, place: 'Supported Formats' },
    'files.further': { source: otherCa, place: 'Supported Formats' },
  },
  sources: [otherCa, queue],
} as const satisfies Target
