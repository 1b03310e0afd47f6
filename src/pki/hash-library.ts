// The one door to @noble/hashes: digests that must be there at once, where WebCrypto answers a thread's round trip later.
import { sha1 as nobleSha1 } from '@noble/hashes/legacy.js'
import type { Bytes } from './bytes.ts'

/** Digests octets with SHA-1 (FIPS 180-4): for key identifiers, never for signatures. */
export const sha1 = (message: Uint8Array): Bytes => new Uint8Array(nobleSha1(message))
