// The configuration profile that iPhones, iPads and Macs take: a property list with the root in it.
import { encodeBase64 } from '../../pki/bytes.ts'
import { type Anchor, withColons } from './anchor.ts'

/**
 * Writes the profile; UTF-8, and ASCII in fact. It is not signed: the device says so when it is installed.
 *
 * Its identifiers come from the fingerprint, so the same root gives the same profile, and installing it again replaces it.
 * Keys as in Apple, Device Management, TopLevel and CertificateRoot.
 */
export const appleProfile = ({ der, stem, sha256 }: Anchor): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key>
      <string>${stem}.cer</string>
      <key>PayloadContent</key>
      <data>
${(encodeBase64(der).match(/.{1,64}/g) ?? []).join('\n')}
      </data>
      <key>PayloadDescription</key>
      <string>Adds one root certificate. SHA-256 ${withColons(sha256)}</string>
      <key>PayloadDisplayName</key>
      <string>Root certificate ${sha256.slice(0, 8)}</string>
      <key>PayloadIdentifier</key>
      <string>ringroot.${stem}.certificate</string>
      <key>PayloadType</key>
      <string>com.apple.security.root</string>
      <key>PayloadUUID</key>
      <string>${uuidOf(sha256.slice(32))}</string>
      <key>PayloadVersion</key>
      <integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key>
  <string>Makes this device know the root certificate with the SHA-256 fingerprint ${withColons(sha256)}</string>
  <key>PayloadDisplayName</key>
  <string>Phone system root certificate ${sha256.slice(0, 8)}</string>
  <key>PayloadIdentifier</key>
  <string>ringroot.${stem}</string>
  <key>PayloadRemovalDisallowed</key>
  <false/>
  <key>PayloadType</key>
  <string>Configuration</string>
  <key>PayloadUUID</key>
  <string>${uuidOf(sha256.slice(0, 32))}</string>
  <key>PayloadVersion</key>
  <integer>1</integer>
</dict>
</plist>
`

// RFC 9562 §5.8: version 8 is for values of one's own; the variant is 10 in binary.
const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20, 32)}`
