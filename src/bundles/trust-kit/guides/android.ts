// Android: what can be done by hand, and how far it goes.
import { type Anchor, withColons } from '../anchor.ts'
import type { Guide } from '../guide.ts'

const API_24 = 'Android, Network security configuration; Microsoft, DevicePolicyManager.InstallCaCert'
const CREDENTIALS = 'Trusted credentials on Android, several handbooks'

/** Guides through Android, by hand. */
export const android = ({ stem, sha256 }: Anchor): Guide => ({
  id: 'android',
  label: 'Android',
  group: 'system',
  lineEnd: 'crlf',
  files: [`${stem}.crt`],
  limits: [
    {
      id: 'apps',
      text: 'Apps made for Android 7 (API 24) or later ignore authorities that a person installed, unless the app says otherwise. Most softphones are such apps: for them take a certificate of a public CA.',
      source: API_24,
      isWarning: true,
    },
    {
      id: 'no-app',
      text: 'Since Android 11 no app can install it for the person. A device policy controller (MDM) can.',
      source: 'DeviceConnect-Android, pull request 542',
    },
    {
      id: 'notice',
      text: 'Android warns afterwards that the network may be monitored. That is how it speaks of any such root.',
      source: CREDENTIALS,
      certainty: 'unverified',
    },
  ],
  install: [
    { id: 'copy', text: `Copy ${stem}.crt to the device.`, source: CREDENTIALS },
    {
      id: 'install',
      text: 'Settings > Security > Encryption & credentials > Install a certificate > CA certificate > Install anyway, choose the file. Makers word it differently.',
      source: CREDENTIALS,
      certainty: 'unverified',
    },
  ],
  verify: [
    {
      id: 'look',
      text: `Trusted credentials > User: open the root and compare. SHA-256 ${withColons(sha256)}`,
      source: CREDENTIALS,
    },
    {
      id: 'browser',
      text: 'The browser opens the page of the phone system without a warning.',
      source: CREDENTIALS,
    },
  ],
  remove: [{ id: 'remove', text: 'Trusted credentials > User > the root > Remove.', source: CREDENTIALS }],
})
