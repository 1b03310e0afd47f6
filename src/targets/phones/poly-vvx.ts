// Poly VVX and SoundStation with UC Software: certificates as PEM, in slots of the platform and of applications.
import type { Target } from '../target.ts'
import { combinedBothWays, commonFiles, keyBothWays, unstated } from './phone-files.ts'

const profile = 'Polycom, Feature Profile 37148, Device Certificates on Polycom Phones, July 2012'
const guide = 'Polycom, CX5500 administrator guide 1.1, TLS profiles'
const wildcards = 'FusionPBX, pull request 4061, wildcard certificates and Polycom'
const expiry = 'pmcc.net, Fixing Polycom SoundStation and Let’s Encrypt TLS issues'
const templates = 'FusionPBX, provisioning templates for Polycom'

const lines = [
  '<!-- Poly UC Software: attributes for a configuration file. The root goes into platform slot 1 of 2. -->',
  '<polycomConfig>',
  '  <device device.set="1"',
  '    device.sec.TLS.customCaCert1.set="1"',
  '    device.sec.TLS.customCaCert1="{root-pem}" />',
  '</polycomConfig>',
]

export const polyVvx = {
  id: 'poly-vvx',
  label: 'Poly VVX/SoundStation (UCS)',
  ...unstated,
  files: {
    ...commonFiles,
    root: [
      { name: 'trusted-ca.pem', content: 'root-pem' },
      { name: 'provisioning.cfg', content: 'provisioning-text', lines },
    ],
    certificate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      ...keyBothWays('{name}'),
      ...combinedBothWays('{name}'),
      { name: 'trusted-ca.pem', content: 'root-pem' },
      { name: 'provisioning.cfg', content: 'provisioning-text', lines },
    ],
  },
  limits: { trustedCertificates: 8 },
  refuses: [
    {
      id: 'no-wildcard',
      what: 'wildcard',
      text: 'The phone refuses a server with a wildcard certificate unless strictCertCommonNameValidation is off.',
      source: wildcards,
    },
  ],
  cautions: [
    {
      id: 'slots',
      text: 'There are 2 platform and 6 application slots for CA certificates, and as many for certificates of its own.',
      source: profile,
    },
    {
      id: 'application-slots',
      text: 'Application slots serve neither 802.1X nor syslog nor provisioning: use a platform slot for those.',
      source: profile,
    },
    {
      id: 'factory-certificate',
      text: 'A factory certificate, good until 9 March 2044, is there already: it may be all that is needed.',
      source: profile,
    },
    {
      id: 'small-ca',
      text: 'Old models are said to have room for 1536 or 4096 bytes: keep the root small (RSA 2048, few names).',
      source: profile,
      certainty: 'unverified',
    },
    {
      id: 'missing-roots',
      text: 'Old firmware lacks newer public roots and builds chains as OpenSSL 1.0.2 does: an expired cross-signed root breaks it.',
      source: expiry,
    },
  ],
  steps: {
    root: [
      {
        id: 'root-lines',
        text: 'Put the attributes into a configuration file that the phone loads, and restart it.',
        source: templates,
      },
      {
        id: 'root-page',
        text: 'Or on its web page: Settings > Network > TLS, with the URL of trusted-ca.pem.',
        source: guide,
        certainty: 'inferred',
      },
    ],
    certificate: [
      {
        id: 'certificate-page',
        text: 'Web page of the phone: Settings > Network > TLS, a device certificate of the platform or of an application.',
        source: guide,
      },
      {
        id: 'choose-profile',
        text: 'Then choose the TLS profile under TLS Applications for SIP or provisioning.',
        source: guide,
      },
    ],
  },
  evidence: {
    'files.root': { source: templates },
    'files.certificate': { source: profile, certainty: 'unverified' },
    'limits.trustedCertificates': { source: profile },
  },
  sources: [profile, guide, wildcards, expiry, templates],
} as const satisfies Target
