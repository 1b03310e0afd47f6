// innovaphone PBX and devices: the trust list, and a device certificate that is a chain.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

const page = 'innovaphone wiki, Reference9: General/Certificates'
const management = 'innovaphone wiki, Reference16r1 and Reference12r2: Certificate management'

export const innovaphone = {
  id: 'innovaphone',
  label: 'innovaphone',
  kind: 'pbx',
  // RSA and ECDSA; RSA comes first because its peers may not know the other.
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
    // How key and device certificate go in is not stated: the chain and the key, together and apart.
    certificate: [
      { name: '{name}-chain.pem', content: 'chain-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
      { name: '{root}.pem', content: 'root-pem' },
    ],
    further: [
      { name: '{name}.pem', content: 'combined-pem' },
      { name: '{name}.p12', content: 'pkcs12' },
    ],
  },
  names: [{ field: 'fqdn', kinds: ['dNSName'], isNeeded: true, source: management }],
  cautions: [
    {
      id: 'own-ca',
      text: 'innovaphone advises a CA of your own: only its root has to be trusted everywhere, and devices can be replaced.',
      source: management,
    },
    {
      id: 'rsa-first',
      text: 'Stay with RSA until every other side is known to take ECDSA.',
      source: management,
    },
    {
      id: 'critical-extensions',
      text: 'A certificate with a critical extension that the device does not know is refused.',
      source: management,
    },
    {
      id: 'device-format',
      text: 'In which form a device takes a private key from outside is not stated: try the text (PEM) first, the .p12 after it.',
      source: management,
      certainty: 'unverified',
    },
  ],
  steps: {
    root: [
      {
        id: 'trust-list',
        text: 'On each device open General/Certificates and upload the root (.pem or .der) to the Trust list; a PEM file may hold several certificates.',
        source: page,
        place: 'Trust list',
      },
      {
        id: 'fingerprint',
        text: 'Click its name, and compare the fingerprint with the one that Ringroot shows.',
        source: management,
      },
    ],
    certificate: [
      {
        id: 'ntp',
        text: 'Give the device the right time by NTP first: validity is checked against it.',
        source: management,
      },
      {
        id: 'device-certificate',
        text: 'Open General/Certificates and install the Device certificate: in general the whole chain up to the root.',
        source: page,
        place: 'Device certificate',
      },
      {
        id: 'clients-trust',
        text: 'Add the root to the Trust list of the phones: phones must trust registrars.',
        source: management,
      },
    ],
  },
  evidence: {
    'files.request': { source: management, certainty: 'inferred' },
    'files.root': { source: page, place: 'Trust list' },
    'files.certificate': { source: page, place: 'Device certificate', certainty: 'inferred' },
    'files.further': { source: management, certainty: 'unverified' },
  },
  sources: [page, management],
} as const satisfies Target
