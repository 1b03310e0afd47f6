// SHA-1 in a chain, for reading: old .p12 files hash their passphrase a hundred thousand times and more, and promises or
// objects between two rounds would cost more than the rounds. Everything else digests through hash-library.ts.
import type { Bytes } from './bytes.ts'

// FIPS 180-4 §5.3.1: the state in which every message begins.
const H0 = 0x67452301
const H1 = 0xefcdab89 | 0
const H2 = 0x98badcfe | 0
const H3 = 0x10325476
const H4 = 0xc3d2e1f0 | 0

const rotate = (x: number): number => (x << 1) | (x >>> 31)

// Engines optimise a function that is called often better than the one long run of its loop.
const RUN = 1000

/** Hashes a digest of SHA-1 `count` times more. */
export function continueSha1(digest: Uint8Array, count: number): Bytes {
  const result = new Uint8Array(digest)
  const view = new DataView(result.buffer)
  const state = Int32Array.from({ length: 5 }, (_, index) => view.getInt32(index * 4))
  const schedule = new Int32Array(80)
  for (let done = 0; done < count; done += RUN) hashAgain(state, schedule, Math.min(RUN, count - done))
  state.forEach((word, index) => {
    view.setInt32(index * 4, word)
  })
  schedule.fill(0)
  state.fill(0)
  return result
}

/**
 * Hashes the digest in `state` again and again.
 *
 * Long and plain on purpose, for it holds the compression function (FIPS 180-4 §6.1.2) once a round: state in locals, and
 * five steps side by side, after which each local has had every part once and none has to be moved.
 *
 * @param w - room for the message schedule of 80 words
 */
