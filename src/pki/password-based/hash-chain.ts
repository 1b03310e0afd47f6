// A hash applied over and over, in stretches that let a cancel come through and tell how far it is.
import type { Bytes } from '../bytes.ts'
import { type DigestId, digestNow, digestSizes } from '../hash-library.ts'
import type { ChainedHash } from '../pkcs12-kdf.ts'
import { continueSha1 } from '../sha1.ts'
import { sha256Repeatedly } from '../sha256.ts'
import { type DerivationOptions, nextTurn } from './derivation.ts'

// Some 40 ms of SHA-1. Browsers make a turn wait for 4 ms, so that short stretches would wait more than they work.
const STRETCH = 250_000

/** Gives the hash of a derivation. */
export function chainOf(id: DigestId, { onProgress, signal }: DerivationOptions): ChainedHash {
  return {
    ...digestSizes(id),
    async repeat(message, count) {
      let digest = repeatNow(id, message, Math.min(count, STRETCH))
      for (let done = STRETCH; done < count; done += STRETCH) {
        onProgress?.(done / count)
        await nextTurn()
        signal?.throwIfAborted()
        digest = repeatNow(id, digest, Math.min(count - done, STRETCH))
      }
      return digest
    },
  }
}

function repeatNow(id: DigestId, message: Uint8Array, count: number): Bytes {
  if (id === 'sha-256') return sha256Repeatedly(message, count)
  let digest = digestNow(id, message)
  if (id === 'sha-1') return continueSha1(digest, count - 1)
  for (let round = 1; round < count; round++) digest = digestNow(id, digest)
  return digest
}
