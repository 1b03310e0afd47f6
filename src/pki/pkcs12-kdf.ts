// The key derivation of PKCS #12 (RFC 7292 appendix B): what the integrity of a .p12 rests on, and in old ones its secrecy.
import { type Bytes, concatBytes } from './bytes.ts'
import { encodeUtf16 } from './der.ts'
import { SHA256_BLOCK_LENGTH, SHA256_DIGEST_LENGTH, sha256Repeatedly } from './sha256.ts'

/** What the derived octets are for: the ID byte of RFC 7292 appendix B.3. */
export const pkcs12KdfPurpose = { encryptionKey: 1, initializationVector: 2, macKey: 3 } as const
export type Pkcs12KdfPurpose = (typeof pkcs12KdfPurpose)[keyof typeof pkcs12KdfPurpose]

/** Encodes a passphrase as RFC 7292 appendix B.1 wants it: BMPString octets with two zero octets at the end. */
export const encodePkcs12Passphrase = (passphrase: string): Bytes =>
  concatBytes([encodeUtf16(passphrase), new Uint8Array(2)])

/** A hash as the derivation uses it. */
export interface ChainedHash {
  /** Octets. */
  readonly blockLength: number
  readonly digestLength: number
  /** Applies the hash `count` times, at least once. */
  readonly repeat: (message: Uint8Array, count: number) => Bytes | Promise<Bytes>
}

const sha256Chain: ChainedHash = {
  blockLength: SHA256_BLOCK_LENGTH,
  digestLength: SHA256_DIGEST_LENGTH,
  repeat: sha256Repeatedly,
}

/**
 * Derives octets from a passphrase by RFC 7292 appendix B.2.
 *
 * With the default hash the first block is derived before this returns its promise.
 *
 * @param passphrase - octets from {@link encodePkcs12Passphrase}; no octets at all mean "no passphrase"
 * @param iterations - applications of the hash, at least 1; the caller bounds what comes from a file
 * @param length - octets wanted
 * @param hash - default: SHA-256
 */
export async function derivePkcs12Key(
  passphrase: Uint8Array,
  {
    salt,
    iterations,
    purpose,
    length,
    hash = sha256Chain,
  }: { salt: Uint8Array; iterations: number; purpose: Pkcs12KdfPurpose; length: number; hash?: ChainedHash },
): Promise<Bytes> {
  const { blockLength, digestLength } = hash
  const diversifier = new Uint8Array(blockLength).fill(purpose)
  const secret = fillBlocks(passphrase, blockLength)
  const input = concatBytes([fillBlocks(salt, blockLength), secret])
  secret.fill(0)
  const derived = new Uint8Array(length)
  for (let offset = 0; offset < length; offset += digestLength) {
    const message = concatBytes([diversifier, input])
    const block = await hash.repeat(message, iterations)
    message.fill(0)
    derived.set(block.subarray(0, length - offset), offset)
    addToBlocks(input, block, blockLength)
  }
  input.fill(0)
  return derived
}

// Steps 2 and 3: the octets over and over, up to the next whole number of blocks.
function fillBlocks(octets: Uint8Array, blockLength: number): Bytes {
  const filled = new Uint8Array(Math.ceil(octets.length / blockLength) * blockLength)
  return filled.map((_, index) => octets[index % octets.length] ?? 0)
}

// Steps 6B and 6C: every block of the input, as a big-endian number, grows by the filled digest and one.
function addToBlocks(input: Uint8Array, digest: Uint8Array, blockLength: number): void {
  for (let start = 0; start < input.length; start += blockLength) {
    let carry = 1
    for (let index = blockLength - 1; index >= 0; index--) {
      carry += (input[start + index] ?? 0) + (digest[index % digest.length] ?? 0)
      input[start + index] = carry & 0xff
      carry >>= 8
    }
  }
}
