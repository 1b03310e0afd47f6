// Avaya J100: CA certificates and a .p12 named in 46xxsettings.txt; the phone puts its MAC address into the file name.
import type { Target } from '../target.ts'
import { commonFiles, unstated } from './phone-files.ts'

const guide = 'Avaya, Installing and Administering J100 Series IP Phones, release 4.1, PKCS #12'
const manual = 'Avaya, Installing and Administering J129, J139, J169 and J179, 2018 and 2019'
const ipOffice = 'Avaya, IP Office SIP Phone Installation 12.3, Security Certificates'

const trustLines = [
  '## Avaya J100: lines for 46xxsettings.txt. Put your file server in place of SERVER.',
  'SET TRUSTCERTS WebRootCA.pem',
]

export const avayaJ100 = {
  id: 'avaya-j100',
  label: 'Avaya J100',
  ...unstated,
  mac: { letters: 'upper', separator: '' },
  certificateProfile: 'client',
  files: {
    ...commonFiles,
    root: [
      { name: 'WebRootCA.pem', content: 'root-pem' },
      { name: '46xxsettings-lines.txt', content: 'provisioning-text', lines: trustLines },
    ],
    certificate: [
      { name: 'client_{MAC}_cert.p12', content: 'pkcs12' },
      { name: 'WebRootCA.pem', content: 'root-pem' },
      {
        name: '46xxsettings-lines.txt',
        content: 'provisioning-text',
        lines: [
          ...trustLines,
          '## The phone puts its own MAC address in place of $MACADDR: one line serves all phones.',
          'SET PKCS12URL http://SERVER/client_$MACADDR_cert.p12',
        ],
      },
    ],
  },
  cautions: [
    {
      id: 'typed-on-the-phone',
      text: 'Someone types the passphrase on the phone when it fetches the file: choose one that its keys can type.',
      source: guide,
    },
    {
      id: 'before-scep',
      text: 'PKCS12URL goes before MYCERTURL (SCEP) where both are set.',
      source: manual,
    },
    {
      id: 'url-length',
      text: 'The URL has at most 255 ASCII characters and no blank.',
      source: guide,
    },
    {
      id: 'names-with-sip-uris',
      text: 'With SIP URIs the PBX’s certificate must name the SIP domain as a URI and the LAN address as an IP address.',
      source: manual,
    },
    {
      id: 'names-without-sip-uris',
      text: 'Without SIP URIs it must name the SIP domain as a DNS name and the LAN address as an IP address.',
      source: manual,
    },
    {
      id: 'names-for-https',
      text: 'A provisioning server reached by its name must have both the name and the IP address in its certificate.',
      source: manual,
    },
  ],
  steps: {
    root: [
      { id: 'copy-root', text: 'Copy WebRootCA.pem to the file server of the phones.', source: ipOffice },
      { id: 'root-settings', text: 'Put the lines into 46xxsettings.txt and restart the phones.', source: manual },
    ],
    certificate: [
      {
        id: 'copy-files',
        text: 'Copy the .p12 to the file server as it is named, and WebRootCA.pem beside it.',
        source: guide,
      },
      {
        id: 'settings',
        text: 'Put the lines into 46xxsettings.txt, with your server in place of SERVER.',
        source: guide,
      },
      {
        id: 'restart',
        text: 'Restart the phone: it is out of service meanwhile.',
        source: guide,
        certainty: 'inferred',
        isWarning: true,
      },
      {
        id: 'passphrase',
        text: 'Type the passphrase of the .p12 when the phone asks; it asks up to three times again.',
        source: guide,
      },
    ],
  },
  evidence: {
    'files.root': { source: ipOffice },
    'files.certificate': { source: manual },
    mac: { source: guide },
    certificateProfile: { source: guide, certainty: 'inferred' },
  },
  sources: [guide, manual, ipOffice],
} as const satisfies Target
