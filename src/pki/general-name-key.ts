// When two general names are the same name: the comparing forms of RFC 5280 §7, as texts that sets and maps can hold.
// What a person typed is made canonical earlier, by general-name.ts; here stand names that any program wrote.
import { encodeHex } from './bytes.ts'
import { type DistinguishedName, formatDistinguishedName } from './distinguished-name.ts'
import type { DecodedGeneralName } from './general-name-der.ts'

/**
 * Gives a text that is the same for two names exactly when they are the same name: its kind, a blank, its comparing form.
 *
 * Addresses are canonical since they were decoded. An IPv4 address and the IPv6 address that maps it stay two names, and
 * so do an address and a DNS name spelled like one: clients tell them apart as well.
 */
export function keyOfGeneralName(name: DecodedGeneralName): string {
  switch (name.kind) {
    case 'other':
      return `other ${encodeHex(name.encoded)}`
    case 'directoryName':
      return `directoryName ${foldDistinguishedName(name.value)}`
    case 'dNSName':
      return `dNSName ${name.value.toLowerCase()}`
    case 'iPAddress':
      return `iPAddress ${name.value}`
    case 'rfc822Name':
      return `rfc822Name ${foldHostOfEmail(name.value)}`
    case 'uniformResourceIdentifier':
      return `uniformResourceIdentifier ${foldHostOfUri(name.value)}`
  }
}

/** Writes a name for comparing: case and runs of blanks do not count, nor the string type (RFC 5280 §7.1). */
export const foldDistinguishedName = (name: DistinguishedName): string =>
  formatDistinguishedName(name).toLowerCase().replace(/ +/g, ' ')

// RFC 5280 §7.5: the local part is exact, the host is not.
function foldHostOfEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return address.slice(0, at + 1) + address.slice(at + 1).toLowerCase()
}

// RFC 5280 §7.4 and RFC 3261 §19.1.4: scheme and host in any case, the user and what follows the host exact.
const URI_WITH_HOST = /^([a-z][a-z0-9+.-]*:\/\/|sips?:)([^/?#]*@)?([^/?#;]*)/i

const foldHostOfUri = (uri: string): string =>
  uri.replace(
    URI_WITH_HOST,
    (_, scheme: string, user: string | undefined, host: string) =>
      scheme.toLowerCase() + (user ?? '') + host.toLowerCase(),
  )
