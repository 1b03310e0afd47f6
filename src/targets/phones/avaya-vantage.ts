// Avaya Vantage: up to 100 CA certificates named in the settings; its own certificate comes by SCEP.
import type { Target } from '../target.ts'
import { commonFiles, identityAnyWay, unstated } from './phone-files.ts'

const guide = 'Avaya, Installing and Administering Avaya Vantage 3.2, Certificate configuration parameters'

const lines = ['## Avaya Vantage: line for 46xxsettings.txt, the file beside it.', 'SET TRUSTCERTS trusted-ca.pem']

export const avayaVantage = {
  id: 'avaya-vantage',
  label: 'Avaya Vantage',
  ...unstated,
  certificateProfile: 'client',
  files: {
    ...commonFiles,
    root: [
      { name: 'trusted-ca.pem', content: 'root-pem' },
      { name: 'trusted-ca.der', content: 'root-der' },
      { name: '46xxsettings-lines.txt', content: 'provisioning-text', lines },
    ],
    certificate: [
      ...identityAnyWay('{name}'),
      { name: 'trusted-ca.pem', content: 'root-pem' },
      { name: '46xxsettings-lines.txt', content: 'provisioning-text', lines },
    ],
  },
  limits: { trustedCertificates: 100 },
  cautions: [
    {
      id: 'value-length',
      text: 'The list of TRUSTCERTS, file names with commas between, has at most 4000 characters.',
      source: guide,
    },
    {
      id: 'device-services',
      text: 'TRUSTCERTS of Aura Device Services goes before 46xxsettings.txt and needs whole URLs; keep both lists the same.',
      source: guide,
    },
    {
      id: 'own-by-scep',
      text: 'MYCERTURL (SCEP) is the documented way to a certificate of its own; no document names a file for it.',
      source: guide,
      certainty: 'inferred',
    },
  ],
  steps: {
    root: [
      {
        id: 'root-lines',
        text: 'Copy the root to the file server and put the line into 46xxsettings.txt.',
        source: guide,
      },
    ],
    certificate: [
      {
        id: 'root-lines',
        text: 'Copy the root to the file server and put the line into 46xxsettings.txt.',
        source: guide,
      },
    ],
  },
  evidence: {
    'files.root': { source: guide },
    'files.certificate': { source: guide, certainty: 'unverified' },
    'limits.trustedCertificates': { source: guide },
    certificateProfile: { source: guide, certainty: 'inferred' },
  },
  sources: [guide],
} as const satisfies Target
