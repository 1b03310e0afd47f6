// The key derivation of PKCS #12 (RFC 7292 appendix B) with SHA-256: what the integrity of a .p12 rests on.
import { type Bytes, concatBytes } from './bytes.ts'
import { encodeUtf16 } from './der.ts'
import { SHA256_BLOCK_LENGTH, SHA256_DIGEST_LENGTH, sha256Repeatedly } from './sha256.ts'

/** What the derived octets are for: the ID byte of RFC 7292 appendix B.3. */
export const pkcs12KdfPurpose = { encryptionKey: 1, initializationVector: 2, macKey: 3 } as const
export type Pkcs12KdfPurpose = (typeof pkcs12KdfPurpose)[keyof typeof pkcs12KdfPurpose]

/** Encodes a passphrase as RFC 7292 appendix B.1 wants it: BMPString octets with two zero octets at the end. */
export const encodePkcs12Passphrase = (passphrase: string): Bytes =>
  concatBytes([encodeUtf16(passphrase), new Uint8Array(2)])

/**
 * Derives octets from a passphrase by RFC 7292 appendix B.2 with SHA-256.
 *
 * @param passphrase - octets from {@link encodePkcs12Passphrase}; no octets at all mean "no passphrase"
 * @param iterations - applications of the hash, at least 1; the caller bounds what comes from a file
 * @param length - octets wanted
 */
export function derivePkcs12Key(
  passphrase: Uint8Array,
  {
    salt,
    iterations,
    purpose,
    length,
  }: { salt: Uint8Array; iterations: number; purpose: Pkcs12KdfPurpose; length: number },
): Bytes {
  const diversifier = new Uint8Array(SHA256_BLOCK_LENGTH).fill(purpose)
  const input = concatBytes([fillBlocks(salt), fillBlocks(passphrase)])
  const derived = new Uint8Array(length)
  for (let offset = 0; offset < length; offset += SHA256_DIGEST_LENGTH) {
    const block = sha256Repeatedly(concatBytes([diversifier, input]), iterations)
    derived.set(block.subarray(0, length - offset), offset)
    addToBlocks(input, block)
  }
  input.fill(0)
  return derived
}

// Steps 2 and 3: the octets over and over, up to the next whole number of blocks.
function fillBlocks(octets: Uint8Array): Bytes {
  const filled = new Uint8Array(Math.ceil(octets.length / SHA256_BLOCK_LENGTH) * SHA256_BLOCK_LENGTH)
  return filled.map((_, index) => octets[index % octets.length] ?? 0)
}

// Steps 6B and 6C: every block of the input, as a big-endian number, grows by the filled digest and one.
function addToBlocks(input: Uint8Array, digest: Uint8Array): void {
  for (let start = 0; start < input.length; start += SHA256_BLOCK_LENGTH) {
    let carry = 1
    for (let index = SHA256_BLOCK_LENGTH - 1; index >= 0; index--) {
      carry += (input[start + index] ?? 0) + (digest[index % SHA256_DIGEST_LENGTH] ?? 0)
      input[start + index] = carry & 0xff
      carry >>= 8
    }
  }
}