function hashAgain(state: Int32Array, w: Int32Array, count: number): void {
  let h0 = state[0] as number
  let h1 = state[1] as number
  let h2 = state[2] as number
  let h3 = state[3] as number
  let h4 = state[4] as number
  for (let round = 0; round < count; round++) {
    // The message is the digest itself: 5 words, the bit that ends it, zeros, and its length of 160 bits (§5.1.1).
    w[0] = h0
    w[1] = h1
    w[2] = h2
    w[3] = h3
    w[4] = h4
    w[5] = 0x80000000 | 0
    for (let t = 6; t < 15; t++) w[t] = 0
    w[15] = 160
    let a = H0
    let b = H1
    let c = H2
    let d = H3
    let e = H4
    for (let t = 16; t < 20; t++)
      w[t] = rotate((w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number))
    // Rounds 0 to 19.
    for (let t = 0; t < 20; t += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + 0x5a827999 + (w[t] as number)) | 0
      b = (b << 30) | (b >>> 2)
      d = (d + ((e << 5) | (e >>> 27)) + (c ^ (a & (b ^ c))) + 0x5a827999 + (w[t + 1] as number)) | 0
      a = (a << 30) | (a >>> 2)
      c = (c + ((d << 5) | (d >>> 27)) + (b ^ (e & (a ^ b))) + 0x5a827999 + (w[t + 2] as number)) | 0
      e = (e << 30) | (e >>> 2)
      b = (b + ((c << 5) | (c >>> 27)) + (a ^ (d & (e ^ a))) + 0x5a827999 + (w[t + 3] as number)) | 0
      d = (d << 30) | (d >>> 2)
      a = (a + ((b << 5) | (b >>> 27)) + (e ^ (c & (d ^ e))) + 0x5a827999 + (w[t + 4] as number)) | 0
      c = (c << 30) | (c >>> 2)
    }
    // Rounds 20 to 39.
    for (let t = 20; t < 40; t += 5) {
      w[t] = rotate((w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number))
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + 0x6ed9eba1 + (w[t] as number)) | 0
      b = (b << 30) | (b >>> 2)
      w[t + 1] = rotate((w[t - 2] as number) ^ (w[t - 7] as number) ^ (w[t - 13] as number) ^ (w[t - 15] as number))
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + 0x6ed9eba1 + (w[t + 1] as number)) | 0
      a = (a << 30) | (a >>> 2)
      w[t + 2] = rotate((w[t - 1] as number) ^ (w[t - 6] as number) ^ (w[t - 12] as number) ^ (w[t - 14] as number))
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + 0x6ed9eba1 + (w[t + 2] as number)) | 0
      e = (e << 30) | (e >>> 2)
      w[t + 3] = rotate((w[t] as number) ^ (w[t - 5] as number) ^ (w[t - 11] as number) ^ (w[t - 13] as number))
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + 0x6ed9eba1 + (w[t + 3] as number)) | 0
      d = (d << 30) | (d >>> 2)
      w[t + 4] = rotate((w[t + 1] as number) ^ (w[t - 4] as number) ^ (w[t - 10] as number) ^ (w[t - 12] as number))
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + 0x6ed9eba1 + (w[t + 4] as number)) | 0
      c = (c << 30) | (c >>> 2)
    }
    // Rounds 40 to 59.
    for (let t = 40; t < 60; t += 5) {
      w[t] = rotate((w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number))
      e = (e + ((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + (0x8f1bbcdc | 0) + (w[t] as number)) | 0
      b = (b << 30) | (b >>> 2)
      w[t + 1] = rotate((w[t - 2] as number) ^ (w[t - 7] as number) ^ (w[t - 13] as number) ^ (w[t - 15] as number))
      d = (d + ((e << 5) | (e >>> 27)) + ((a & b) | (c & (a | b))) + (0x8f1bbcdc | 0) + (w[t + 1] as number)) | 0
      a = (a << 30) | (a >>> 2)
      w[t + 2] = rotate((w[t - 1] as number) ^ (w[t - 6] as number) ^ (w[t - 12] as number) ^ (w[t - 14] as number))
      c = (c + ((d << 5) | (d >>> 27)) + ((e & a) | (b & (e | a))) + (0x8f1bbcdc | 0) + (w[t + 2] as number)) | 0
      e = (e << 30) | (e >>> 2)
      w[t + 3] = rotate((w[t] as number) ^ (w[t - 5] as number) ^ (w[t - 11] as number) ^ (w[t - 13] as number))
      b = (b + ((c << 5) | (c >>> 27)) + ((d & e) | (a & (d | e))) + (0x8f1bbcdc | 0) + (w[t + 3] as number)) | 0
      d = (d << 30) | (d >>> 2)
      w[t + 4] = rotate((w[t + 1] as number) ^ (w[t - 4] as number) ^ (w[t - 10] as number) ^ (w[t - 12] as number))
      a = (a + ((b << 5) | (b >>> 27)) + ((c & d) | (e & (c | d))) + (0x8f1bbcdc | 0) + (w[t + 4] as number)) | 0
      c = (c << 30) | (c >>> 2)
    }
    // Rounds 60 to 79.
    for (let t = 60; t < 80; t += 5) {
      w[t] = rotate((w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number))
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + (0xca62c1d6 | 0) + (w[t] as number)) | 0
      b = (b << 30) | (b >>> 2)
      w[t + 1] = rotate((w[t - 2] as number) ^ (w[t - 7] as number) ^ (w[t - 13] as number) ^ (w[t - 15] as number))
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + (0xca62c1d6 | 0) + (w[t + 1] as number)) | 0
      a = (a << 30) | (a >>> 2)
      w[t + 2] = rotate((w[t - 1] as number) ^ (w[t - 6] as number) ^ (w[t - 12] as number) ^ (w[t - 14] as number))
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + (0xca62c1d6 | 0) + (w[t + 2] as number)) | 0
      e = (e << 30) | (e >>> 2)
      w[t + 3] = rotate((w[t] as number) ^ (w[t - 5] as number) ^ (w[t - 11] as number) ^ (w[t - 13] as number))
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + (0xca62c1d6 | 0) + (w[t + 3] as number)) | 0
      d = (d << 30) | (d >>> 2)
      w[t + 4] = rotate((w[t + 1] as number) ^ (w[t - 4] as number) ^ (w[t - 10] as number) ^ (w[t - 12] as number))
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + (0xca62c1d6 | 0) + (w[t + 4] as number)) | 0
      c = (c << 30) | (c >>> 2)
    }
    h0 = (a + H0) | 0
    h1 = (b + H1) | 0
    h2 = (c + H2) | 0
    h3 = (d + H3) | 0
    h4 = (e + H4) | 0
  }
  state[0] = h0
  state[1] = h1
  state[2] = h2
  state[3] = h3
  state[4] = h4
}
