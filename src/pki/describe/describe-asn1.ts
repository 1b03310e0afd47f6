// Any DER as a display tree by its tags alone, for looking at what no other file describes; bounded in nodes and levels.
import { decodeText } from '../asn1-text.ts'
import {
  decodeBitString,
  decodeBoolean,
  decodeDer,
  decodeIntegerOctets,
  decodeObjectIdentifier,
  decodeTime,
  type DerElement,
  derTag,
  iterateMembers,
} from '../der.ts'
import { readOrNull } from '../errors.ts'
import { nameOfForeignKey } from '../key-names.ts'
import { nameOfOid } from '../oids.ts'
import { describeInstant, describeInteger, describeOctets } from './describe-value.ts'
import type { DisplayNode } from './display-node.ts'
import { makeVisible } from './visible-text.ts'

// A certificate has about 150 nodes in 10 levels; beyond this nobody reads on, and a page becomes slow.
const MAX_NODES = 2000
const MAX_LEVELS = 32
// Four lines on a wide page: enough to recognise a hash or the beginning of a key.
const MAX_OCTETS = 64
// A multiple of the 4 octets of a character in UniversalString.
const MAX_TEXT_OCTETS = 1024
// INTEGERs that people read as numbers: versions, counts, exponents.
const MAX_DECIMAL_OCTETS = 6

/** Nodes that may still be added. */
interface Budget {
  nodes: number
}

/**
 * Describes the elements of any DER, one after the other, with what stands inside; OCTET STRINGs and BIT STRINGs that
 * hold an element are opened as well, as extensions and keys are written in them.
 *
 * After 2000 nodes or below 32 levels a line says how many octets are left out. What is no DER becomes a hexadecimal
 * leaf, so nothing is thrown, whatever the input is.
 */
export const describeAsn1 = (der: Uint8Array): DisplayNode[] => describeContents(der, 1, { nodes: MAX_NODES })

function describeContents(contents: Uint8Array, level: number, budget: Budget): DisplayNode[] {
  if (contents.length === 0) return []
  if (level > MAX_LEVELS) return [leftOut(contents.length)]
  const nodes: DisplayNode[] = []
  const members = iterateMembers({ contents })
  for (let offset = 0; offset < contents.length;) {
    if (budget.nodes <= 0) return [...nodes, leftOut(contents.length - offset)]
    const member = nextOf(members)
    if (member === null) {
      budget.nodes -= 2
      return [...nodes, { label: 'unreadable', children: [describeHex({ text: 'DER' }, contents.subarray(offset))] }]
    }
    nodes.push(describeElement(member, level, budget))
    offset += member.encoded.length
  }
  return nodes
}

const leftOut = (octets: number): DisplayNode => ({ label: 'octetsLeftOut', value: String(octets) })

/** Gives the next member; null when what follows is none. */
function nextOf(members: Generator<DerElement, void>): DerElement | null {
  return readOrNull(() => members.next().value ?? null)
}

const CONSTRUCTED = 0x20

function describeElement(element: DerElement, level: number, budget: Budget): DisplayNode {
  const node: DisplayNode =
    element.tag & CONSTRUCTED ? { label: { text: nameOfTag(element.tag) } } : describePrimitive(element)
  budget.nodes -= 1 + (node.children?.length ?? 0)
  const inside = element.tag & CONSTRUCTED ? element.contents : encapsulatedIn(element)
  const children = [...(node.children ?? []), ...describeContents(inside, level + 1, budget)]
  return children.length === 0 ? node : { ...node, children }
}

const NOTHING = new Uint8Array()

/** Gives the octets of a string that are themselves one whole element, down to its members; else none. */
function encapsulatedIn(element: DerElement): Uint8Array {
  const octets = readOrNull(() => {
    if (element.tag === derTag.octetString) return element.contents
    return element.tag === derTag.bitString ? decodeBitString(element).octets : NOTHING
  })
  // Two octets are more often chance than an element.
  if (octets === null || octets.length < 3) return NOTHING
  const inner = readOrNull(() => decodeDer(octets))
  return inner !== null && universalNames.has(inner.tag & ~CONSTRUCTED) ? octets : NOTHING
}

// ---------------------------------------------------------------------------------------------- tags

// X.680 §8.4, table 1.
const universalNames: ReadonlyMap<number, string> = new Map([
  [1, 'BOOLEAN'],
  [2, 'INTEGER'],
  [3, 'BIT STRING'],
  [4, 'OCTET STRING'],
  [5, 'NULL'],
  [6, 'OBJECT IDENTIFIER'],
  [7, 'ObjectDescriptor'],
  [8, 'EXTERNAL'],
  [9, 'REAL'],
  [10, 'ENUMERATED'],
  [11, 'EMBEDDED PDV'],
  [12, 'UTF8String'],
  [13, 'RELATIVE-OID'],
  [14, 'TIME'],
  [16, 'SEQUENCE'],
  [17, 'SET'],
  [18, 'NumericString'],
  [19, 'PrintableString'],
  [20, 'TeletexString'],
  [21, 'VideotexString'],
  [22, 'IA5String'],
  [23, 'UTCTime'],
  [24, 'GeneralizedTime'],
  [25, 'GraphicString'],
  [26, 'VisibleString'],
  [27, 'GeneralString'],
  [28, 'UniversalString'],
  [29, 'CHARACTER STRING'],
  [30, 'BMPString'],
])

