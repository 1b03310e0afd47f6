// Mitel MiVoice Connect, Headquarters and DVS: the staging folder whose files Connect Director takes together.
import { generic } from './generic.ts'
import type { InstallStep, Statement, Target } from './target.ts'

const appNote = 'Mitel, MT App Note 16036: MiVoice Connect Security Certificates, version 2.0, May 2018'
const forum = 'ShoreTel forums, thread on IP400 phones and IIS error 403.16'

/** What holds for the servers and for the appliances. */
export const sharedCautions = [
  {
    id: 'public-ca',
    text: 'For the app note a certificate bought from a public CA is the only way in which the Connect client is secure. With a CA of your own every platform on which a client runs must trust its root first.',
    source: appNote,
    place: 'Support of Self-signed Certificates',
  },
  {
    id: 'http-fallback',
    text: 'Where no trusted certificate is installed, the Connect client falls back to HTTP without encryption.',
    source: appNote,
    place: 'Support of Self-signed Certificates',
  },
  {
    id: 'no-alternative-names',
    text: 'The form of Connect Director for a request has no field for alternative names, and browsers look at nothing else: a request made here carries them.',
    source: appNote,
    place: 'figure of the request’s page',
    certainty: 'inferred',
  },
  {
    id: 'wildcard',
    text: 'Wildcard certificates are often used with Connect. Phones of other makers may refuse them.',
    source: appNote,
    place: 'Wildcard Validation',
  },
] as const satisfies readonly Statement[]

/** The root on PCs: the walk through MMC, and what must not go there. */
const rootSteps = [
  {
    id: 'open-mmc',
    text: 'On each PC run mmc; File > Add/Remove Snap-in > Certificates > Add > Computer account > Local computer > Finish > OK.',
    source: appNote,
    place: 'Installing Security Certificates on End User Systems',
  },
  {
    id: 'import-root',
    text: 'Open Certificates (Local Computer), right-click Trusted Root Certification Authorities > All Tasks > Import, and follow the wizard.',
    source: appNote,
    place: 'Installing Security Certificates on End User Systems',
  },
  {
    id: 'root-only',
    text: 'Put only the root there, and on the Connect server itself nothing but roots: an intermediate in that store makes IP400 phones fail with IIS error 403.16.',
    isWarning: true,
    source: forum,
  },
  {
    id: 'restart-pc',
    text: 'Restart the PC if the Connect client does not know the root yet.',
    source: appNote,
    place: 'Installing Security Certificates on End User Systems',
  },
] as const satisfies readonly InstallStep[]

/** Connect Director takes everything in one go, after the old certificate is gone. */
export const importSteps = [
  {
    id: 'compare-name',
    text: 'Compare Name with the common name of the new certificate: the name that is installed, an FQDN, should be the same.',
    source: appNote,
    place: 'Installing / Importing the Certificate',
  },
  {
    id: 'delete-current',
    text: 'Press DELETE CURRENT CERTIFICATE. From here until the new one is saved there are no secure connections.',
    isWarning: true,
    source: appNote,
    place: 'Installing / Importing the Certificate',
  },
  {
    id: 'passphrase',
    text: 'If you have encrypted the key file, type its passphrase into Password/Passphrase.',
    source: appNote,
    place: 'Installing / Importing the Certificate',
  },
  {
    id: 'choose-files',
    text: 'With Browse (or Choose Files) select the certificate, every intermediate CA certificate and the key file together.',
    source: appNote,
    place: 'Installing / Importing the Certificate',
  },
  {
    id: 'see-issuer',
    text: 'Connect Director checks the files. Refresh the browser page: Issuer shows the new CA.',
    source: appNote,
    place: 'Installing / Importing the Certificate',
  },
  {
    id: 'save',
    text: 'Press Save: only this installs the certificate.',
    source: appNote,
    place: 'Installing / Importing the Certificate',
  },
] as const satisfies readonly InstallStep[]

const requestSteps = [
  {
    id: 'staging',
    text: 'Put the .csr and the .key into one staging folder, <drive>:\\CertStaging for instance, under one name: server01.csr and server01.key.',
    source: appNote,
    place: 'Generating the CSR',
  },
  {
    id: 'send-request',
    text: 'Send the .csr to the CA. Keep the .key for yourself: the CA does not need it.',
    source: appNote,
    place: 'Generating the CSR',
  },
  {
    id: 'stage-answer',
    text: 'Save the certificate and every intermediate that the CA sends into the same folder.',
    source: appNote,
    place: 'Installing / Importing the Certificate',
  },
] as const satisfies readonly InstallStep[]

export const miVoiceConnect = {
  id: 'mivoice-connect',
  label: 'MiVoice Connect HQ/DVS',
  kind: 'pbx',
  defaultName: 'server01',
  // The app note states neither keys nor hashes.
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  // It names no encryption either; its import field "Password/Passphrase" has no stated limits.
  protection: 'compatible',
  files: {
    request: [
      { name: '{name}.csr', content: 'request-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    // PEM is implied by copy and paste; the extension .crt is ours. The root is for the PCs.
    certificate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{authority}.crt', content: 'authority-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
  },
  names: [
    {
      field: 'fqdn',
      kinds: ['dNSName'],
      isNeeded: true,
      source: appNote,
      place: 'Installing / Importing the Certificate',
    },
  ],
  refuses: [
    {
      id: 'self-signed',
      what: 'self-signed',
      text: 'MiVoice Connect does not support self-signed certificates for secure connections.',
      source: appNote,
      place: 'What is a Security Certificate?',
    },
  ],
  cautions: [
    ...sharedCautions,
    {
      id: 'default-certificate',
      text: 'The certificates of a new installation are signed by the UC Certificate Authority of the system, which no PC trusts.',
      source: appNote,
      place: 'Support of Self-signed Certificates',
    },
  ],
  steps: {
    request: requestSteps,
    root: rootSteps,
    certificate: [
      {
        id: 'open-certificate-tab',
        text: 'In Connect Director open Administration > Appliances/Servers > Platform Equipment, click the server, and open the tab Certificate.',
        source: appNote,
        place: 'Installing / Importing the Certificate',
      },
      ...importSteps,
      {
        id: 'each-server',
        text: 'Repeat this for each DVS.',
        source: appNote,
        place: 'Generating the CSR',
      },
      {
        id: 'see-padlock',
        text: 'Look at the Connect client: a closed padlock shows that the connection is secure.',
        source: appNote,
        place: 'Installing / Importing the Certificate',
      },
    ],
  },
  evidence: {
    defaultName: { source: appNote, place: 'Generating the CSR' },
    'files.request': { source: appNote, place: 'Generating the CSR' },
    'files.root': { source: appNote, place: 'Installing Security Certificates on End User Systems' },
    'files.certificate': { source: appNote, place: 'Installing / Importing the Certificate', certainty: 'inferred' },
  },
  sources: [appNote, forum],
} as const satisfies Target
