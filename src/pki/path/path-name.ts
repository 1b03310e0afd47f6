// GeneralNames as path validation compares them: values in their comparing form, and what cannot be processed named as such.
import { encodeHex } from '../bytes.ts'
import type { DerElement } from '../der.ts'
import { decodeDistinguishedName, formatDistinguishedName } from '../distinguished-name.ts'
import { isPkiError } from '../errors.ts'
import { formatIpAddress } from '../ip-address.ts'
import { rdnKeysOf } from './name-key.ts'

/** Tag numbers of GeneralName (RFC 5280 §4.2.1.6) that have rules of their own. */
export const nameTag = {
  rfc822Name: 1,
  dNSName: 2,
  directoryName: 4,
  uniformResourceIdentifier: 6,
  iPAddress: 7,
} as const

/** A name of a certificate. */
export type PathName = {
  readonly tagNumber: number
  /** What a person reads. */
  readonly label: string
} & (
  | {
      readonly form: 'text'
      readonly text: string
      /** The host in it, in lower case and without `*.`; null where there is none that is a name. */
      readonly host: string | null
    }
  | { readonly form: 'address'; readonly octets: Uint8Array }
  | { readonly form: 'directory'; readonly rdnKeys: readonly string[] }
  /** Of a kind without rules here, or damaged: where a constraint speaks of its kind, it cannot be processed. */
  | { readonly form: 'other' }
)

const textTags: ReadonlySet<number> = new Set([0x81, 0x82, 0x86])

/** Reads a GeneralName; what is damaged comes as `other`. */
export function readPathName({ tag, contents, encoded }: DerElement): PathName {
  const tagNumber = tag & 0x1f
  const other = { tagNumber, label: `#${encodeHex(encoded.subarray(0, 64))}`, form: 'other' } as const
  if (tag === 0xa4) return readDirectoryName(contents) ?? other
  if (tag === 0x87) {
    const label = formatIpAddress(contents)
    return label === null ? other : { tagNumber, label, form: 'address', octets: contents }
  }
  if (!textTags.has(tag) || contents.some((octet) => octet > 0x7f)) return other
  const text = String.fromCharCode(...contents.subarray(0, MAX_TEXT))
  return contents.length > MAX_TEXT ? other : makeTextName(tagNumber, text)
}

/** Makes a name of one of the kinds that are text. */
export function makeTextName(tagNumber: number, text: string): PathName {
  const host =
    tagNumber === nameTag.rfc822Name
      ? (readMailbox(text)?.host ?? null)
      : tagNumber === nameTag.dNSName
        ? readHost(text.replace(/^\*\./, ''))
        : hostOfUri(text)
  return { tagNumber, label: text, form: 'text', text, host }
}

// Longer than any host, mailbox or address of a service; engines bound the arguments of a call.
const MAX_TEXT = 8192

/** Reads Name DER as a directory name; null when it is damaged. */
export function readDirectoryName(nameDer: Uint8Array): PathName | null {
  try {
    const label = formatDistinguishedName(decodeDistinguishedName(nameDer))
    return { tagNumber: nameTag.directoryName, label, form: 'directory', rdnKeys: rdnKeysOf(nameDer) }
  } catch (error) {
    if (isPkiError(error)) return null
    throw error
  }
}

// Letters, digits, hyphens; underscores stand in host names of the real world, and are for the strict profile to refuse.
const HOST = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/

/** Gives a host name in lower case; null when it is none. Wildcards and final dots are none. */
export function readHost(text: string): string | null {
  const host = text.toLowerCase()
  return HOST.test(host) ? host : null
}

/** Cuts a mailbox into its local part and its host, in lower case (RFC 5280 §7.5); null when it is none. */
export function readMailbox(text: string): { readonly localPart: string; readonly host: string } | null {
  const at = text.lastIndexOf('@')
  const localPart = text.slice(0, at)
  const host = readHost(text.slice(at + 1))
  const isQuoted = /^".*"$/.test(localPart)
  return at < 1 || host === null || (!isQuoted && /[@\s]/.test(localPart)) ? null : { localPart, host }
}

// RFC 3986 §3.2, and the SIP URIs of RFC 3261 §19.1, which have a host without the two slashes.
const URI_HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/|sips?:)(?:[^/?#@]*@)?([^/?#;:@[\]]+)(?::\d*)?(?:[/?#;]|$)/i

/** Gives the host of a URI in lower case; null where it has none that is a name. */
export function hostOfUri(uri: string): string | null {
  const host = readHost(URI_HOST.exec(uri)?.[1] ?? '')
  return host === null || /(?:^|\.)\d+$/.test(host) ? null : host
}
