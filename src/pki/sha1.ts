// SHA-1 in a chain, for reading: old .p12 files hash their passphrase a hundred thousand times and more, and promises or
// objects between two rounds would cost more than the rounds. Everything else digests through hash-library.ts.
import type { Bytes } from './bytes.ts'

const DIGEST_WORDS = 5
// FIPS 180-4 §5.3.1.
const INITIAL_STATE = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0])

/** Hashes a digest of SHA-1 `count` times more. */
export function continueSha1(digest: Uint8Array, count: number): Bytes {
  const result = new Uint8Array(digest)
  const view = new DataView(result.buffer)
  const block = new Int32Array(80)
  const state = Int32Array.from({ length: DIGEST_WORDS }, (_, index) => view.getInt32(index * 4))
  for (let round = 0; round < count; round++) {
    // The message is the digest itself: 5 words, the bit that ends it, zeros, and its length of 160 bits (§5.1.1).
    block.set(state)
    block[5] = 0x80000000 | 0
    block.fill(0, 6, 15)
    block[15] = 160
    state.set(INITIAL_STATE)
    compress(state, block)
  }
  state.forEach((word, index) => {
    view.setInt32(index * 4, word)
  })
  block.fill(0)
  state.fill(0)
  return result
}

/**
 * Runs the compression function (FIPS 180-4 §6.1.2) over one block.
 *
 * Long and plain on purpose, as in sha256.ts.
 *
 * @param w - message schedule of 80 words, the block in its first 16; the rest is overwritten
 */
function compress(state: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 80; t++) {
    const x = (w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number)
    w[t] = (x << 1) | (x >>> 31)
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let t = 0
  for (; t < 20; t++) {
    const next = (((a << 5) | (a >>> 27)) + ((b & c) | (~b & d)) + e + 0x5a827999 + (w[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (; t < 40; t++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + (w[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (; t < 60; t++) {
    const majority = (b & c) | (b & d) | (c & d)
    const next = (((a << 5) | (a >>> 27)) + majority + e + (0x8f1bbcdc | 0) + (w[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (; t < 80; t++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + (0xca62c1d6 | 0) + (w[t] as number)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  state[0] = ((state[0] as number) + a) | 0
  state[1] = ((state[1] as number) + b) | 0
  state[2] = ((state[2] as number) + c) | 0
  state[3] = ((state[3] as number) + d) | 0
  state[4] = ((state[4] as number) + e) | 0
}
