// DES and triple DES (NIST SP 800-67), for files that old programs wrote or have to read. Never chosen unasked.
import type { Bytes } from '../bytes.ts'
import { type BlockCipher, encryptCbc } from './block-cipher.ts'

// The tables of SP 800-67 as it prints them: four rows of sixteen hexadecimal digits; positions count from 1.
const S_BOXES = [
  'e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b',
]
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
]
const PERMUTED_CHOICE_1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63, 55,
  47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
]
const PERMUTED_CHOICE_2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30,
  40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
]
const KEY_SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]
const ROUNDS = 16

// S-box and permutation P in one step: 8 tables of 64 words, one after the other.
const SUBSTITUTION = buildSubstitution()

function buildSubstitution(): Int32Array {
  const table = new Int32Array(8 * 64)
  for (const [box, digits] of S_BOXES.entries()) {
    for (let input = 0; input < 64; input++) {
      // The outer bits choose the row, the inner four the column.
      const row = ((input & 0x20) >> 4) | (input & 1)
      const output = parseInt(digits[row * 16 + ((input >> 1) & 15)] ?? '', 16) << (28 - box * 4)
      table[box * 64 + input] = P.reduce((word, from, to) => word | (((output >>> (32 - from)) & 1) << (31 - to)), 0)
    }
  }
  return table
}

/** Gives the 16 round keys of DES, 8 groups of 6 bits each; parity bits do not count. */
function scheduleKey(key: Uint8Array): Uint8Array {
  const bits = PERMUTED_CHOICE_1.map((from) => ((key[(from - 1) >> 3] ?? 0) >> (7 - ((from - 1) & 7))) & 1)
  const schedule = new Uint8Array(ROUNDS * 8)
  let rotation = 0
  for (const [round, shift] of KEY_SHIFTS.entries()) {
    rotation += shift
    for (const [to, from] of PERMUTED_CHOICE_2.entries()) {
      const half = from > 28 ? 28 : 0
      const bit = bits[half + ((from - 1 - half + rotation) % 28)] ?? 0
      const group = round * 8 + Math.floor(to / 6)
      schedule[group] = ((schedule[group] ?? 0) << 1) | bit
    }
  }
  return schedule
}

/** One pass of DES, forwards or backwards through the round keys. */
function crypt(block: Int32Array, schedule: Uint8Array, isDecryption: boolean): void {
  permuteInitially(block)
  let left = block[0] ?? 0
  let right = block[1] ?? 0
  for (let round = 0; round < ROUNDS; round++) {
    const keyAt = (isDecryption ? ROUNDS - 1 - round : round) * 8
    // The expansion takes 6 bits at every fourth place, the last bit of the word before its first.
    const expanded = (right >>> 1) | (right << 31)
    let mixed = 0
    for (let box = 0; box < 8; box++) {
      const turn = box * 4
      const six = ((turn === 0 ? expanded : (expanded << turn) | (expanded >>> (32 - turn))) >>> 26) & 63
      mixed ^= SUBSTITUTION[box * 64 + (six ^ (schedule[keyAt + box] ?? 0))] ?? 0
    }
    const next = left ^ mixed
    left = right
    right = next
  }
  block[0] = right
  block[1] = left
  permuteFinally(block)
}

// The initial permutation as five exchanges of bits between the halves; the final one is its inverse.
const EXCHANGES = [
  [0, 4, 0x0f0f0f0f],
  [0, 16, 0x0000ffff],
  [1, 2, 0x33333333],
  [1, 8, 0x00ff00ff],
  [0, 1, 0x55555555],
] as const

function permuteInitially(block: Int32Array): void {
  for (const exchange of EXCHANGES) swapBits(block, exchange)
}

function permuteFinally(block: Int32Array): void {
  for (let index = EXCHANGES.length - 1; index >= 0; index--) swapBits(block, EXCHANGES[index] ?? EXCHANGES[0])
}

function swapBits(block: Int32Array, [from, shift, mask]: (typeof EXCHANGES)[number]): void {
  const to = 1 - from
  const high = block[from] ?? 0
  const low = block[to] ?? 0
  const differing = ((high >>> shift) ^ low) & mask
  block[to] = low ^ differing
  block[from] = high ^ (differing << shift)
}

/** Makes single DES of a key of 8 octets. */
export function createDes(key: Uint8Array): BlockCipher {
  const schedule = scheduleKey(key)
  return {
    encrypt: (block) => {
      crypt(block, schedule, false)
    },
    decrypt: (block) => {
      crypt(block, schedule, true)
    },
  }
}

/** Makes triple DES of a key of 24 octets: encrypt, decrypt, encrypt. */
export function createTripleDes(key: Uint8Array): BlockCipher {
  const [first, second, third] = [0, 8, 16].map((at) => createDes(key.subarray(at, at + 8)))
  if (key.length !== 24 || !first || !second || !third) throw new RangeError('Triple DES takes a key of 24 octets')
  return {
    encrypt: (block) => {
      first.encrypt(block)
      second.decrypt(block)
      third.encrypt(block)
    },
    decrypt: (block) => {
      third.decrypt(block)
      second.encrypt(block)
      first.decrypt(block)
    },
  }
}

/** Encrypts with DES-EDE3-CBC and padding. */
export const encryptTripleDesCbc = (key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Bytes =>
  encryptCbc(createTripleDes(key), iv, plaintext)
