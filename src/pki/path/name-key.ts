// Names as texts that are the same exactly when the names are (RFC 5280 §7.1): string type, case and blanks do not count.
import { decodeText } from '../asn1-text.ts'
import { encodeHex } from '../bytes.ts'
import { decodeDer, decodeMembers, decodeObjectIdentifier, type DerElement, derTag } from '../der.ts'

/**
 * Gives one text for each RDN, in the order of the encoding: what a subtree of directory names is a beginning of.
 *
 * @param nameDer - Name
 * @throws {@link PkiError} `der/…`
 */
export const rdnKeysOf = (nameDer: Uint8Array): string[] =>
  decodeMembers(decodeDer(nameDer), derTag.sequence).map((rdn) =>
    decodeMembers(rdn, derTag.set).map(attributeKey).toSorted().join('+'),
  )

/** Gives the text of a whole name; throws {@link PkiError} `der/…`. */
export const nameKeyOf = (nameDer: Uint8Array): string => JSON.stringify(rdnKeysOf(nameDer))

function attributeKey(attribute: DerElement): string {
  const [type, value] = decodeMembers(attribute, derTag.sequence)
  const text = value && decodeText(value)
  // Octets that are wrong in their type would all become the same character: such values are the same by their bytes alone.
  const isText = text != null && !text.includes('\ufffd')
  const key = isText ? foldText(text) : `#${encodeHex(value?.encoded ?? new Uint8Array())}`
  return `${decodeObjectIdentifier(type)}=${JSON.stringify(key)}`
}

/** RFC 4518 §2 in what matters: compatibility forms, case, outer blanks, runs of blanks. */
const foldText = (text: string): string =>
  (isAscii(text) ? text : text.normalize('NFKC')).toLowerCase().trim().replace(/\s+/g, ' ')

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)
