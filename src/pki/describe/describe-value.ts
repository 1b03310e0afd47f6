// The leaves that several parts of a certificate share: hexadecimal, instants, names and public keys.
import { type DistinguishedName, formatDistinguishedName, type NameAttribute } from '../distinguished-name.ts'
import { formatAttributeType } from '../attribute-types.ts'
import { formatColonHex } from '../fingerprint.ts'
import type { DecodedGeneralName } from '../general-name-der.ts'
import { oids } from '../oids.ts'
import { publicKeyKindOf } from '../subject-public-key-info.ts'
import type { DisplayLabel, DisplayNode } from './display-node.ts'
import { makeVisible } from './visible-text.ts'

/** Shows octets as hexadecimal with colons. */
export const describeOctets = (label: DisplayNode['label'], octets: Uint8Array): DisplayNode => ({
  label,
  value: formatColonHex(octets),
  mono: true,
})

/** Shows an instant to the second. */
export const describeInstant = (label: DisplayLabel, instant: Date): DisplayNode => ({
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

const describeAttribute = ({ type, value }: NameAttribute): DisplayNode => ({
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
