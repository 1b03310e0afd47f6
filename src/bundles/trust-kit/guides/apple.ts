// macOS, iOS and iPadOS: a command or the keychain, and the profile with its second switch.
import { type Anchor, withColons } from '../anchor.ts'
import type { Guide } from '../guide.ts'

const MKCERT = 'FiloSottile, mkcert, truststore_darwin.go'
const TWOCANOES = 'Twocanoes, Trusting certificates in the system keychain'
const APPLE = 'Apple, Trust manually installed certificate profiles in iOS and iPadOS'
const PROFILE = 'Apple, Device Management, CertificateRoot'

/** Guides through macOS. */
export const macOs = ({ stem, sha256, sha1 }: Anchor): Guide => ({
  id: 'macos',
  label: 'macOS',
  group: 'system',
  lineEnd: 'lf',
  files: [`${stem}.crt`, `${stem}.mobileconfig`],
  limits: [
    {
      id: 'password',
      text: 'Since macOS 11 every change of trust asks for the password of an administrator, even in a script run as root. For many Macs use an MDM.',
      source: TWOCANOES,
    },
  ],
  install: [
    {
      id: 'compare',
      text: `Compare the fingerprint first: SHA-256 ${withColons(sha256)}`,
      command: `openssl x509 -in ${stem}.crt -noout -fingerprint -sha256`,
      source: 'OpenSSL, openssl-x509(1)',
      certainty: 'tested',
    },
    {
      id: 'add',
      text: 'Terminal, in the folder of the file:',
      command: `sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${stem}.crt`,
      source: MKCERT,
    },
    {
      id: 'keychain',
      text: 'Or by hand: Keychain Access > System > drag the file in, double-click it > Trust > When using this certificate: Always Trust.',
      source: TWOCANOES,
    },
  ],
  verify: [
    {
      id: 'verify-cert',
      text: 'Terminal; it says that the verification was successful.',
      command: `security verify-cert -c ${stem}.crt`,
      source: 'Apple, security(1)',
      certainty: 'unverified',
    },
  ],
  remove: [
    {
      id: 'remove-trust',
      text: 'Terminal: first the trust, then the certificate.',
      command: `sudo security remove-trusted-cert -d ${stem}.crt\nsudo security delete-certificate -Z ${sha1} /Library/Keychains/System.keychain`,
      source: MKCERT,
      certainty: 'unverified',
    },
  ],
})

/** Guides through iPhone and iPad, with both switches. */
export const iOs = ({ stem, sha256 }: Anchor): Guide => ({
  id: 'ios',
  label: 'iPhone and iPad',
  group: 'system',
  lineEnd: 'crlf',
  files: [`${stem}.mobileconfig`],
  limits: [
    {
      id: 'two-switches',
      text: 'Installing the profile is not enough: without the second switch nothing trusts the root. Devices under an MDM need no second switch.',
      source: APPLE,
      isWarning: true,
    },
    {
      id: 'common-name',
      text: 'A root without common name (CN) is not listed under Certificate Trust Settings.',
      source: 'FiloSottile, mkcert, cert.go',
    },
    {
      id: 'unsigned',
      text: 'The device calls the profile not signed. That is right: compare the fingerprint instead.',
      source: PROFILE,
    },
  ],
  install: [
    {
      id: 'send',
      text: `Send ${stem}.mobileconfig to the device (mail, AirDrop, a page of your own) and open it there.`,
      source: APPLE,
    },
    {
      id: 'install',
      text: 'First switch: Settings > Profile Downloaded (or General > VPN & Device Management) > Install.',
      source: APPLE,
    },
    {
      id: 'compare',
      text: `Before Install, More Details shows the certificate. SHA-256 ${withColons(sha256)}`,
      source: APPLE,
      certainty: 'unverified',
    },
    {
      id: 'trust',
      text: 'Second switch: Settings > General > About > Certificate Trust Settings > turn on full trust for the root.',
      source: APPLE,
    },
  ],
  verify: [
    {
      id: 'switch',
      text: 'The switch under Certificate Trust Settings is on, and Safari opens the page of the phone system without a warning.',
      source: APPLE,
    },
  ],
  remove: [
    {
      id: 'remove',
      text: 'Settings > General > VPN & Device Management > the profile > Remove Profile. The switch goes with it.',
      source: APPLE,
      certainty: 'unverified',
    },
  ],
})
