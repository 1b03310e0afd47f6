// Attribute types of names as a table: short names, string types and upper bounds (RFC 5280 Appendix A.1, RFC 4519).
// Checks one value; putting values together into names is distinguished-name.ts's business.
import { PkiError } from './errors.ts'
import { oids } from './oids.ts'

/** `directory`: PrintableString where the alphabet allows, else UTF8String. */
export type AttributeSyntax = 'directory' | 'printable' | 'ia5'

export interface AttributeType {
  readonly oid: string
  /** As written in RFC 4514 texts. */
  readonly shortName: string
  /** Other spellings that are read, upper case. */
  readonly aliases: readonly string[]
  readonly syntax: AttributeSyntax
  /** Most characters (code points); the ub-… values of RFC 5280 Appendix A.1. */
  readonly maxLength: number
}

const row = (
  oid: string,
  shortName: string,
  maxLength: number,
  { syntax = 'directory', aliases = [] }: { syntax?: AttributeSyntax; aliases?: readonly string[] } = {},
): AttributeType => ({ oid, shortName, aliases, syntax, maxLength })

// Where the standard sets no bound, ub-name of RFC 5280 Appendix A.1 keeps a name readable.
const UB_NAME = 32768

const attributeTypes: readonly AttributeType[] = [
  row(oids.commonName, 'CN', 64, { aliases: ['COMMONNAME'] }),
  row(oids.organizationName, 'O', 64, { aliases: ['ORGANIZATIONNAME', 'ORGANIZATION'] }),
  row(oids.organizationalUnitName, 'OU', 64, { aliases: ['ORGANIZATIONALUNITNAME', 'ORGANIZATIONALUNIT'] }),
  row(oids.localityName, 'L', 128, { aliases: ['LOCALITYNAME', 'LOCALITY'] }),
  row(oids.stateOrProvinceName, 'ST', 128, { aliases: ['S', 'SP', 'STATEORPROVINCENAME', 'STATE'] }),
  row(oids.countryName, 'C', 2, { syntax: 'printable', aliases: ['COUNTRYNAME', 'COUNTRY'] }),
  row(oids.streetAddress, 'STREET', UB_NAME, { aliases: ['STREETADDRESS'] }),
  row(oids.postalCode, 'postalCode', 40, { aliases: ['POSTALCODE'] }),
  row(oids.serialNumberAttribute, 'serialNumber', 64, { syntax: 'printable', aliases: ['SERIALNUMBER', 'SN'] }),
  row(oids.title, 'title', 64, { aliases: ['TITLE', 'T'] }),
  row(oids.surname, 'surname', 40, { aliases: ['SURNAME'] }),
  row(oids.givenName, 'givenName', 16, { aliases: ['GIVENNAME', 'GN', 'G'] }),
  row(oids.dnQualifier, 'dnQualifier', UB_NAME, { syntax: 'printable', aliases: ['DNQUALIFIER'] }),
  row(oids.organizationIdentifier, 'organizationIdentifier', UB_NAME, { aliases: ['ORGANIZATIONIDENTIFIER'] }),
  row(oids.userId, 'UID', 256, { aliases: ['USERID'] }),
  row(oids.domainComponent, 'DC', 63, { syntax: 'ia5', aliases: ['DOMAINCOMPONENT'] }),
  row(oids.emailAddress, 'emailAddress', 255, { syntax: 'ia5', aliases: ['EMAILADDRESS', 'EMAIL', 'E'] }),
]

const byOid: ReadonlyMap<string, AttributeType> = new Map(attributeTypes.map((type) => [type.oid, type]))
const byName: ReadonlyMap<string, AttributeType> = new Map(
  attributeTypes.flatMap((type) =>
    [type.shortName.toUpperCase(), ...type.aliases].map((name) => [name, type] as const),
  ),
)

/** Finds the row of a dotted OID; null for a type we do not know. */
export const findAttributeType = (oid: string): AttributeType | null => byOid.get(oid) ?? null

/** Names a type as RFC 4514 texts do: its short name, or the dotted OID where there is none. */
export const formatAttributeType = (oid: string): string => byOid.get(oid)?.shortName ?? oid

const DOTTED = /^[0-2]\.(?:0|[1-9]\d{0,38})(?:\.(?:0|[1-9]\d{0,38})){0,30}$/

/**
 * Reads a type written as a short name (any case), a long name, or a dotted OID.
 *
 * @returns the dotted OID
 * @throws {@link PkiError} `distinguished-name/attribute-unknown`
 */
export function parseAttributeType(text: string): string {
  const known = byName.get(text.toUpperCase())
  if (known !== undefined) return known.oid
  // X.660: below the roots 0 and 1 there are 40 arcs.
  const [root = '', second = ''] = text.split('.')
  if (DOTTED.test(text) && (root === '2' || Number(second) < 40)) return text
  const message = `Cannot read name: attribute type "${text}" is not known`
  throw new PkiError('distinguished-name/attribute-unknown', { found: text }, message)
}

const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/
/** Tells whether PrintableString can hold a text (X.680 §41.4). */
export const isPrintable = (text: string): boolean => PRINTABLE.test(text)

const ASCII = /^[ -~]*$/
// Controls and line separators cannot be shown, lone surrogates cannot be written as UTF-8.
const REFUSED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u

/**
 * Checks one value of a name and returns it as it will be written: surrounding blanks gone, a country in upper case.
 *
 * Lengths count characters (code points). Nothing else is changed: no normalisation, no folding.
 *
 * @throws {@link PkiError} `distinguished-name/…` with the attribute's short name
 */
export function parseAttributeValue(oid: string, text: string): string {
  const attribute = formatAttributeType(oid)
  const { syntax, maxLength } = byOid.get(oid) ?? { syntax: 'directory', maxLength: UB_NAME }
  const value = text.trim()
  if (value === '') {
    throw new PkiError('distinguished-name/value-empty', { attribute }, `Cannot use name: ${attribute} is empty`)
  }
  if (REFUSED.test(value)) {
    const message = `Cannot use name: ${attribute} holds a control character`
    throw new PkiError('distinguished-name/character-refused', { attribute }, message)
  }
  if (oid === oids.countryName) return parseCountry(value)
  const length = Array.from(value).length
  if (length > maxLength) {
    const message = `Cannot use name: ${attribute} holds ${String(length)} characters, at most ${String(maxLength)} fit`
    throw new PkiError('distinguished-name/value-too-long', { attribute, limit: maxLength, length }, message)
  }
  if ((syntax === 'printable' && !isPrintable(value)) || (syntax === 'ia5' && !ASCII.test(value))) {
    const message = `Cannot use name: ${attribute} holds a character that its string type has not`
    throw new PkiError('distinguished-name/alphabet-exceeded', { attribute }, message)
  }
  return value
}

// RFC 5280 Appendix A.1: X520countryName is PrintableString (SIZE (2)), the two letters of ISO 3166.
function parseCountry(value: string): string {
  if (/^[A-Za-z]{2}$/.test(value)) return value.toUpperCase()
  const message = `Cannot use country: expected two letters, found "${value}"`
  throw new PkiError('distinguished-name/country-invalid', { found: value }, message)
}
