// Vodia PBX: one text with certificate, intermediates and key.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

const management = 'Vodia, documentation, Certificate Management'
const importing = 'Importing Certificates'

export const vodia = {
  id: 'vodia',
  label: 'Vodia',
  kind: 'pbx',
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  protection: 'compatible',
  files: {
    request: generic.files.request,
    root: generic.files.root,
    intermediate: generic.files.intermediate,
    certificate: [
      { name: '{name}.pem', content: 'combined-pem' },
      { name: '{root}.crt', content: 'root-pem' },
    ],
  },
  names: [{ field: 'fqdn', kinds: ['dNSName'], isNeeded: true, source: management }],
  cautions: [
    {
      id: 'tenants',
      text: 'Each tenant may have a certificate for its own DNS name; where there is none, the system certificate is shown. That one may be a wildcard certificate or hold several names.',
      source: management,
    },
    {
      id: 'key-stays',
      text: 'The private key cannot be downloaded from the PBX again: keep this entry.',
      source: management,
    },
  ],
  steps: {
    request: [
      {
        id: 'send-request',
        text: 'Give the .csr to the CA and keep the .key: it is pasted together with the answer.',
        source: management,
        place: importing,
      },
    ],
    root: [
      {
        id: 'trust-root',
        text: 'For connections that the PBX itself opens, import the root (.crt) on its certificate page as Root CA.',
        source: management,
        certainty: 'inferred',
      },
    ],
    certificate: [
      {
        id: 'paste',
        text: 'On the certificate page paste the whole text of the .pem: your certificate first, the intermediates after it, and the private key in the same text. A certificate that is shown to callers must come with its key.',
        source: management,
        place: importing,
      },
      {
        id: 'delete-file',
        text: 'The .pem holds the key in clear: delete it, and empty the clipboard, when it has been pasted.',
        isWarning: true,
        source: management,
        place: importing,
        certainty: 'inferred',
      },
    ],
  },
  evidence: {
    'files.request': { source: management, certainty: 'inferred' },
    'files.root': { source: management, place: importing },
    'files.certificate': { source: management, place: importing },
  },
  sources: [management],
} as const satisfies Target
