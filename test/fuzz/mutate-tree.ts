// Damage that keeps the lengths of DER right, so that it comes through to the readers of values: elements are changed, lost,
// doubled, exchanged and nested, also in the octet strings that hold DER of their own.
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import { encodeElement } from '../../src/pki/der.ts'
import type { Mutation } from './mutate-octets.ts'
import type { Random } from './random.ts'

interface Element {
  readonly tag: number
  /** Set for what holds elements; `prefix` is what stands before them, as the unused bits of a BIT STRING do. */
  readonly members?: readonly Element[]
  readonly prefix?: Uint8Array
  readonly contents: Uint8Array
}

/** Reads elements that fill the octets; null when they do not. Nothing deep is read: what is deep was nested by us. */
function parse(bytes: Uint8Array, depth = 0): Element[] | null {
  const elements: Element[] = []
  let offset = 0
  while (offset < bytes.length) {
    const [tag = 0, first = 0x80] = bytes.subarray(offset, offset + 2)
    const count = first < 0x80 ? 0 : first & 0x7f
    const start = offset + 2 + count
    const length = count === 0 ? first : bytes.subarray(offset + 2, start).reduce((sum, octet) => sum * 256 + octet, 0)
    if (first === 0x80 || count > 4 || start + length > bytes.length) return null
    elements.push(parseElement(tag, bytes.subarray(start, start + length), depth))
    offset = start + length
  }
  return elements
}

function parseElement(tag: number, contents: Uint8Array, depth: number): Element {
  const prefix = contents.subarray(0, tag === 3 ? 1 : 0)
  const holds = (tag & 0x20) !== 0 || tag === 3 || tag === 4
  const members = holds && depth < 30 && contents.length > 1 ? parse(contents.subarray(prefix.length), depth + 1) : null
  return members === null ? { tag, contents } : { tag, contents, prefix, members }
}

const encode = ({ tag, contents, prefix, members }: Element): Bytes =>
  members === undefined ? encodeElement(tag, contents) : encodeElement(tag, prefix ?? contents, ...members.map(encode))

const flatten = (element: Element): Element[] => [element, ...(element.members ?? []).flatMap(flatten)]

/** Puts others in an element's place. */
const exchange = (root: Element, old: Element, others: readonly Element[]): Element[] =>
  root === old
    ? [...others]
    : [{ ...root, ...(root.members && { members: root.members.flatMap((member) => exchange(member, old, others)) }) }]

const TAGS = [1, 2, 3, 4, 5, 6, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1e, 0x30, 0x31, 0x80, 0xa0, 0xa1, 0xa3]
// Octets that doubles take together.
const MAX_DOUBLED = 300_000
const DEPTHS = [3, 99, 101, 5000]

/** Wraps octets in headers, the inmost first; quick also where there are thousands. */
function nest(octets: Bytes, tag: number, depth: number): Uint8Array {
  const headers: Uint8Array[] = []
  let length = octets.length
  for (let level = 0; level < depth; level++) {
    const header = encodeHeader(tag, length)
    headers.push(header)
    length += header.length
  }
  return concatBytes([...headers.reverse(), octets])
}

const encodeHeader = (tag: number, length: number): Uint8Array =>
  length < 0x80
    ? Uint8Array.of(tag, length)
    : Uint8Array.of(tag, 0x83, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff)

const raw = (encoded: Uint8Array): Element[] => parse(encoded, 30) ?? []

const changes: Readonly<Record<string, (old: Element, random: Random, other: readonly Element[]) => Element[]>> = {
  'lose an element': () => [],
  'double an element': (old, random) => {
    const most = Math.ceil(MAX_DOUBLED / (old.contents.length + 2))
    return Array<Element>(Math.min(most, random.pick([2, 2, 3, 300, 20_000]))).fill(old)
  },
  'change a tag': (old, random) => [{ ...old, tag: random.pick(TAGS) }],
  'change a value': (old, random) => {
    const contents = old.contents.slice()
    if (contents.length > 0) contents[random.below(contents.length)] = random.below(256)
    return [{ tag: old.tag, contents }]
  },
  'replace a value': (old, random) => [
    { tag: old.tag, contents: random.octets(random.pick([0, 1, 2, 4, 8, 20, 300])) },
  ],
  'swap in an element': (_, random, other) => (other.length === 0 ? [] : [random.pick(other)]),
  'copy an element': (old, random, other) => (other.length === 0 ? [old] : [old, random.pick(other)]),
  'nest an element': (old, random) => raw(nest(encode(old), random.pick([0x30, 0xa0, 0x24, 4]), random.pick(DEPTHS))),
}

const mutateWith =
  (change: (typeof changes)[string]): Mutation =>
  (bytes, random, other) => {
    const roots = parse(bytes)
    const elements = roots?.flatMap(flatten) ?? []
    if (roots === null || elements.length === 0) return bytes
    const old = random.pick(elements)
    // Elements of its own are as likely as those of another file.
    const others = random.below(2) === 0 ? elements : (parse(other)?.flatMap(flatten) ?? [])
    const replacements = change(old, random, others)
    return concatBytes(roots.flatMap((root) => exchange(root, old, replacements)).map(encode))
  }

export const treeMutations: Readonly<Record<string, Mutation>> = Object.fromEntries(
  Object.entries(changes).map(([name, change]) => [name, mutateWith(change)]),
)
