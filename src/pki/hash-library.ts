// The one door to @noble/hashes: digests that must be there at once, where WebCrypto answers a thread's round trip later,
// and the hashes and derivations of old files that WebCrypto lacks.
import { hmac } from '@noble/hashes/hmac.js'
import { md5, sha1 as nobleSha1 } from '@noble/hashes/legacy.js'
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js'
import { scryptAsync } from '@noble/hashes/scrypt.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import type { Bytes } from './bytes.ts'

const hashes = {
  md5,
  'sha-1': nobleSha1,
  'sha-224': sha224,
  'sha-256': sha256,
  'sha-384': sha384,
  'sha-512': sha512,
} as const

/** Hashes that files are read with; only the SHA-2 family is written. */
export type DigestId = keyof typeof hashes

/** Octets of a digest, and of a block of the message. */
export const digestSizes = (id: DigestId): { digestLength: number; blockLength: number } => ({
  digestLength: hashes[id].outputLen,
  blockLength: hashes[id].blockLen,
})

/** Digests octets at once. */
export const digestNow = (id: DigestId, message: Uint8Array): Bytes => new Uint8Array(hashes[id](message))

/** Digests octets with SHA-1 (FIPS 180-4): for key identifiers, never for signatures. */
export const sha1 = (message: Uint8Array): Bytes => digestNow('sha-1', message)

/** Authenticates octets with HMAC (RFC 2104). */
export const hmacNow = (id: DigestId, key: Uint8Array, message: Uint8Array): Bytes =>
  new Uint8Array(hmac(hashes[id], key, message))

/** Derives a key with PBKDF2 (RFC 8018 §5.2) for the hashes that WebCrypto's lacks; gives way to other work meanwhile. */
export const derivePbkdf2 = async (
  id: DigestId,
  passphrase: Uint8Array,
  { salt, iterations, length }: { salt: Uint8Array; iterations: number; length: number },
): Promise<Bytes> => new Uint8Array(await pbkdf2Async(hashes[id], passphrase, salt, { c: iterations, dkLen: length }))

/** Derives a key with scrypt (RFC 7914); gives way to other work meanwhile. The caller bounds cost and memory. */
export const deriveScrypt = async (
  passphrase: Uint8Array,
  salt: Uint8Array,
  cost: { N: number; r: number; p: number; length: number; onProgress?: ((fraction: number) => void) | undefined },
): Promise<Bytes> =>
  new Uint8Array(
    await scryptAsync(passphrase, salt, {
      N: cost.N,
      r: cost.r,
      p: cost.p,
      dkLen: cost.length,
      ...(cost.onProgress && { onProgress: cost.onProgress }),
    }),
  )
