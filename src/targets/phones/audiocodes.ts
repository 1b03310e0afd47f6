// AudioCodes 4xxHD: certificate and key as two files that the configuration names.
import type { Target } from '../target.ts'
import { commonFiles, keyBothWays, rootBothWays, unstated } from './phone-files.ts'

const manual = 'AudioCodes, 400HD Series administrator manual, User-Generated Certificates'
const c455 = 'AudioCodes, C455HD users and administrator manual, Device Certificate'

export const audioCodes = {
  id: 'audiocodes-4xxhd',
  label: 'AudioCodes 4xxHD',
  ...unstated,
  certificateProfile: 'client',
  mac: { letters: 'lower', separator: '' },
  files: {
    ...commonFiles,
    root: rootBothWays,
    // The manual's names, with the MAC address in front so that phones do not share a file.
    certificate: [
      { name: '{mac}-device.crt', content: 'certificate-pem' },
      ...keyBothWays('{mac}-device'),
      ...rootBothWays,
      {
        name: 'provisioning-{mac}.cfg',
        content: 'provisioning-text',
        lines: [
          'security/device_certificate_url=http://SERVER/{mac}-device.crt',
          'security/device_private_key_url=http://SERVER/{mac}-device.key',
        ],
      },
    ],
  },
  cautions: [
    { id: 'before-scep', text: 'The URLs count only while no SCEP server is set.', source: c455 },
    {
      id: 'per-connection',
      text: 'Up to five certificates of your own, one for each kind of connection: 802.1X, SIP over TLS, HTTPS provisioning.',
      source: manual,
    },
    {
      id: 'factory-certificate',
      text: 'A connection without a certificate of your own uses the factory’s, made for the phone’s MAC address.',
      source: manual,
    },
  ],
  steps: {
    root: [{ id: 'root-page', text: 'Load the root as an external trusted root CA.', source: manual }],
    certificate: [
      {
        id: 'copy-files',
        text: 'Copy the certificate and the key to a server that only the phones reach: the key is not encrypted.',
        source: c455,
      },
      {
        id: 'lines',
        text: 'Put the lines into the configuration file of the phone, your server in place of SERVER.',
        source: c455,
      },
    ],
  },
  evidence: {
    'files.root': { source: manual, certainty: 'unverified' },
    'files.certificate': { source: c455 },
    // The name stands in the URL, so that the phone would take any.
    mac: { source: c455, certainty: 'inferred' },
    certificateProfile: { source: manual },
  },
  sources: [manual, c455],
} as const satisfies Target
