// The leaves that several parts of a certificate share: hexadecimal, numbers, instants, names and public keys.
import { encodeHex } from '../bytes.ts'
import { type DistinguishedName, formatDistinguishedName, type NameAttribute } from '../distinguished-name.ts'
import { formatAttributeType } from '../attribute-types.ts'
import { formatColonHex } from '../fingerprint.ts'
import type { DecodedGeneralName } from '../general-name-der.ts'
import { oids } from '../oids.ts'
import { formatSerialNumber } from '../serial-number.ts'
import { publicKeyKindOf } from '../subject-public-key-info.ts'
import type { DisplayLabel, DisplayNode } from './display-node.ts'
import { makeVisible } from './visible-text.ts'

// More than any field that a person compares; the keys of ML-DSA-87 have 2592.
const MAX_OCTETS = 4096

/** Shows octets as hexadecimal with colons; of very many the first ones, and how many are left out. */
export function describeOctets(label: DisplayNode['label'], octets: Uint8Array, limit = MAX_OCTETS): DisplayNode {
  const value = formatColonHex(octets.subarray(0, limit))
  if (octets.length <= limit) return { label, value, mono: true }
  return {
    label,
    value: `${value}:…`,
    mono: true,
    children: [{ label: 'octetsLeftOut', value: String(octets.length - limit) }],
  }
}

// More than anyone reads in one line.
const MAX_CHARACTERS = 2000

/** Shows a text with hidden characters made visible; of a very long one the beginning, and how much is left out. */
export function describeText(label: DisplayNode['label'], text: string): DisplayNode {
  const value = makeVisible(text.slice(0, MAX_CHARACTERS))
  if (text.length <= MAX_CHARACTERS) return { label, value }
  const left = String(text.length - MAX_CHARACTERS)
  return { label, value: `${value}…`, children: [{ label: 'charactersLeftOut', value: left }] }
}

/** Gives a list under its label, or nothing for an empty one. */
export const describeList = (label: DisplayLabel, children: readonly DisplayNode[]): DisplayNode[] =>
  children.length === 0 ? [] : [{ label, children }]

// RFC 5280 §4.1.2.2, §5.2.3: serial numbers and numbers of lists have at most 20 octets; decimals of far longer ones
// take time that grows with the square.
const MAX_DECIMAL_OCTETS = 64

/** Shows the contents octets of an INTEGER, two's complement: decimal, or hexadecimal where it is too long for that. */
export function describeInteger(label: DisplayNode['label'], octets: Uint8Array): DisplayNode {
  if (octets.length > MAX_DECIMAL_OCTETS) return describeOctets(label, octets)
  return { label, value: BigInt.asIntN(octets.length * 8, BigInt(`0x${encodeHex(octets)}`)).toString(), mono: true }
}

/** Shows a serial number as both its spellings. */
export function describeSerialNumber(octets: Uint8Array): DisplayNode {
  if (octets.length > MAX_DECIMAL_OCTETS) return describeOctets('serialNumber', octets)
  const { decimal, hexadecimal } = formatSerialNumber(octets)
  return {
    label: 'serialNumber',
    value: hexadecimal,
    mono: true,
    children: [
      { label: 'decimal', value: decimal, mono: true },
      { label: 'hexadecimal', value: hexadecimal, mono: true },
    ],
  }
}

/** Shows an instant to the second. */
export const describeInstant = (label: DisplayNode['label'], instant: Date): DisplayNode => ({
  label,
  value: `${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
})

const attributeLabels: Readonly<Partial<Record<string, DisplayLabel>>> = {
  [oids.commonName]: 'commonName',
  [oids.organizationName]: 'organization',
  [oids.organizationalUnitName]: 'organizationalUnit',
  [oids.localityName]: 'locality',
  [oids.stateOrProvinceName]: 'stateOrProvince',
  [oids.countryName]: 'country',
  [oids.emailAddress]: 'emailAddress',
  [oids.domainComponent]: 'domainComponent',
}

/** Shows a name as one line, and each of its attributes below. */
export function describeName(label: DisplayLabel, name: DistinguishedName): DisplayNode {
  if (name.length === 0) return { label, children: [{ label: 'empty' }] }
  return { label, value: makeVisible(formatDistinguishedName(name)), children: name.flat().map(describeAttribute) }
}

/** Shows one attribute of a name under its type. */
export const describeAttribute = ({ type, value }: NameAttribute): DisplayNode => ({
  label: attributeLabels[type] ?? { text: formatAttributeType(type) },
  value: makeVisible(value),
})

/** Shows one general name under its kind. */
export function describeGeneralName(name: DecodedGeneralName): DisplayNode {
  if (name.kind === 'other') return describeOctets('otherName', name.encoded)
  if (name.kind === 'directoryName') return describeName('directoryName', name.value)
  return { label: name.kind, value: makeVisible(name.value) }
}

/** Shows the kind and size of a key, and its SubjectPublicKeyInfo; a key that cannot be read only as the latter. */
export function describePublicKey(subjectPublicKeyInfo: Uint8Array): DisplayNode {
  const children = [describeOctets('publicKey', subjectPublicKeyInfo)]
  try {
    return { label: 'subjectPublicKeyInfo', value: publicKeyKindOf(subjectPublicKeyInfo).label, children }
  } catch {
    return { label: 'subjectPublicKeyInfo', children: [{ label: 'unreadable' }, ...children] }
  }
}
