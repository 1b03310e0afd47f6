// Poly phones with OBi-style settings (VVX D230 among them): certificates are fetched by URL alone.
import type { Target } from '../target.ts'
import { combinedBothWays, commonFiles, keyBothWays, rootBothWays, unstated } from './phone-files.ts'

const templates = 'FusionPBX, provisioning templates for Poly, VVX D230 and VVX 450'

const trustLines = [
  '  <O>',
  '    <N>X_DeviceManagement.PlatformCACert.1.</N>',
  '    <P><N>DownloadURL</N><V>http://SERVER/trusted-ca.pem</V></P>',
  '  </O>',
]
const open = ['<!-- Poly, OBi style: part of the settings. Put your server in place of SERVER. -->', '<ParameterList>']
const close = ['</ParameterList>']

export const polyObi = {
  id: 'poly-obi',
  label: 'Poly VVX D230 (OBi style)',
  ...unstated,
  files: {
    ...commonFiles,
    root: [
      ...rootBothWays,
      { name: 'provisioning.xml', content: 'provisioning-text', lines: [...open, ...trustLines, ...close] },
    ],
    certificate: [
      ...combinedBothWays('{MAC}'),
      { name: '{MAC}.crt', content: 'certificate-pem', certainty: 'unverified' },
      ...keyBothWays('{MAC}'),
      ...rootBothWays,
      {
        name: 'provisioning-{MAC}.xml',
        content: 'provisioning-text',
        lines: [
          ...open,
          ...trustLines,
          '  <O>',
          '    <N>X_DeviceManagement.CustomDeviceCert.1.</N>',
          '    <P><N>DownloadURL</N><V>http://SERVER/{MAC}.pem</V></P>',
          '  </O>',
          ...close,
        ],
      },
    ],
  },
  mac: { letters: 'upper', separator: '' },
  cautions: [
    {
      id: 'url-only',
      text: 'Certificates come by URL alone: 2 slots for CA certificates, 2 for certificates of its own.',
      source: templates,
    },
    {
      id: 'forms-open',
      text: 'No document says which form it takes: if the phone does not take the .pem, change the URL to another one.',
      source: templates,
      certainty: 'unverified',
    },
  ],
  steps: {
    root: [
      {
        id: 'root-lines',
        text: 'Copy the root to the server and put the lines into the settings of the phone.',
        source: templates,
      },
    ],
    certificate: [
      {
        id: 'lines',
        text: 'Copy the files to the server and put the lines into the settings of the phone.',
        source: templates,
      },
    ],
  },
  evidence: {
    'files.root': { source: templates, certainty: 'unverified' },
    'files.certificate': { source: templates, certainty: 'unverified' },
    // The name stands in the URL, so that the phone would take any.
    mac: { source: templates, certainty: 'inferred' },
  },
  sources: [templates],
} as const satisfies Target
