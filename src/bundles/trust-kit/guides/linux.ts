// Linux: one guide for each family, and one for the store that Chromium keeps for itself.
import type { Anchor } from '../anchor.ts'
import type { Guide } from '../guide.ts'
import { type LinuxFamily, linuxFamilies } from '../linux-script.ts'

const OPENSSL = 'OpenSSL, openssl-x509(1)'
const NSS = 'FiloSottile, mkcert, truststore_nss.go'
// Remembered: no package of it was at hand.
const bundles: Readonly<Record<string, string>> = {
  debian: '/etc/ssl/certs/ca-certificates.crt',
  arch: '/etc/ssl/certs/ca-certificates.crt',
  rhel: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  suse: '/var/lib/ca-certificates/ca-bundle.pem',
}

const familyGuide = (
  { id, label, directory, update, forget, source }: LinuxFamily,
  { stem, sha256 }: Anchor,
): Guide => ({
  id: `linux-${id}`,
  label,
  group: 'system',
  lineEnd: 'lf',
  files: ['install-root-ca-linux.sh', `${stem}.crt`],
  limits: [
    {
      id: 'own-stores',
      text: 'curl, wget and most services look there. Firefox, Chromium, Java and Node have stores of their own.',
      source: NSS,
    },
  ],
  install: [
    {
      id: 'script',
      text: 'With the script: it compares the SHA-256 of the file before and looks at the bundle after.',
      command: 'sudo sh install-root-ca-linux.sh',
      source,
      certainty: id === 'debian' ? 'tested' : 'inferred',
    },
    {
      id: 'compare',
      text: `By hand: compare the fingerprint, ${sha256.toLowerCase()}`,
      command: `openssl x509 -in ${stem}.crt -outform der | sha256sum`,
      source: OPENSSL,
      certainty: 'tested',
    },
    {
      id: 'add',
      text: 'Then copy the file and have it taken in.',
      command: `sudo cp ${stem}.crt ${directory}/\nsudo ${update}`,
      source,
      ...(id === 'debian' ? { certainty: 'tested' } : {}),
    },
  ],
  verify: [
    {
      id: 'script-verify',
      text: 'With the script:',
      command: 'sh install-root-ca-linux.sh --verify',
      source,
      certainty: id === 'debian' ? 'tested' : 'inferred',
    },
    {
      id: 'openssl',
      text: 'By hand: it says OK.',
      command: `openssl verify -CAfile ${bundles[id] ?? ''} ${stem}.crt`,
      source: OPENSSL,
      certainty: id === 'debian' ? 'tested' : 'unverified',
    },
  ],
  remove: [
    {
      id: 'script-remove',
      text: 'With the script:',
      command: 'sudo sh install-root-ca-linux.sh --remove',
      source,
      certainty: id === 'debian' ? 'tested' : 'inferred',
    },
    {
      id: 'remove',
      text: 'By hand:',
      command: `sudo rm ${directory}/${stem}.crt\nsudo ${forget}`,
      source,
      ...(id === 'debian' ? { certainty: 'tested' } : {}),
    },
  ],
})

/** The families of Linux, most used first. */
export const linux = (anchor: Anchor): Guide[] => {
  const order = ['debian', 'rhel', 'arch', 'suse']
  return linuxFamilies
    .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
    .map((family) => familyGuide(family, anchor))
}

/** Guides through the store that Chromium and Chrome have on Linux. */
export const linuxNss = ({ stem }: Anchor): Guide => ({
  id: 'linux-nss',
  label: 'Chromium and Chrome on Linux (NSS)',
  group: 'system',
  lineEnd: 'lf',
  files: [`${stem}.crt`],
  limits: [
    {
      id: 'package',
      text: 'It needs certutil of NSS, not of Windows: package libnss3-tools (Debian, Ubuntu), nss-tools (RHEL, Fedora), nss (Arch), mozilla-nss-tools (SUSE). It works for the user who runs it.',
      source: NSS,
    },
  ],
  install: [
    {
      id: 'store',
      text: 'Only where the store does not exist yet:',
      command: `mkdir -p "$HOME/.pki/nssdb"\ncertutil -d "sql:$HOME/.pki/nssdb" -N --empty-password`,
      source: NSS,
      certainty: 'tested',
    },
    {
      id: 'add',
      text: 'Add the root as an authority for servers, then restart the browser.',
      command: `certutil -d "sql:$HOME/.pki/nssdb" -A -t C,, -n ${stem} -i ${stem}.crt`,
      source: NSS,
      certainty: 'tested',
    },
  ],
  verify: [
    {
      id: 'verify',
      text: 'It says that the certificate is valid.',
      command: `certutil -d "sql:$HOME/.pki/nssdb" -V -u L -n ${stem}`,
      source: 'Mozilla, NSS, certutil(1)',
      certainty: 'tested',
    },
  ],
  remove: [
    {
      id: 'delete',
      text: 'Then restart the browser.',
      command: `certutil -d "sql:$HOME/.pki/nssdb" -D -n ${stem}`,
      source: NSS,
      certainty: 'tested',
    },
  ],
})
