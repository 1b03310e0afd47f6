// One script for the four families of Linux: it looks at the file before and at the bundle of trusted roots after, and
// undoes what it did. Nothing but a fingerprint and a fixed file name goes into it.
import type { Anchor } from './anchor.ts'

/** Where a family of Linux keeps roots that an administrator adds. */
export interface LinuxFamily {
  readonly id: string
  readonly label: string
  readonly directory: string
  /** Makes what was added count. */
  readonly update: string
  /** Makes what was removed be forgotten. */
  readonly forget: string
  readonly source: string
  /** Of the directory and commands. */
  readonly isUnverified?: boolean
}

const MKCERT = 'FiloSottile, mkcert, truststore_linux.go'

/** The families, in the order in which the script looks for them. */
export const linuxFamilies: readonly LinuxFamily[] = [
  {
    id: 'rhel',
    label: 'RHEL, Fedora, Rocky, Alma',
    directory: '/etc/pki/ca-trust/source/anchors',
    update: 'update-ca-trust extract',
    forget: 'update-ca-trust extract',
    source: 'Red Hat, RHEL 7 Security Guide, 4.14 Using shared system certificates',
  },
  {
    id: 'debian',
    label: 'Debian, Ubuntu',
    directory: '/usr/local/share/ca-certificates',
    update: 'update-ca-certificates',
    forget: 'update-ca-certificates --fresh',
    source: 'Debian, update-ca-certificates(8)',
  },
  {
    id: 'arch',
    label: 'Arch',
    directory: '/etc/ca-certificates/trust-source/anchors',
    update: 'trust extract-compat',
    forget: 'trust extract-compat',
    source: MKCERT,
  },
  {
    id: 'suse',
    label: 'SUSE',
    directory: '/usr/share/pki/trust/anchors',
    update: 'update-ca-certificates',
    forget: 'update-ca-certificates',
    source: MKCERT,
  },
]

const choice = ({ directory, update, forget }: LinuxFamily, index: number): string =>
  `${index === 0 ? 'if' : 'elif'} [ -d ${directory} ]; then
  anchors=${directory}
  update() { ${update}; }
  forget() { ${forget}; }`

/** Writes the script for any POSIX shell; it needs coreutils, sed and grep. */
export const linuxScript = ({ stem, sha256 }: Anchor): string => `#!/bin/sh
# Adds one root certificate to what this Linux system trusts, looks whether it is
# there, or removes it again.
#
#   sudo sh install-root-ca-linux.sh             adds it
#   sh install-root-ca-linux.sh --verify         only looks
#   sudo sh install-root-ca-linux.sh --remove    removes it
#
# The certificate is the file ${stem}.crt beside this script. It is added
# only when its SHA-256 fingerprint is the one below. Firefox and Chromium keep
# stores of their own: see their instructions.
set -eu
file=${stem}.crt
sha256=${sha256.toLowerCase()}

die() {
  printf '%s\\n' "$1" >&2
  exit 1
}

body_of() { sed -e '/-----/d' "$1" | tr -d '\\r\\n'; }
fingerprint_of() { body_of "$1" | base64 -d 2>/dev/null | sha256sum | cut -d ' ' -f 1; }

is_ours() { [ -f "$1" ] && [ "$(fingerprint_of "$1")" = "$sha256" ]; }

# Every family joins what it trusts into one text of certificates.
is_trusted() {
  is_ours "$anchors/$file" || return 1
  body=$(body_of "$anchors/$file")
  for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem \\
    /etc/ssl/ca-bundle.pem /var/lib/ca-certificates/ca-bundle.pem; do
    [ -r "$bundle" ] || continue
    if tr -d '\\r\\n' < "$bundle" | grep -qF -e "-----BEGIN CERTIFICATE-----$body-----END CERTIFICATE-----"; then
      return 0
    fi
  done
  return 1
}

need_root() { [ "$(id -u)" -eq 0 ] || die 'Run this as root: sudo sh install-root-ca-linux.sh'; }

${linuxFamilies.map(choice).join('\n')}
else
  die 'None of the known folders for trusted roots is here. Is the package ca-certificates installed?'
fi

case \${1:-} in
--verify)
  is_trusted || die "Not there: the system does not trust the certificate with SHA-256 $sha256."
  printf 'Trusted: %s\\n' "$sha256"
  ;;
--remove)
  need_root
  rm -f -- "$anchors/$file"
  forget
  printf 'Removed: %s\\n' "$sha256"
  ;;
'')
  need_root
  here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
  [ -f "$here/$file" ] || die "$file is missing. Put it into the folder of this script."
  is_ours "$here/$file" || die "$file is another file than the one this script was made for. Nothing was changed."
  cp -- "$here/$file" "$anchors/$file"
  chmod 644 "$anchors/$file"
  update
  is_trusted || die "The file is in $anchors, but the system's bundle does not hold it."
  printf 'Trusted now: %s\\n' "$sha256"
  ;;
*)
  die 'Use --verify or --remove, or nothing to add the certificate.'
  ;;
esac
`
