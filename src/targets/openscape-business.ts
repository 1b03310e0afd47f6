// Unify OpenScape Business V3 (V3R3 and later): formats, limits, file names and the steps on its certificate pages.
import type { InstallStep, Statement, Target } from './target.ts'

const whitepaper = 'Unify, OpenScape Business V3 Whitepaper SSL certificate handling, 09/2024'

/** The import is the same whichever machine the certificate is activated on afterwards. */
export const importSteps = [
  {
    id: 'open-import',
    text: 'In the Admin Portal open Expert Mode > Telephony Server > Security > SSL > Certificate Management > Server Certificates, tab Import Server Certificate.',
    source: whitepaper,
    place: 'section 3.1',
  },
  {
    id: 'import',
    text: 'Under Import PKCS#12 type a name for the certificate and the passphrase (Passphrase for decryption, 7 to 32 characters), and choose the .p12. For two files use Import Certificate and Key files: the .cer and the .key.',
    source: whitepaper,
    place: 'section 3.1',
  },
  {
    id: 'compare-fingerprint',
    text: 'Press View Fingerprint of Certificate and compare it with the fingerprint that Ringroot shows; then press Import Certificate from File, or Import Certificate and Key.',
    source: whitepaper,
    place: 'section 3.1, picture of the import',
  },
] as const satisfies readonly InstallStep[]

/** What holds for the system and for its Booster Server. */
export const sharedCautions = [
  {
    id: 'one-year',
    text: 'Some clients take no certificate that is valid for more than a year: keep to 397 days or less.',
    source: whitepaper,
    place: 'sections 1.4 and 4.1',
  },
  {
    id: 'chain-in-p12',
    text: 'Whether it offers the chain of an imported .p12 to its clients is not stated. Clients that know the root need the intermediate from somewhere: a certificate straight from the root is the safe way.',
    source: whitepaper,
    certainty: 'unverified',
  },
  {
    id: 'plain-key',
    text: 'The import of two files asks for a passphrase. Whether it also takes a key that is not encrypted is not stated; the .p12 avoids the question.',
    source: whitepaper,
    place: 'section 3.1',
    certainty: 'unverified',
  },
] as const satisfies readonly Statement[]

export const openScapeBusiness = {
  id: 'openscape-business',
  label: 'OpenScape Business',
  kind: 'pbx',
  keyAlgorithms: ['rsa-2048'],
  // Its own forms offer only the first and the last; an imported certificate may have any of the three.
  hashes: ['sha-256', 'sha-384', 'sha-512'],
  passphrase: { minLength: 7, maxLength: 32 },
  // The whitepaper names no encryption; every importer there is opens the compatible one.
  protection: 'compatible',
  files: {
    request: [
      { name: '{name}.csr', content: 'request-pem' },
      { name: 'key_csr.pem', content: 'private-key-pem' },
    ],
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    certificate: [
      { name: 'BasedOn{issuer}.p12', content: 'pkcs12' },
      { name: '{root}.crt', content: 'root-pem' },
    ],
    further: [
      { name: '{name}.cer', content: 'certificate-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
  },
  names: [
    { field: 'fqdn', kinds: ['dNSName'], source: whitepaper, place: 'sections 1.3 and 3' },
    // Section 1.1: the temporary certificate is for the LAN address, and a new one comes with a new address.
    { field: 'lan1', kinds: ['iPAddress'], source: whitepaper, place: 'section 1.1', certainty: 'inferred' },
  ],
  cautions: [
    {
      id: 'temporary-certificate',
      text: 'The certificate that the system makes for itself, at installation and when its LAN address changes, names that address and nothing else. In many systems set up before V3R2.1 it ended on 1 January 2024.',
      source: whitepaper,
      place: 'sections 1.1 and 1.4',
    },
    {
      id: 'press-add',
      text: 'If you make the request on the system instead: press Add after each Subject Alternative Name. What is typed and not added is not in the request.',
      source: whitepaper,
      place: 'section 3, step 4',
    },
    ...sharedCautions,
  ],
  steps: {
    request: [
      {
        id: 'send-request',
        text: 'Give the .csr file to the CA, and keep key_csr.pem to yourself: no CA needs it.',
        source: whitepaper,
        place: 'section 3',
      },
      {
        id: 'answer-challenge',
        text: 'Answer the challenge by which the CA makes sure that the domain name is yours, a DNS entry for instance.',
        source: whitepaper,
        place: 'section 3',
      },
      {
        id: 'device-request',
        text: 'A request that the system itself has made stays in its list of Server Certificates: there the answer goes to Import Updated Certificate / Certificate for CSR [X.509].',
        source: whitepaper,
        place: 'section 3, pictures of the list',
      },
    ],
    root: [
      {
        id: 'trust-root',
        text: 'Import the root certificate on every PC and phone that opens the Admin Portal or uses a UC client, so that it trusts what this root signs.',
        source: whitepaper,
        place: 'section 4.2',
      },
      {
        id: 'not-for-internet',
        text: 'A root of your own is for the internal LAN. Web services that are open to the Internet want a certificate from a public CA.',
        source: whitepaper,
        place: 'section 4.2',
      },
    ],
    certificate: [
      ...importSteps,
      {
        id: 'activate',
        text: 'Importing does not activate it. Choose the new certificate in the list and open the tab Activate Certificate. The web server restarts: for 2 to 3 minutes neither the Admin Portal nor any other web service can be reached.',
        isWarning: true,
        source: whitepaper,
        place: 'section 3.1, step 4',
      },
      {
        id: 'see-active',
        text: 'Sign in again: the list shows (active) behind the new certificate. The one before stays in the list until Delete Certificate; delete it only when everything works.',
        source: whitepaper,
        place: 'section 3.1, pictures of the list',
        certainty: 'inferred',
      },
    ],
  },
  evidence: {
    keyAlgorithms: { source: whitepaper, place: 'section 2.1' },
    hashes: { source: whitepaper, place: 'section 2.1' },
    passphrase: { source: whitepaper, place: 'section 3.1' },
    'files.request': { source: whitepaper, place: 'section 3, step 4' },
    'files.root': { source: whitepaper, place: 'section 4.2' },
    'files.certificate': { source: whitepaper, place: 'section 4.2' },
    'files.further': { source: whitepaper, place: 'section 3.1, option 2' },
  },
  sources: [whitepaper],
} as const satisfies Target
