// Distinguished names as typed values: DER in both directions, text out, and the subject of a form in.
// Reading a name from text (`CN=x, O=y`) is distinguished-name-text.ts's business.
import { decodeText } from './asn1-text.ts'
import { findAttributeType, formatAttributeType, isPrintable, parseAttributeValue } from './attribute-types.ts'
import { type Bytes, encodeHex } from './bytes.ts'
import {
  decodeDer,
  decodeMembers,
  decodeObjectIdentifier,
  type DerElement,
  derTag,
  encodeAsciiString,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  encodeUtf8String,
} from './der.ts'
import { type AnyPkiError, isPkiError, PkiError } from './errors.ts'
import { oids } from './oids.ts'

/** AttributeTypeAndValue (RFC 5280 §4.1.2.4): a dotted OID and the text. */
export interface NameAttribute {
  readonly type: string
  readonly value: string
}

/** RDNSequence in the order of its encoding; an RDN has one attribute, seldom more. */
export type DistinguishedName = readonly (readonly NameAttribute[])[]

/** The subject as a person types it; an empty text leaves the attribute out. */
export interface SubjectForm {
  commonName: string
  organization: string
  organizationalUnit: string
  locality: string
  stateOrProvince: string
  country: string
}

export type SubjectField = keyof SubjectForm

/** Each field and its attribute type, from the largest to the smallest, as X.500 trees are written. */
export const subjectFields: readonly (readonly [SubjectField, string])[] = [
  ['country', oids.countryName],
  ['stateOrProvince', oids.stateOrProvinceName],
  ['locality', oids.localityName],
  ['organization', oids.organizationName],
  ['organizationalUnit', oids.organizationalUnitName],
  ['commonName', oids.commonName],
]

/**
 * Reads the subject of a form: one attribute an RDN, in the order C, ST, L, O, OU, CN; empty fields are left out.
 *
 * @param onProblem - told of every field that is wrong; without it the first one is thrown
 * @returns the name without the fields that are wrong
 * @throws {@link PkiError} `distinguished-name/…` when there is no `onProblem`
 */
export function parseSubject(
  form: SubjectForm,
  onProblem?: (field: SubjectField, error: AnyPkiError) => void,
): DistinguishedName {
  return subjectFields.flatMap(([field, type]) => {
    if (form[field].trim() === '') return []
    try {
      return [[{ type, value: parseAttributeValue(type, form[field]) }]]
    } catch (error) {
      if (onProblem === undefined || !isPkiError(error)) throw error
      onProblem(field, error)
      return []
    }
  })
}

/**
 * Encodes a name as Name DER.
 *
 * Strings are PrintableString where the alphabet allows and UTF8String elsewhere (RFC 5280 §4.1.2.4); emailAddress and
 * domainComponent are IA5String (RFC 5280 Appendix A.1). The attributes of one RDN are sorted as SET OF demands.
 *
 * @throws RangeError when an RDN is empty, or an IA5String would not be ASCII: `parseAttributeValue` was not asked
 */
export function encodeDistinguishedName(name: DistinguishedName): Bytes {
  return encodeSequence(...name.map((rdn) => encodeSetOf(...atLeastOne(rdn).map(encodeAttribute))))
}

function atLeastOne(rdn: readonly NameAttribute[]): readonly NameAttribute[] {
  if (rdn.length === 0) throw new RangeError('Cannot encode name: an RDN has at least one attribute')
  return rdn
}

const encodeAttribute = ({ type, value }: NameAttribute): Bytes =>
  encodeSequence(encodeObjectIdentifier(type), encodeAttributeValue(type, value))

function encodeAttributeValue(type: string, value: string): Bytes {
  const syntax = findAttributeType(type)?.syntax
  if (syntax === 'ia5') return encodeAsciiString(derTag.ia5String, value)
  return isPrintable(value) ? encodeAsciiString(derTag.printableString, value) : encodeUtf8String(value)
}

/**
 * Decodes Name DER. Attribute types that we do not know keep their OID; a value that is no string becomes `#` and the
 * hexadecimal of its DER (RFC 4514 §2.4); octets that are wrong in their string type become U+FFFD.
 *
 * @throws {@link PkiError} `der/…` when the structure itself is broken
 */
export function decodeDistinguishedName(der: Uint8Array): DistinguishedName {
  return decodeMembers(decodeDer(der), derTag.sequence).map((rdn) =>
    decodeMembers(rdn, derTag.set).map((attribute) => {
      const [type, value] = decodeMembers(attribute, derTag.sequence)
      return { type: decodeObjectIdentifier(type), value: decodeAnyString(value) }
    }),
  )
}

function decodeAnyString(element: DerElement | undefined): string {
  if (element === undefined)
    throw new PkiError('der/truncated', { offset: 0 }, 'Cannot read name: an attribute has no value')
  return decodeText(element) ?? `#${encodeHex(element.encoded)}`
}

/**
 * Writes a name as text in the order of its encoding, escaped as in RFC 4514 §2.4: `C=DE, O=Acme\, Inc, CN=pbx`.
 *
 * RFC 4514 turns the order round and sets no blank after commas; people know names the other way.
 */
export function formatDistinguishedName(name: DistinguishedName): string {
  return name
    .map((rdn) => rdn.map(({ type, value }) => `${formatAttributeType(type)}=${escapeValue(value)}`).join(' + '))
    .join(', ')
}

function escapeValue(value: string): string {
  return value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')
    .replace(/\0/g, '\\00')
}

/** Gives the last, most specific common name; null when there is none. */
export const commonNameOf = (name: DistinguishedName): string | null =>
  name.flat().findLast(({ type }) => type === oids.commonName)?.value ?? null
