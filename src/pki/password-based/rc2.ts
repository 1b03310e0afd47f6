// RC2 (RFC 2268), for reading files of the nineties: exports of Windows and Java still use it for certificates.
import type { BlockCipher } from './block-cipher.ts'

// RFC 2268 §2: digits of pi, as hexadecimal.
const PI_TABLE = Uint8Array.from(
  (
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32' +
    'bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a' +
    '961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e' +
    'c5f3db47e5a59c770aa62068fe7fc1ad'
  ).match(/../g) ?? [],
  (digits) => parseInt(digits, 16),
)
const MIXES = [5, 6, 5]
const TURNS = [1, 2, 3, 5]

/**
 * Makes RC2 of a key of 1 to 128 octets.
 *
 * @param effectiveBits - 1 to 1024: how much of the key counts (RFC 2268 §2)
 */
export function createRc2(key: Uint8Array, effectiveBits: number): BlockCipher {
  const words = expandKey(key, effectiveBits)
  return {
    encrypt: (block) => {
      crypt(block, words, false)
    },
    decrypt: (block) => {
      crypt(block, words, true)
    },
  }
}

const pi = (index: number): number => PI_TABLE[index & 0xff] ?? 0

function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  if (key.length < 1 || key.length > 128) throw new RangeError('RC2 takes a key of 1 to 128 octets')
  const octets = new Uint8Array(128)
  octets.set(key)
  for (let i = key.length; i < 128; i++) octets[i] = pi((octets[i - 1] ?? 0) + (octets[i - key.length] ?? 0))
  const effectiveLength = Math.ceil(effectiveBits / 8)
  const mask = 0xff >> (effectiveLength * 8 - effectiveBits)
  octets[128 - effectiveLength] = pi((octets[128 - effectiveLength] ?? 0) & mask)
  for (let i = 127 - effectiveLength; i >= 0; i--)
    octets[i] = pi((octets[i + 1] ?? 0) ^ (octets[i + effectiveLength] ?? 0))
  const view = new DataView(octets.buffer)
  return Uint16Array.from({ length: 64 }, (_, i) => view.getUint16(i * 2, true))
}

// RC2 counts octets from the low end; the block comes as two big-endian words.
function crypt(block: Int32Array, key: Uint16Array, isDecryption: boolean): void {
  const octets = new DataView(new ArrayBuffer(8))
  octets.setInt32(0, block[0] ?? 0)
  octets.setInt32(4, block[1] ?? 0)
  const r = Uint16Array.from([0, 2, 4, 6], (at) => octets.getUint16(at, true))
  if (isDecryption) decrypt(r, key)
  else encrypt(r, key)
  for (const [index, word] of r.entries()) octets.setUint16(index * 2, word, true)
  block[0] = octets.getInt32(0)
  block[1] = octets.getInt32(4)
}

const at = (r: Uint16Array, index: number): number => r[index & 3] ?? 0

function encrypt(r: Uint16Array, key: Uint16Array): void {
  let used = 0
  for (const [stage, mixes] of MIXES.entries()) {
    for (let mix = 0; mix < mixes; mix++) {
      for (let i = 0; i < 4; i++) {
        const sum = at(r, i) + (key[used++] ?? 0) + (at(r, i + 3) & at(r, i + 2)) + (~at(r, i + 3) & at(r, i + 1))
        r[i] = rotateLeft(sum, TURNS[i] ?? 0)
      }
    }
    if (stage < 2) for (let i = 0; i < 4; i++) r[i] = at(r, i) + (key[at(r, i + 3) & 63] ?? 0)
  }
}

function decrypt(r: Uint16Array, key: Uint16Array): void {
  let left = 64
  for (const [stage, mixes] of MIXES.entries()) {
    for (let mix = 0; mix < mixes; mix++) {
      for (let i = 3; i >= 0; i--) {
        const turned = rotateLeft(at(r, i), 16 - (TURNS[i] ?? 0))
        r[i] = turned - (key[--left] ?? 0) - (at(r, i + 3) & at(r, i + 2)) - (~at(r, i + 3) & at(r, i + 1))
      }
    }
    if (stage < 2) for (let i = 3; i >= 0; i--) r[i] = at(r, i) - (key[at(r, i + 3) & 63] ?? 0)
  }
}

function rotateLeft(word: number, turns: number): number {
  const low = word & 0xffff
  return ((low << turns) | (low >>> (16 - turns))) & 0xffff
}
