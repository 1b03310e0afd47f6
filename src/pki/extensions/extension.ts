// The shell of an extension and the list of them (RFC 5280 §4.1.2.9); what is inside belongs to the files beside.
import { type Bytes } from '../bytes.ts'
import {
  decodeBoolean,
  decodeMembers,
  decodeObjectIdentifier,
  decodeOctetString,
  type DerElement,
  derTag,
  encodeBoolean,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
} from '../der.ts'
import { PkiError } from '../errors.ts'

export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** DER inside the OCTET STRING; not looked at when read. */
  readonly valueDer: Bytes
}

/**
 * Encodes Extensions; `critical` is written only when true, being DEFAULT FALSE.
 *
 * @throws RangeError when there is none, or two of a kind (RFC 5280 §4.2)
 */
export function encodeExtensions(extensions: readonly Extension[]): Bytes {
  if (extensions.length === 0) throw new RangeError('Cannot encode extensions: the list is empty')
  const twice = findDuplicate(extensions)
  if (twice !== null) throw new RangeError(`Cannot encode extensions: "${twice}" stands twice`)
  return encodeSequence(
    ...extensions.map(({ oid, critical, valueDer }) =>
      encodeSequence(
        encodeObjectIdentifier(oid),
        ...(critical ? [encodeBoolean(true)] : []),
        encodeOctetString(valueDer),
      ),
    ),
  )
}

function findDuplicate(extensions: readonly Extension[]): string | null {
  const seen = new Set<string>()
  for (const { oid } of extensions) {
    if (seen.has(oid)) return oid
    seen.add(oid)
  }
  return null
}

/**
 * Decodes Extensions. An explicit `critical FALSE`, which DER forbids and some programs write, is taken.
 *
 * @throws {@link PkiError} `der/…`; `extension/duplicate` when two are of a kind (RFC 5280 §4.2)
 */
export function decodeExtensions(element: DerElement): Extension[] {
  const extensions = decodeMembers(element, derTag.sequence).map(decodeExtension)
  const oid = findDuplicate(extensions)
  if (oid !== null) throw new PkiError('extension/duplicate', { oid }, `Cannot read extensions: "${oid}" stands twice`)
  return extensions
}

function decodeExtension(element: DerElement): Extension {
  const [oid, ...rest] = decodeMembers(element, derTag.sequence)
  const [critical, value = critical] = rest
  if (rest.length > 2)
    throw new PkiError('der/value-invalid', { what: 'Extension' }, 'Cannot read extension: too many members')
  return {
    oid: decodeObjectIdentifier(oid),
    critical: rest.length === 2 && decodeBoolean(critical),
    valueDer: decodeOctetString(value).slice(),
  }
}

/** Finds an extension by its OID; null when the list has none. */
export const findExtension = (extensions: readonly Extension[], oid: string): Extension | null =>
  extensions.find((extension) => extension.oid === oid) ?? null
