// 2N IP intercoms: CA and user certificates in PEM or DER, keys of RSA up to 2048 bits or on elliptic curves.
import { generic } from '../generic.ts'
import type { Target } from '../target.ts'
import { commonFiles } from './phone-files.ts'

const manual = '2N, IP intercoms configuration manual, 5.6.5 Certificates'

export const twoN = {
  id: '2n-intercom',
  label: '2N IP intercom',
  kind: 'phone',
  keyAlgorithms: ['rsa-2048', 'p-256', 'p-384', 'p-521'],
  hashes: generic.hashes,
  protection: 'compatible',
  files: {
    ...commonFiles,
    root: [
      { name: 'trusted-ca.pem', content: 'root-pem' },
      { name: 'trusted-ca.der', content: 'root-der' },
    ],
    certificate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
      { name: 'trusted-ca.pem', content: 'root-pem' },
    ],
    further: [
      { name: '{name}.der', content: 'certificate-der' },
      { name: '{name}.p8', content: 'private-key-der' },
    ],
  },
  cautions: [
    {
      id: 'three-sets',
      text: 'There are three sets of certificates; each service (web server, e-mail, 802.1X, SIP) is given one of them.',
      source: manual,
    },
    { id: 'version-3', text: 'A CA certificate must be X.509 version 3.', source: manual },
    { id: 'id-length', text: 'The ID that is asked for on upload has at most 40 characters.', source: manual },
  ],
  steps: {
    root: [{ id: 'upload-root', text: 'System > Certificates > CA certificates: upload the root.', source: manual }],
    certificate: [
      {
        id: 'upload-certificate',
        text: 'System > Certificates > User certificates: upload certificate and key.',
        source: manual,
      },
      { id: 'choose-set', text: 'Choose the set for each service that is to use it.', source: manual },
    ],
  },
  evidence: {
    keyAlgorithms: { source: manual },
    'files.root': { source: manual },
    'files.certificate': { source: manual },
    'files.further': { source: manual },
  },
  sources: [manual],
} as const satisfies Target