const classPrefixes = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '] as const

/** Names a tag as the standard writes it: `SEQUENCE`, `[0]`, `[APPLICATION 3]`. */
function nameOfTag(tag: number): string {
  const number = tag & 0x1f
  const universal = tag < 0x40 ? universalNames.get(number) : undefined
  return universal ?? `[${classPrefixes[tag >> 6] ?? ''}${String(number)}]`
}

// ---------------------------------------------------------------------------------------------- values

type Describe = (label: DisplayNode['label'], element: DerElement) => DisplayNode

const describers: ReadonlyMap<number, Describe> = new Map<number, Describe>([
  [derTag.boolean, (label, element) => ({ label, value: decodeBoolean(element) ? 'TRUE' : 'FALSE' })],
  [derTag.integer, describeNumber],
  [derTag.enumerated, describeNumber],
  [derTag.bitString, describeBits],
  [derTag.null, (label, { contents }) => (contents.length === 0 ? { label } : describeHex(label, contents))],
  [derTag.objectIdentifier, describeOid],
  [derTag.utcTime, describeTime],
  [derTag.generalizedTime, describeTime],
])

/** Shows a value in the terms of its tag; one that its type does not allow in hexadecimal, and says so. */
function describePrimitive(element: DerElement): DisplayNode {
  const label = { text: nameOfTag(element.tag) }
  const describe = describers.get(element.tag)
  if (describe === undefined) return describeString(label, element)
  const node = readOrNull(() => describe(label, element))
  if (node !== null) return node
  const { children = [], ...leaf } = describeHex(label, element.contents)
  return { ...leaf, children: [{ label: 'unreadable' }, ...children] }
}

/** Shows octets in hexadecimal; of many the first ones, and how many there are. */
function describeHex(label: DisplayNode['label'], octets: Uint8Array): DisplayNode {
  const node = describeOctets(label, octets, MAX_OCTETS)
  return octets.length > MAX_OCTETS ? { ...node, children: [countOf(octets)] } : node
}

const countOf = (octets: Uint8Array): DisplayNode => ({ label: 'octetCount', value: String(octets.length) })

function describeNumber(label: DisplayNode['label'], element: DerElement): DisplayNode {
  const octets = decodeIntegerOctets({ ...element, tag: derTag.integer })
  return octets.length > MAX_DECIMAL_OCTETS ? describeHex(label, octets) : describeInteger(label, octets)
}

function describeBits(label: DisplayNode['label'], element: DerElement): DisplayNode {
  const { octets, unusedBits } = decodeBitString(element)
  const { children = [], ...leaf } = describeHex(label, octets)
  const unused: DisplayNode[] = unusedBits === 0 ? [] : [{ label: 'unusedBits', value: String(unusedBits) }]
  return { ...leaf, children: [...unused, ...children] }
}

function describeOid(label: DisplayNode['label'], element: DerElement): DisplayNode {
  const oid = decodeObjectIdentifier(element)
  const name = nameOfOid(oid) ?? nameOfForeignKey(oid)
  return { label, value: name === null ? oid : `${oid} (${name})` }
}

// As it stands where it is no time of RFC 5280: without seconds, with a zone or a fraction.
function describeTime(label: DisplayNode['label'], element: DerElement): DisplayNode {
  const instant = readOrNull(() => decodeTime(element))
  return instant === null
    ? describeString(label, { ...element, tag: derTag.visibleString })
    : describeInstant(label, instant)
}

// Names and addresses stand under tags that do not tell their type, such as [2] for a DNS name.
const ASCII_WORD = /^[ -~]{2,}$/

function describeString(label: DisplayNode['label'], element: DerElement): DisplayNode {
  const shown = element.contents.subarray(0, MAX_TEXT_OCTETS)
  const isCut = shown.length < element.contents.length
  const text = decodeText({ ...element, contents: shown })
  if (text !== null) {
    const value = `${makeVisible(text)}${isCut ? '…' : ''}`
    return { label, value, ...(isCut ? { children: [countOf(element.contents)] } : {}) }
  }
  const node = describeHex(label, element.contents)
  const word = element.tag >= 0x40 ? decodeText({ ...element, tag: derTag.visibleString, contents: shown }) : null
  if (isCut || word === null || !ASCII_WORD.test(word)) return node
  return { ...node, children: [{ label: 'text', value: word }, ...(node.children ?? [])] }
}
