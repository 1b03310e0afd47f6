// Cipher block chaining with PKCS #7 padding over the 64-bit block ciphers that WebCrypto lacks.
import type { Bytes } from '../bytes.ts'

/** Octets of one block of DES and RC2. */
const BLOCK_LENGTH = 8

/** A 64-bit block cipher with its key; a block is two 32-bit words, replaced in place. */
export interface BlockCipher {
  readonly encrypt: (block: Int32Array) => void
  readonly decrypt: (block: Int32Array) => void
}

/** Encrypts, with padding of 1 to 8 octets (RFC 5652 §6.3). */
export function encryptCbc({ encrypt }: BlockCipher, iv: Uint8Array, plaintext: Uint8Array): Bytes {
  const padding = BLOCK_LENGTH - (plaintext.length % BLOCK_LENGTH)
  const octets = new Uint8Array(plaintext.length + padding).fill(padding)
  octets.set(plaintext)
  const view = new DataView(octets.buffer)
  const block = readBlock(iv)
  for (let at = 0; at < octets.length; at += BLOCK_LENGTH) {
    block[0] = wordAt(block, 0) ^ view.getInt32(at)
    block[1] = wordAt(block, 1) ^ view.getInt32(at + 4)
    encrypt(block)
    view.setInt32(at, wordAt(block, 0))
    view.setInt32(at + 4, wordAt(block, 1))
  }
  return octets
}

/** Decrypts and takes the padding off; null where length or padding show that the key is another one. */
export function decryptCbc({ decrypt }: BlockCipher, iv: Uint8Array, ciphertext: Uint8Array): Bytes | null {
  if (ciphertext.length === 0 || ciphertext.length % BLOCK_LENGTH !== 0) return null
  const octets = ciphertext.slice()
  const view = new DataView(octets.buffer)
  const previous = readBlock(iv)
  const block = new Int32Array(2)
  for (let at = 0; at < octets.length; at += BLOCK_LENGTH) {
    const left = view.getInt32(at)
    const right = view.getInt32(at + 4)
    block[0] = left
    block[1] = right
    decrypt(block)
    view.setInt32(at, wordAt(block, 0) ^ wordAt(previous, 0))
    view.setInt32(at + 4, wordAt(block, 1) ^ wordAt(previous, 1))
    previous[0] = left
    previous[1] = right
  }
  return withoutPadding(octets)
}

const wordAt = (words: Int32Array, index: number): number => words[index] ?? 0

function readBlock(octets: Uint8Array): Int32Array {
  if (octets.length !== BLOCK_LENGTH) throw new RangeError('An initialization vector has 8 octets')
  const view = new DataView(octets.buffer, octets.byteOffset)
  return Int32Array.of(view.getInt32(0), view.getInt32(4))
}

function withoutPadding(octets: Bytes): Bytes | null {
  const padding = octets.at(-1) ?? 0
  if (padding < 1 || padding > BLOCK_LENGTH) return null
  const end = octets.length - padding
  if (octets.subarray(end).some((octet) => octet !== padding)) return null
  const plaintext = octets.slice(0, end)
  octets.fill(0)
  return plaintext
}
