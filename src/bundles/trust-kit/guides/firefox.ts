// Firefox: by policy, by the system's store, by hand.
import { type Anchor, withColons } from '../anchor.ts'
import type { Guide } from '../guide.ts'

const POLICIES = 'Mozilla, policy-templates, Certificates'

/** Guides through Firefox: policy, then by hand. */
export const firefox = ({ stem, sha256 }: Anchor): Guide => ({
  id: 'firefox',
  label: 'Firefox',
  group: 'system',
  lineEnd: 'crlf',
  files: ['policies.json', `${stem}.crt`],
  limits: [
    {
      id: 'system-store',
      text: 'On Windows and macOS this policy also makes Firefox trust what the system trusts. On Linux it does not: there the file has to be found.',
      source: POLICIES,
    },
    {
      id: 'existing',
      text: 'Where a policies.json exists already, join the two: a second one replaces the first.',
      source: POLICIES,
      isWarning: true,
    },
  ],
  install: [
    {
      id: 'certificate',
      text: `Copy ${stem}.crt to the folder where Firefox looks for it. Windows: for each user. macOS and Linux: for all.`,
      command:
        '%USERPROFILE%\\AppData\\Local\\Mozilla\\Certificates\n/Library/Application Support/Mozilla/Certificates\n/usr/lib/mozilla/certificates',
      source: POLICIES,
    },
    {
      id: 'policy',
      text: 'Copy policies.json into the folder distribution beside the program; on Linux also possible for all versions at once.',
      command:
        'C:\\Program Files\\Mozilla Firefox\\distribution\n/Applications/Firefox.app/Contents/Resources/distribution\n/etc/firefox/policies',
      source: POLICIES,
    },
    { id: 'restart', text: 'Restart Firefox.', source: POLICIES },
    {
      id: 'by-hand',
      text: `Or by hand, for one person: Settings > Privacy & Security > Certificates > View Certificates > Authorities > Import, tick "Trust this CA to identify websites". View shows SHA-256 ${withColons(sha256)}`,
      source: 'Debian wiki, Firefox/PrivateCertificateAuthority',
    },
  ],
  verify: [
    {
      id: 'about-policies',
      text: 'Open about:policies: Certificates is listed, and Errors is empty.',
      source: POLICIES,
    },
    {
      id: 'authorities',
      text: 'Settings > Privacy & Security > View Certificates > Authorities lists the root.',
      source: POLICIES,
    },
  ],
  remove: [
    {
      id: 'remove',
      text: 'Take the lines out of policies.json (or the whole file away) and delete the certificate file. What the policy has added stays: delete it under View Certificates > Authorities.',
      source: POLICIES,
      certainty: 'unverified',
    },
  ],
})
