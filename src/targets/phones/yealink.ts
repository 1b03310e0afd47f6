// Yealink T2, T3, T4, T5, CP and W: CA certificates for its trusted list, and one certificate of its own.
import type { Target } from '../target.ts'
import { combinedBothWays, commonFiles, unstated } from './phone-files.ts'

const guide = 'Yealink, SIP-T48G administrator guide, Security, Transport Layer Security'
const certificates = 'Yealink, Using Security Certificates on Yealink IP Phones, V83'
const templates = 'FusionPBX, provisioning templates for Yealink'

const trustLines = [
  '# Yealink: lines for the common .cfg or the one of a phone. Put your provisioning server in place of SERVER.',
  '# Firmware before V8x spells every name without "static." in front.',
  'static.trusted_certificates.url = http://SERVER/trusted-ca.pem',
  '# The server certificate must name the address that the phone connects to.',
  'static.security.cn_validation = 1',
]

export const yealink = {
  id: 'yealink',
  label: 'Yealink T/CP/W',
  ...unstated,
  mac: { letters: 'lower', separator: '' },
  files: {
    ...commonFiles,
    root: [
      { name: 'trusted-ca.pem', content: 'root-pem' },
      { name: 'provisioning.txt', content: 'provisioning-text', lines: trustLines },
    ],
    // "Server certificate" is what Yealink calls the phone's own: one PEM or CER file. That the key is in it too, and in
    // which order, no document says.
    certificate: [
      ...combinedBothWays('{mac}'),
      { name: 'trusted-ca.pem', content: 'root-pem' },
      {
        name: 'provisioning-{mac}.txt',
        content: 'provisioning-text',
        lines: [...trustLines, 'static.server_certificates.url = http://SERVER/{mac}.pem'],
      },
    ],
  },
  limits: { trustedCertificates: 10, fileBytes: 5_242_880 },
  cautions: [
    {
      id: 'one-own-certificate',
      text: 'The phone holds one certificate of its own: a new one overwrites it, and the phone restarts.',
      source: guide,
    },
    {
      id: 'clock',
      text: 'The phone needs the right time before it can check a certificate: set its time server first.',
      source: certificates,
    },
    {
      id: 'common-name-validation',
      text: 'Common Name Validation compares the server’s certificate with the address that the phone connects to.',
      source: guide,
    },
  ],
  steps: {
    root: [
      {
        id: 'upload-root',
        text: 'Web page of the phone: Security > Trusted Certificates, choose trusted-ca.pem and upload it.',
        source: guide,
        certainty: 'unverified',
      },
      {
        id: 'or-provision',
        text: 'Or put the lines of provisioning.txt into its configuration file.',
        source: templates,
      },
    ],
    certificate: [
      {
        id: 'upload-certificate',
        text: 'Web page of the phone: Security > Server Certificates, choose the .pem file and upload it.',
        source: guide,
        certainty: 'unverified',
      },
      { id: 'restarts', text: 'The phone restarts by itself.', source: guide, isWarning: true },
      {
        id: 'other-order',
        text: 'If it refuses the file, upload the one with the key in front.',
        source: certificates,
        certainty: 'unverified',
      },
    ],
  },
  evidence: {
    'files.root': { source: guide },
    'files.certificate': { source: guide, certainty: 'unverified' },
    'limits.trustedCertificates': { source: guide },
    'limits.fileBytes': { source: guide },
    // The name stands in the URL, so that the phone would take any; its configuration files are spelled like this.
    mac: { source: templates, certainty: 'inferred' },
  },
  sources: [guide, certificates, templates],
} as const satisfies Target
