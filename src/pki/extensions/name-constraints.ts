// nameConstraints: the name spaces that everything below a CA must stay within, or out of (RFC 5280 §4.2.1.10).
import { type Bytes, concatBytes } from '../bytes.ts'
import {
  decodeMembers,
  decodeSequence,
  type DerElement,
  derTag,
  encodeContextConstructed,
  encodeContextPrimitive,
  encodeSequence,
} from '../der.ts'
import type { GeneralName } from '../general-name.ts'
import { type DecodedGeneralName, decodeGeneralName, encodeGeneralName } from '../general-name-der.ts'
import { formatIpAddress, parseIpAddress } from '../ip-address.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/** A subtree of addresses, as `10.0.0.0/8`. */
export interface AddressRange {
  readonly kind: 'iPAddress'
  /** An address, a slash and the number of leading bits that are fixed. */
  readonly value: string
}

/** A base: `dNSName` holds the name and all below it, a URI or rfc822Name base is a host (with `.` in front: all below). */
export type Subtree = Exclude<GeneralName, { kind: 'iPAddress' }> | AddressRange

export interface NameConstraints {
  readonly permitted: readonly Subtree[]
  readonly excluded: readonly Subtree[]
}

/**
 * Encodes nameConstraints, critical as RFC 5280 demands; minimum and maximum are left out as it demands too.
 *
 * @throws RangeError when there is no subtree, or a range is none
 */
export function encodeNameConstraints({ permitted, excluded }: NameConstraints): Extension {
  if (permitted.length + excluded.length === 0)
    throw new RangeError('Cannot encode nameConstraints: at least one subtree is needed')
  const lists = [permitted, excluded].flatMap((subtrees, tagNumber) =>
    subtrees.length === 0
      ? []
      : [encodeContextConstructed(tagNumber, ...subtrees.map((subtree) => encodeSequence(encodeBase(subtree))))],
  )
  return { oid: oids.nameConstraints, critical: true, valueDer: encodeSequence(...lists) }
}

const encodeBase = (subtree: Subtree): Bytes =>
  subtree.kind === 'iPAddress' ? encodeContextPrimitive(7, encodeRange(subtree.value)) : encodeGeneralName(subtree)

function encodeRange(range: string): Bytes {
  const [address = '', prefix = ''] = range.split('/')
  const octets = parseIpAddress(address)
  if (octets === null || !/^\d{1,3}$/.test(prefix) || Number(prefix) > octets.length * 8) {
    throw new RangeError(`Cannot encode nameConstraints: "${range}" is no address range`)
  }
  return concatBytes([octets, maskOf(Number(prefix), octets.length)])
}

const maskOf = (bits: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => 0xff00 >> Math.min(8, Math.max(0, bits - index * 8)))

/** A base read from a certificate. */
export type DecodedSubtree = DecodedGeneralName | AddressRange

/** A subtree as it stands. */
export interface SubtreeElement {
  /** GeneralName; undefined where the subtree is empty. */
  readonly base: DerElement | undefined
  /** Whether it has a minimum other than 0 or a maximum, which RFC 5280 §4.2.1.10 rules out. */
  readonly hasDistances: boolean
}

/** Reads the subtrees of nameConstraints and none of their names; throws {@link PkiError} `der/…`. */
export function decodeSubtreeElements(valueDer: Uint8Array): {
  permitted: SubtreeElement[]
  excluded: SubtreeElement[]
} {
  const lists = decodeSequence(valueDer)
  const subtreesOf = (listTag: number): SubtreeElement[] => {
    const list = lists.find(({ tag }) => tag === listTag)
    return list === undefined ? [] : decodeMembers(list).map(decodeSubtree)
  }
  return { permitted: subtreesOf(0xa0), excluded: subtreesOf(0xa1) }
}

function decodeSubtree(subtree: DerElement): SubtreeElement {
  const [base, ...distances] = decodeMembers(subtree, derTag.sequence)
  const isZeroMinimum = ({ tag, contents }: DerElement): boolean =>
    tag === 0x80 && contents.every((octet) => octet === 0)
  return { base, hasDistances: !distances.every(isZeroMinimum) }
}

/** Decodes the value of nameConstraints; throws {@link PkiError} `der/…`. */
export function decodeNameConstraints(valueDer: Uint8Array): {
  permitted: DecodedSubtree[]
  excluded: DecodedSubtree[]
} {
  const { permitted, excluded } = decodeSubtreeElements(valueDer)
  return { permitted: permitted.map(decodeBase), excluded: excluded.map(decodeBase) }
}

function decodeBase({ base }: SubtreeElement): DecodedSubtree {
  if (base === undefined) return { kind: 'other', tagNumber: 0, encoded: new Uint8Array() }
  return (base.tag === 0x87 ? decodeRange(base.contents) : null) ?? decodeGeneralName(base)
}

function decodeRange(contents: Uint8Array): AddressRange | null {
  const half = contents.length / 2
  const address = formatIpAddress(contents.subarray(0, half))
  const mask = formatIpAddress(contents.subarray(half))
  if (address === null || mask === null || !Number.isInteger(half)) return null
  const bits = Array.from(contents.subarray(half), (octet) => octet.toString(2).padStart(8, '0')).join('')
  // A mask with holes has no prefix length, and is shown as it is.
  return {
    kind: 'iPAddress',
    value: /^1*0*$/.test(bits) ? `${address}/${String(bits.replaceAll('0', '').length)}` : `${address}/${mask}`,
  }
}
