// SHA-256 in plain synchronous code, for the one derivation that hashes thousands of times in a chain and would spend
// its time waiting for WebCrypto's promises. Everything else hashes with WebCrypto.
import type { Bytes } from './bytes.ts'

// FIPS 180-4 §4.2.2: fractional parts of the cube roots of the first 64 primes.
const ROUND_CONSTANTS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])
// FIPS 180-4 §5.3.3: fractional parts of the square roots of the first 8 primes.
const INITIAL_STATE = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])

/** Octets of one message block. */
export const SHA256_BLOCK_LENGTH = 64
/** Octets of one digest. */
export const SHA256_DIGEST_LENGTH = 32

/** Hashes a byte string. */
export function sha256(message: Uint8Array): Bytes {
  return sha256Repeatedly(message, 1)
}

/** Hashes a byte string, then the digest again and again: `count` applications of SHA-256 in all, at least 1. */
export function sha256Repeatedly(message: Uint8Array, count: number): Bytes {
  const state = hashWords(message)
  const schedule = new Int32Array(64)
  for (let round = 1; round < count; round++) {
    // The message is the digest itself: 8 words, the bit that ends it, zeros, and its length of 256 bits (§5.1.1).
    schedule.set(state)
    schedule[8] = 0x80000000 | 0
    schedule.fill(0, 9, 15)
    schedule[15] = 256
    state.set(INITIAL_STATE)
    compress(state, schedule)
  }
  const digest = new Uint8Array(SHA256_DIGEST_LENGTH)
  const view = new DataView(digest.buffer)
  state.forEach((word, index) => {
    view.setInt32(index * 4, word)
  })
  schedule.fill(0)
  state.fill(0)
  return digest
}

function hashWords(message: Uint8Array): Int32Array {
  // FIPS 180-4 §5.1.1: the message, one bit, zeros, and the length in bits as 64 bits, to a multiple of the block.
  const padded = new Uint8Array(Math.ceil((message.length + 9) / SHA256_BLOCK_LENGTH) * SHA256_BLOCK_LENGTH)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n)
  const state = INITIAL_STATE.slice()
  const schedule = new Int32Array(64)
  for (let offset = 0; offset < padded.length; offset += SHA256_BLOCK_LENGTH) {
    for (let word = 0; word < 16; word++) schedule[word] = view.getInt32(offset + word * 4)
    compress(state, schedule)
  }
  padded.fill(0)
  schedule.fill(0)
  return state
}

/**
 * Runs the compression function (FIPS 180-4 §6.2.2) over one block.
 *
 * Long and plain on purpose: it runs once per iteration, and locals with `| 0` stay machine integers.
 *
 * @param w - message schedule of 64 words, the block in its first 16; the rest is overwritten
 */
function compress(state: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] as number
    const y = w[t - 2] as number
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND_CONSTANTS[t] as number) + (w[t] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = ((state[0] as number) + a) | 0
  state[1] = ((state[1] as number) + b) | 0
  state[2] = ((state[2] as number) + c) | 0
  state[3] = ((state[3] as number) + d) | 0
  state[4] = ((state[4] as number) + e) | 0
  state[5] = ((state[5] as number) + f) | 0
  state[6] = ((state[6] as number) + g) | 0
  state[7] = ((state[7] as number) + h) | 0
}
