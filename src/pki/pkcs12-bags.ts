// SafeContents of PKCS #12 (RFC 7292 §4.2): bags with their attributes, nested ones unfolded. Nothing is decrypted here.
import { berToDer } from './ber.ts'
import { encodeHex } from './bytes.ts'
import { decodeMembers, decodeObjectIdentifier, decodeSequence, type DerElement, derTag, expectTag } from './der.ts'
import { PkiError } from './errors.ts'
import { oids } from './oids.ts'

/** One bag as it stands in the file. */
export interface SafeBag {
  /** Dotted OID of the bag's type. */
  readonly oid: string
  /** What stands within `[0] EXPLICIT`. */
  readonly value: DerElement
  readonly attributes: BagAttributes
}

/** The attributes of a bag that programs use. */
export interface BagAttributes {
  readonly friendlyName: string | null
  /** Lower-case hexadecimal; the same on a key and its certificate. */
  readonly localKeyIdHex: string | null
  /** Java's mark on certificates that a trust store trusts. */
  readonly isTrusted: boolean
}

// A trust store of every public root has 150.
const MAX_BAGS = 10_000

// What a person would read of a name, and more than any identifier has; the rest is cut off.
const MAX_ATTRIBUTE_OCTETS = 1024

/**
 * Reads SafeContents into a flat list, bags of nested SafeContents in their place.
 *
 * @param bytes - DER or BER
 * @throws {@link PkiError} `pkcs12/structure-invalid` when there are more than 10 000 bags, `ber/…`, `der/…`
 */
export function readSafeContents(bytes: Uint8Array): SafeBag[] {
  const bags: SafeBag[] = []
  const waiting = decodeSequence(berToDer(bytes)).toReversed()
  for (let count = 0; ; count++) {
    const element = waiting.pop()
    if (element === undefined) return bags
    if (count >= MAX_BAGS || waiting.length > MAX_BAGS) throw tooMany()
    const bag = readBag(element)
    // Depth is bounded by ber.ts, and every level is opened once.
    if (bag.oid === oids.safeContentsBag) waiting.push(...membersOf(bag.value))
    else bags.push(bag)
  }
}

function membersOf(value: DerElement): DerElement[] {
  const members = decodeMembers(value, derTag.sequence)
  // As arguments of one call they are bounded by the engine.
  if (members.length > MAX_BAGS) throw tooMany()
  return members.toReversed()
}

const tooMany = () =>
  new PkiError(
    'pkcs12/structure-invalid',
    { what: `more than ${String(MAX_BAGS)} bags` },
    'Cannot read PKCS #12: too many bags',
  )

function readBag(element: DerElement): SafeBag {
  const [type, wrapped, attributes] = decodeMembers(element, derTag.sequence)
  const [value] = decodeMembers(expectTag(wrapped, 0xa0))
  if (value === undefined)
    throw new PkiError('pkcs12/structure-invalid', { what: 'empty bag' }, 'Cannot read PKCS #12: empty bag')
  return {
    oid: decodeObjectIdentifier(type),
    value,
    attributes: readAttributes(attributes === undefined ? [] : decodeMembers(attributes, derTag.set)),
  }
}

// PKCS12Attribute: RFC 7292 §4.2, RFC 2985 §5.5.
function readAttributes(elements: readonly DerElement[]): BagAttributes {
  const values = new Map<string, DerElement | undefined>()
  for (const element of elements) {
    const [type, set] = decodeMembers(element, derTag.sequence)
    values.set(decodeObjectIdentifier(type), set === undefined ? undefined : decodeMembers(set, derTag.set)[0])
  }
  const name = values.get(oids.friendlyName)
  const id = values.get(oids.localKeyId)
  return {
    friendlyName: name === undefined ? null : decodeName(name),
    localKeyIdHex: id === undefined ? null : encodeHex(id.contents.subarray(0, MAX_ATTRIBUTE_OCTETS)),
    isTrusted: values.has(oids.trustedKeyUsage),
  }
}

// BMPString by the standard, with surrogates in practice; some programs write UTF8String.
function decodeName({ tag, contents }: DerElement): string {
  const encoding = tag === derTag.bmpString ? 'utf-16be' : 'utf-8'
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(contents.subarray(0, MAX_ATTRIBUTE_OCTETS))
  // Programs in C have left their final zero in.
  return text.replace(/\0+$/, '')
}
