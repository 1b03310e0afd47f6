// Cisco Expressway and VCS: certificate and key as two PEM files, the key in clear.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

const guide = 'Cisco, Expressway Certificate Creation and Use Deployment Guide X12.5 and X14.0'
const manual = 'Cisco, TelePresence manual, server certificate'
const loading = 'Loading Certificates and Keys Onto Expressway'

export const ciscoExpressway = {
  id: 'cisco-expressway',
  label: 'Cisco Expressway',
  kind: 'server',
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  protection: 'compatible',
  files: {
    request: generic.files.request,
    root: [
      { name: '{name}.pem', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    intermediate: [
      { name: '{name}.pem', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    certificate: [
      { name: '{name}.pem', content: 'certificate-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
      { name: '{authority}.pem', content: 'authority-pem' },
    ],
  },
  names: [{ field: 'fqdn', kinds: ['dNSName'], isNeeded: true, source: guide, certainty: 'inferred' }],
  refuses: [
    {
      id: 'encrypted-key',
      what: 'encrypted-private-key',
      text: 'The key file must not be protected by a password.',
      source: manual,
    },
  ],
  cautions: [
    {
      id: 'both-usages',
      text: 'The certificate should be for server and client: Expressway is either, and public CAs are ending the second.',
      source: guide,
      place: loading,
    },
    {
      id: 'common-name',
      text: 'Give it a common name: without one the upload warns, and some services do not work.',
      source: guide,
      place: loading,
    },
    {
      id: 'one-ca-per-name',
      text: 'Do not load several CA certificates with one common name.',
      source: guide,
      place: loading,
    },
  ],
  steps: {
    root: [
      {
        id: 'trusted-ca',
        text: 'Load the root (.pem) into the list of trusted CA certificates, under Maintenance > Security.',
        source: guide,
        place: loading,
      },
    ],
    certificate: [
      {
        id: 'trusted-ca',
        text: 'Under Maintenance > Security load the CA certificates (.pem) into the list of trusted CA certificates first.',
        source: guide,
        place: loading,
        certainty: 'inferred',
      },
      {
        id: 'server-certificate',
        text: 'Open Maintenance > Security > Server certificate, and upload the certificate (.pem) and the private key (.key), which must not be encrypted. Read the warnings that the page shows.',
        source: guide,
        place: loading,
      },
      {
        id: 'delete-key',
        text: 'Delete the .key file afterwards: it holds the key in clear. The copy in the vault is sealed.',
        isWarning: true,
        source: guide,
        place: loading,
        certainty: 'inferred',
      },
    ],
  },
  evidence: {
    'files.request': { source: guide, certainty: 'inferred' },
    'files.root': { source: guide, place: loading },
    'files.certificate': { source: guide, place: loading },
  },
  sources: [guide, manual],
} as const satisfies Target
