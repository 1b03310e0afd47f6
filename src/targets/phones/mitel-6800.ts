// Mitel 6800 and 6900 with SIP firmware (Aastra before): PEM files that the configuration names, fetched at start.
import type { Target } from '../target.ts'
import { commonFiles, unstated } from './phone-files.ts'

const guide = 'Mitel, 6800/6900 Series SIP Phones administrator guide, release 4.2 and 5.1'
const first = 'Aastra, 675xi specifications, July 2014, HTTPS, user certificates'
const wazo = 'Wazo, provisioning plugin for Aastra and Mitel phones'

const trustLines = [
  '# Mitel 6800/6900: lines for startup.cfg, or for the .cfg of a phone. The files lie beside it on the server.',
  'https user certificates: phonesTrustedCert.pem',
  'sips trusted certificates: phonesTrustedCert.pem',
]

export const mitel6800 = {
  id: 'mitel-6800',
  label: 'Mitel 6800/6900 (SIP)',
  ...unstated,
  mac: { letters: 'upper', separator: '' },
  files: {
    ...commonFiles,
    root: [
      { name: 'phonesTrustedCert.pem', content: 'root-pem' },
      { name: 'provisioning.txt', content: 'provisioning-text', lines: trustLines },
    ],
    // The guide's example names; what belongs to one phone has its MAC address in front, as its .cfg has.
    certificate: [
      { name: '{MAC}-phonesLocalCert.pem', content: 'certificate-pem' },
      { name: '{MAC}-phonesPrivateKey.pem', content: 'private-key-pem', certainty: 'unverified' },
      { name: '{MAC}-phonesPrivateKey-old.pem', content: 'private-key-traditional', certainty: 'unverified' },
      { name: 'phonesRootCert.pem', content: 'authorities-pem' },
      { name: 'phonesTrustedCert.pem', content: 'root-pem' },
      {
        name: 'provisioning-{MAC}.txt',
        content: 'provisioning-text',
        lines: [
          ...trustLines,
          '# In {MAC}.cfg alone:',
          'sips root and intermediate certificates: phonesRootCert.pem',
          'sips local certificate: {MAC}-phonesLocalCert.pem',
          'sips private key: {MAC}-phonesPrivateKey.pem',
        ],
      },
    ],
  },
  cautions: [
    {
      id: 'kept-while-named',
      text: 'Certificates stay over a firmware update, and are lost on factory default or when the line is taken out.',
      source: guide,
    },
    {
      id: 'all-checks-on',
      text: 'The phone checks trust, name and dates of an HTTPS server from the start.',
      source: guide,
    },
    {
      id: 'first-root',
      text: 'The first root cannot come over HTTPS from a server that needs it: turn https validate certificates off for it.',
      source: first,
    },
    {
      id: 'persistent-tls',
      text: 'Persistent TLS needs the trusted certificates alone; only plain TLS needs a certificate of the phone’s own.',
      source: guide,
    },
  ],
  steps: {
    root: [
      { id: 'copy-root', text: 'Copy phonesTrustedCert.pem to the configuration server.', source: guide },
      {
        id: 'root-lines',
        text: 'Put the lines into startup.cfg and restart the phones: they fetch it at start.',
        source: guide,
      },
    ],
    certificate: [
      { id: 'copy-files', text: 'Copy the .pem files to the configuration server.', source: guide },
      {
        id: 'lines',
        text: 'Put the lines into the .cfg of the phone and restart it: it fetches the files at start.',
        source: guide,
      },
      {
        id: 'other-key',
        text: 'If the phone does not take the key, put the one that ends in -old.pem in its place.',
        source: guide,
        certainty: 'unverified',
      },
    ],
  },
  evidence: {
    'files.root': { source: guide },
    'files.certificate': { source: guide },
    mac: { source: wazo },
  },
  sources: [guide, first, wazo],
} as const satisfies Target
