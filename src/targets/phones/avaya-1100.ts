// Avaya 1100 and 1200 with SIP software: a .p12 found by its MAC address, a passphrase that its keys can type.
import { generic } from '../generic.ts'
import type { Target } from '../target.ts'
import { commonFiles } from './phone-files.ts'

const guide1100 = 'Avaya, SIP Software for 1100 Series IP Deskphones, Administration, November 2012'
const guide1200 = 'Avaya, SIP Software for 1200 Series IP Deskphones, Administration, January 2012 and March 2015'

const trustLines = [
  '# Avaya 1100/1200: sections for 11xxeSIP.cfg or 12xxSIP.cfg. Raise VERSION whenever a file is a new one.',
  '[USER_KEYS]',
  'DOWNLOAD_MODE AUTO',
  'VERSION 000001',
  'PROTOCOL HTTP',
  'FILENAME custroot.pem',
]

export const avaya1100 = {
  id: 'avaya-1100',
  label: 'Avaya 1100/1200 (SIP)',
  kind: 'phone',
  keyAlgorithms: ['rsa-2048', 'rsa-3072', 'rsa-4096'],
  hashes: generic.hashes,
  // No shorter limit is stated; even an empty one works there, and is advised against.
  passphrase: {
    minLength: 6,
    maxLength: 12,
    alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.!@$%&+:^',
  },
  protection: 'compatible',
  mac: { letters: 'upper', separator: '' },
  certificateProfile: 'client',
  files: {
    ...commonFiles,
    root: [
      { name: 'custroot.pem', content: 'root-pem' },
      { name: 'provisioning.txt', content: 'provisioning-text', lines: trustLines },
    ],
    certificate: [
      { name: 'devcert{MAC}.p12', content: 'pkcs12' },
      { name: 'custroot.pem', content: 'root-pem' },
      {
        name: 'provisioning.txt',
        content: 'provisioning-text',
        lines: [
          ...trustLines,
          '',
          '# The phone puts its own MAC address in place of *: one section serves all phones.',
          '[DEV_CERT]',
          'DOWNLOAD_MODE AUTO',
          'VERSION 000001',
          'PROFILE 1',
          'PURPOSE -1',
          'PROTOCOL HTTP',
          'FILENAME devcert*.p12',
        ],
      },
    ],
  },
  cautions: [
    {
      id: 'passphrase-on-keys',
      text: 'The passphrase is typed on the phone: at most 12 characters, letters, digits and _ - . ! @ $ % & + : ^ alone.',
      source: guide1200,
    },
    {
      id: 'own-certificate-needed',
      text: 'TLS fails while the phone holds no certificate of its own.',
      source: guide1200,
    },
    {
      id: 'server-addresses',
      text: 'The PBX’s certificate must name the IPv4 and IPv6 addresses of the proxy.',
      source: guide1200,
    },
    {
      id: 'profile-for-file',
      text: 'On newer firmware profile 1 belongs to SCEP: set another PROFILE there, or the file is refused.',
      source: guide1200,
    },
    {
      id: 'letters-of-mac',
      text: 'No document says whether the phone looks for upper-case or lower-case letters: rename the file if it is not found.',
      source: guide1100,
      certainty: 'unverified',
    },
    {
      id: 'list-size',
      text: 'A trust list (CTL) has at most 20 KB, a revocation list at most 100 entries.',
      source: guide1200,
    },
  ],
  steps: {
    root: [
      {
        id: 'root-section',
        text: 'Copy custroot.pem to the provisioning server and add the section [USER_KEYS].',
        source: guide1200,
      },
    ],
    certificate: [
      { id: 'root-first', text: 'Copy custroot.pem and the .p12 to the provisioning server.', source: guide1100 },
      {
        id: 'sections',
        text: 'Add the sections to the provisioning file; a VERSION must be higher than the last.',
        source: guide1100,
      },
      { id: 'passphrase', text: 'Type the passphrase of the .p12 when the phone asks for it.', source: guide1100 },
    ],
  },
  evidence: {
    keyAlgorithms: { source: guide1100 },
    passphrase: { source: guide1200 },
    'files.root': { source: guide1200 },
    'files.certificate': { source: guide1100 },
    mac: { source: guide1100, certainty: 'unverified' },
    certificateProfile: { source: guide1100, certainty: 'inferred' },
  },
  sources: [guide1100, guide1200],
} as const satisfies Target
