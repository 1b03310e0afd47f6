// Grandstream GXP and GRP: PEM texts for fields of the web page, and settings by number (P values) that turn checks on.
import type { Target } from '../target.ts'
import { commonFiles, keyBothWays, unstated } from './phone-files.ts'

const manual = 'Grandstream, GRP26XX security manual, SIP TLS settings'
const provisioning = 'Grandstream, SIP Device Provisioning Guide, 2 November 2023'
const templates = 'FusionPBX, provisioning templates for Grandstream'

const lines = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<gs_provision version="1">',
  '  <config version="1">',
  '    <!-- Grandstream: parts for cfg{mac}.xml or cfg.xml. These checks are off by default. -->',
  '    <!-- Which CA certificates count: 0 built-in, 1 your own, 2 both -->',
  '    <P8502>2</P8502>',
  '    <!-- Check the server certificate -->',
  '    <P8463>1</P8463>',
  '    <!-- Account 1: check its chain, and that it names the SIP domain (RFC 5922) -->',
  '    <P2367>1</P2367>',
  '    <P2311>1</P2311>',
  '  </config>',
  '</gs_provision>',
]

export const grandstreamGrp = {
  id: 'grandstream-grp',
  label: 'Grandstream GXP/GRP',
  ...unstated,
  mac: { letters: 'lower', separator: '' },
  files: {
    ...commonFiles,
    root: [
      { name: 'trusted-ca.pem', content: 'root-pem' },
      {
        name: 'provisioning.xml',
        content: 'provisioning-text',
        lines: lines.map((line) => line.replace('cfg{mac}.xml or ', '')),
      },
    ],
    // P280, P279 and P281 hold certificate, key and the passphrase of the key.
    certificate: [
      { name: '{mac}.crt', content: 'certificate-pem' },
      ...keyBothWays('{mac}'),
      { name: 'trusted-ca.pem', content: 'root-pem' },
      { name: 'provisioning-{mac}.xml', content: 'provisioning-text', lines },
    ],
  },
  cautions: [
    {
      id: 'checks-off',
      text: 'All checks are off by default: without P8463, and P2367 and P2311 for the account, any server is trusted.',
      source: templates,
    },
    {
      id: 'key-passphrase',
      text: 'The key may be encrypted: its passphrase goes into the field beside it (P281).',
      source: templates,
    },
    {
      id: 'eight-zero-two-one-x',
      text: '802.1X has certificates of its own: CA P8439, client P8440.',
      source: templates,
    },
    {
      id: 'tls-versions',
      text: 'The lowest and highest TLS version that it accepts are P22293 and P22294.',
      source: templates,
    },
  ],
  steps: {
    root: [
      {
        id: 'paste-root',
        text: 'Web page of the phone: Maintenance > Security Settings, paste the text of trusted-ca.pem as a trusted CA certificate.',
        source: manual,
        certainty: 'inferred',
      },
      { id: 'turn-checks-on', text: 'Turn the checks on, with the values of the .xml file.', source: templates },
    ],
    certificate: [
      {
        id: 'paste-certificate',
        text: 'Web page of the phone: Maintenance > Security Settings > Security, paste SIP TLS certificate and private key.',
        source: manual,
      },
      { id: 'turn-checks-on', text: 'Turn the checks on, with the values of the .xml file.', source: templates },
    ],
  },
  evidence: {
    'files.root': { source: templates },
    'files.certificate': { source: manual },
    mac: { source: provisioning },
  },
  sources: [manual, provisioning, templates],
} as const satisfies Target
