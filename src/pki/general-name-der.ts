// GeneralName between its typed value and DER (RFC 5280 §4.2.1.6).
// Reading and checking what a person typed is general-name.ts's business.
import type { Bytes } from './bytes.ts'
import {
  decodeMembers,
  type DerElement,
  encodeAsciiString,
  encodeContextConstructed,
  encodeContextPrimitive,
  encodeSequence,
} from './der.ts'
import { decodeDistinguishedName, encodeDistinguishedName } from './distinguished-name.ts'
import type { GeneralName, TextNameKind } from './general-name.ts'
import { formatIpAddress, parseIpAddress } from './ip-address.ts'

/** A name read from a certificate; `other` is a kind that we do not write, or one whose contents we cannot read. */
export type DecodedGeneralName =
  | GeneralName
  | {
      readonly kind: 'other'
      /** 0 otherName, 3 x400Address, 5 ediPartyName, 8 registeredID; else a known kind with contents that are not. */
      readonly tagNumber: number
      /** The whole element. */
      readonly encoded: Uint8Array
    }

const tagNumbers = { rfc822Name: 1, dNSName: 2, directoryName: 4, uniformResourceIdentifier: 6, iPAddress: 7 } as const

/**
 * Encodes one name: IA5String kinds as their octets, an address as 4 or 16, a directory name explicitly tagged since Name
 * is a CHOICE (X.680 §31.2.7).
 *
 * @throws RangeError when a value is not canonical: it did not come from `parseGeneralName`
 */
export function encodeGeneralName(name: GeneralName): Bytes {
  const tagNumber = tagNumbers[name.kind]
  if (name.kind === 'directoryName') return encodeContextConstructed(tagNumber, encodeDistinguishedName(name.value))
  if (name.kind !== 'iPAddress') return encodeAsciiString(0x80 | tagNumber, name.value)
  const octets = parseIpAddress(name.value)
  if (octets === null) throw new RangeError(`Cannot encode iPAddress: "${name.value}" is no address`)
  return encodeContextPrimitive(tagNumber, octets)
}

/** Encodes GeneralNames. */
export const encodeGeneralNames = (names: readonly GeneralName[]): Bytes =>
  encodeSequence(...names.map(encodeGeneralName))

const textKinds: Readonly<Partial<Record<number, TextNameKind>>> = {
  0x81: 'rfc822Name',
  0x82: 'dNSName',
  0x86: 'uniformResourceIdentifier',
}

/**
 * Decodes one name as it stands, without judging it; what cannot be read becomes `other`.
 *
 * @throws {@link PkiError} `der/…` when a directory name's own structure is broken
 */
export function decodeGeneralName({ tag, contents, encoded }: DerElement): DecodedGeneralName {
  const other = { kind: 'other', tagNumber: tag & 0x1f, encoded } as const
  if (tag === 0xa4) return { kind: 'directoryName', value: decodeDistinguishedName(contents) }
  if (tag === 0x87) {
    const value = formatIpAddress(contents)
    return value === null ? other : { kind: 'iPAddress', value }
  }
  const kind = textKinds[tag]
  if (kind === undefined || contents.some((octet) => octet > 0x7f)) return other
  return { kind, value: Array.from(contents, (octet) => String.fromCharCode(octet)).join('') }
}

/** Decodes the names within an element, whatever its own tag; throws as `decodeGeneralName` does. */
export const decodeGeneralNames = (element: DerElement): DecodedGeneralName[] =>
  decodeMembers(element).map(decodeGeneralName)
