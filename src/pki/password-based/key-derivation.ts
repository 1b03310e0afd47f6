// The key derivations that PBES2 and PBMAC1 name: PBKDF2 (RFC 8018 §5.2) and scrypt (RFC 7914).
import type { Bytes } from '../bytes.ts'
import { decodeMembers, decodeOctetString, type DerElement, derTag } from '../der.ts'
import { nameOfAlgorithm } from '../encryption-names.ts'
import { PkiError } from '../errors.ts'
import { type DigestId, derivePbkdf2, deriveScrypt } from '../hash-library.ts'
import { oids } from '../oids.ts'
import {
  type AlgorithmIdentifier,
  decodeAlgorithmIdentifier,
  decodeCount,
  readParameters,
  readSaltAndIterations,
} from './algorithm-identifier.ts'
import {
  checkCost,
  type DerivationOptions,
  invalidParameters,
  type Passphrase,
  unsupportedAlgorithm,
} from './derivation.ts'
import { withEstimatedProgress } from './estimated-progress.ts'

/** A derivation whose parameters were read and found bearable. */
export interface KeyDerivation {
  /** Octets, where the parameters say it. */
  readonly keyLength: number | null
  /** @param length - octets */
  readonly derive: (passphrase: Passphrase, length: number) => Promise<Bytes>
}

/**
 * Reads what derives a key.
 *
 * @throws {@link PkiError} `pbe/algorithm-unsupported`, `pbe/parameters-invalid`, `pbe/iterations-excessive`, `pbe/memory-excessive`
 */
export function readKeyDerivation(algorithm: AlgorithmIdentifier, options: DerivationOptions): KeyDerivation {
  switch (algorithm.oid) {
    case oids.pbkdf2:
      return readPbkdf2(algorithm, options)
    case oids.scrypt:
      return readScrypt(algorithm, options)
    default:
      throw unsupportedAlgorithm(algorithm.oid, nameOfAlgorithm(algorithm.oid))
  }
}

/** Gives the hash of an HMAC. */
export function hashOfHmac(oid: string): DigestId {
  const hash = hmacHashes[oid]
  if (hash === undefined) throw unsupportedAlgorithm(oid, nameOfAlgorithm(oid))
  return hash
}

// RFC 8018 appendix B.1.
const hmacHashes: Readonly<Partial<Record<string, DigestId>>> = {
  [oids.hmacWithSHA1]: 'sha-1',
  '1.2.840.113549.2.8': 'sha-224',
  [oids.hmacWithSHA256]: 'sha-256',
  '1.2.840.113549.2.10': 'sha-384',
  '1.2.840.113549.2.11': 'sha-512',
}

const optionalCount = (element: DerElement | undefined): number | null =>
  element?.tag === derTag.integer ? decodeCount(element) : null

/** As every tool takes it here: the UTF-8 octets; no passphrase counts as an empty one. */
export const encodePassphrase = (passphrase: Passphrase): Bytes =>
  passphrase instanceof Uint8Array ? passphrase.slice() : new TextEncoder().encode(passphrase ?? '')

// PBKDF2-params: RFC 8018 appendix A.2; the pseudorandom function left out means HMAC-SHA-1.
function readPbkdf2(algorithm: AlgorithmIdentifier, options: DerivationOptions): KeyDerivation {
  const { salt, iterations, keyLength, prf } = readParameters(algorithm, 'PBKDF2', (element) => {
    const members = decodeMembers(element, derTag.sequence)
    const last = members.at(-1)
    return {
      ...readSaltAndIterations(element),
      keyLength: optionalCount(members[2]),
      prf: last?.tag === derTag.sequence ? decodeAlgorithmIdentifier(last).oid : null,
    }
  })
  const hash = prf === null ? 'sha-1' : hashOfHmac(prf)
  checkCost('PBKDF2', { salt, iterations }, options)
  return {
    keyLength,
    derive: (passphrase, length) =>
      withEstimatedProgress(iterations, options, async (count) => {
        const secret = encodePassphrase(passphrase)
        const key = await (hash === 'sha-224' ? derivePbkdf2 : deriveWithBrowser)(hash, secret, {
          salt,
          iterations: count,
          length,
        })
        secret.fill(0)
        return key
      }),
  }
}

async function deriveWithBrowser(
  hash: DigestId,
  secret: Bytes,
  { salt, iterations, length }: { salt: Uint8Array; iterations: number; length: number },
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits'])
  const parameters = { name: 'PBKDF2', hash: hash.toUpperCase(), salt: salt.slice(), iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8))
}

// Octets. OpenSSL's own limit is 32 MB; programs that ask for more than this mean to be slow.
const MAX_MEMORY = 256 * 1024 * 1024

// Scrypt-params: RFC 7914 §7.
function readScrypt(algorithm: AlgorithmIdentifier, options: DerivationOptions): KeyDerivation {
  const { salt, N, r, p, keyLength } = readParameters(algorithm, 'scrypt', (element) => {
    const [first, cost, blockSize, parallelization, length] = decodeMembers(element, derTag.sequence)
    return {
      salt: decodeOctetString(first),
      N: decodeCount(cost),
      r: decodeCount(blockSize),
      p: decodeCount(parallelization),
      keyLength: optionalCount(length),
    }
  })
  if (r < 1 || p < 1 || N < 2 || !Number.isInteger(Math.log2(N))) throw invalidParameters('scrypt')
  if (128 * r * (N + p) > MAX_MEMORY) {
    const message = `Cannot derive key: scrypt would take more than ${String(MAX_MEMORY)} octets of memory`
    throw new PkiError('pbe/memory-excessive', { limit: MAX_MEMORY / 1024 / 1024 }, message)
  }
  // One step of its loop is about as much work as one iteration of PBKDF2; each of the p starts with some more.
  checkCost('scrypt', { salt, iterations: (N + 16) * r * p }, options)
  return {
    keyLength,
    derive: async (passphrase, length) => {
      const secret = encodePassphrase(passphrase)
      const onProgress = (fraction: number) => {
        options.signal?.throwIfAborted()
        options.onProgress?.(fraction)
      }
      const key = await deriveScrypt(secret, salt, { N, r, p, length, onProgress })
      secret.fill(0)
      return key
    },
  }
}
