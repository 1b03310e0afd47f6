// Damage that knows nothing of what it damages: what bad storage, bad transfers and editors do to a file.
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import type { Random } from './random.ts'

/** Changes octets in one way. */
export type Mutation = (bytes: Bytes, random: Random, other: Bytes) => Bytes

// Ends of ranges, and tags and lengths that mean something: NULL, SEQUENCE, indefinite and four-octet lengths, a high tag.
const TELLING_OCTETS = [0, 1, 5, 0x1f, 0x24, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff]

/** Somewhere in the octets, and a stretch from there; short stretches are the more likely ones. */
function chooseRange(bytes: Bytes, random: Random): [start: number, end: number] {
  const start = random.below(bytes.length + 1)
  return [start, Math.min(bytes.length, start + random.below(random.pick([2, 16, 200, bytes.length + 1])))]
}

const replace = (bytes: Bytes, start: number, end: number, ...parts: readonly Uint8Array[]): Bytes =>
  concatBytes([bytes.subarray(0, start), ...parts, bytes.subarray(end)])

function setSome(bytes: Bytes, random: Random, change: (octet: number) => number): Bytes {
  const changed = bytes.slice()
  for (let count = 1 + random.below(4); count > 0 && changed.length > 0; count--) {
    const at = random.below(changed.length)
    changed[at] = change(changed[at] ?? 0)
  }
  return changed
}

/** Offsets of what looks like the length octet behind a tag of DER. */
const lengthOffsets = (bytes: Bytes): number[] =>
  [...bytes.keys()].filter((at) => at > 0 && [2, 3, 4, 6, 0x30, 0x31, 0xa0].includes(bytes[at - 1] ?? 0))

const LENGTHS = [[0], [1], [0x7f], [0x80], [0x81, 0], [0x84, 0xff, 0xff, 0xff, 0xff], [0x84, 0, 0, 0, 1], [0xff]]

export const octetMutations: Readonly<Record<string, Mutation>> = {
  'flip bits': (bytes, random) => setSome(bytes, random, (octet) => octet ^ (1 << random.below(8))),
  'set octets': (bytes, random) => setSome(bytes, random, () => random.pick(TELLING_OCTETS)),
  'cut the end': (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  'cut the beginning': (bytes, random) => bytes.slice(random.below(bytes.length + 1)),
  insert: (bytes, random) => {
    const start = random.below(bytes.length + 1)
    return replace(bytes, start, start, random.octets(1 + random.below(8)))
  },
  'insert a run': (bytes, random) => {
    const start = random.below(bytes.length + 1)
    const run = new Uint8Array(random.pick([10, 100, 1000, 1000, 1000, 100_000])).fill(random.pick(TELLING_OCTETS))
    return replace(bytes, start, start, run)
  },
  'take out': (bytes, random) => replace(bytes, ...chooseRange(bytes, random)),
  duplicate: (bytes, random) => {
    const [start, end] = chooseRange(bytes, random)
    const times = random.pick([1, 1, 5, 200])
    return replace(bytes, end, end, ...Array<Uint8Array>(times).fill(bytes.subarray(start, end)))
  },
  'edit a length': (bytes, random) => {
    const offsets = lengthOffsets(bytes)
    if (offsets.length === 0) return bytes
    const at = random.pick(offsets)
    const near = [((bytes[at] ?? 0) + 1) & 0xff, ((bytes[at] ?? 0) + 255) & 0xff].map((octet) => [octet])
    return replace(bytes, at, at + 1, Uint8Array.from(random.pick([...near, ...LENGTHS])))
  },
  splice: (bytes, random, other) =>
    concatBytes([bytes.subarray(0, random.below(bytes.length + 1)), other.subarray(random.below(other.length + 1))]),
  append: (bytes, _, other) => concatBytes([bytes, other]),
}
