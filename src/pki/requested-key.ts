// The key that somebody asks a certificate for: whether one is to be issued for it at all.
import { type KeyAlgorithm, offeredKeyAlgorithms } from './algorithms.ts'
import { type Bytes, encodeHex } from './bytes.ts'
import { decodeBitString, decodeIntegerOctets, decodeSequence } from './der.ts'
import { isPkiError, PkiError } from './errors.ts'
import { normalizePublicKey, supportsKeyAlgorithm } from './key-pair.ts'
import { publicKeyKindOf } from './subject-public-key-info.ts'
import { findModulusWeakness } from './weak-modulus.ts'

/** A key that passed. */
export interface RequestedKey {
  readonly algorithm: KeyAlgorithm
  /** SubjectPublicKeyInfo DER as WebCrypto writes it: whatever odd encoding came in goes no further. */
  readonly subjectPublicKeyInfo: Bytes
  /** Set for an RSA exponent below 2^16 + 1, which CA/B Forum BR 6.1.6 allows and says should not be. */
  readonly isExponentSmall: boolean
}

// CA/B Forum BR 6.1.5; NIST SP 800-131A rev. 2 section 3.
const MIN_MODULUS_BITS = 2048
// CA/B Forum BR 6.1.6: odd, 3 or more. NIST SP 800-89 section 5.3.3: above 2^16.
const MIN_EXPONENT = 3n
const MIN_USUAL_EXPONENT = 65_537n
// Windows keeps it in 32 bits (RSAPUBKEY.pubexp); BoringSSL, hence Chrome and Android, refuses more than 33.
const MAX_EXPONENT = 0xffff_ffffn

/**
 * Judges the key of a request.
 *
 * Refused are RSA below 2048 bits or of a size that is none of ours, moduli that fall apart (small factors, close primes),
 * exponents that are even, 1 or beyond 32 bits, other
 * algorithms and curves than ours (explicit curve parameters among them), and keys that this browser cannot import, such
 * as a point that is not on its curve.
 *
 * @param subjectPublicKeyInfo - DER as it stands in the request
 * @throws {@link PkiError} `request/key-…`, `request/exponent-refused`, `der/…`
 */
export async function judgeRequestedKey(subjectPublicKeyInfo: Bytes): Promise<RequestedKey> {
  const { family, label, algorithm, modulusBits = 0 } = publicKeyKindOf(subjectPublicKeyInfo)
  if (family === 'other') throw unsupported(label)
  const exponent = family === 'rsa' ? judgeRsaKey(subjectPublicKeyInfo, modulusBits) : MIN_USUAL_EXPONENT
  if (algorithm === null) {
    const accepted = acceptedSizes()
    const message = `Cannot sign request: expected RSA of ${accepted} bits, found ${String(modulusBits)}`
    throw new PkiError('request/key-size-unusual', { bits: modulusBits, accepted }, message)
  }
  if (!(await supportsKeyAlgorithm(algorithm))) throw unsupported(label)
  return {
    algorithm,
    subjectPublicKeyInfo: await normalize(subjectPublicKeyInfo, label),
    isExponentSmall: exponent < MIN_USUAL_EXPONENT,
  }
}

const unsupported = (algorithm: string): PkiError =>
  new PkiError('request/key-unsupported', { algorithm }, `Cannot sign request: "${algorithm}" keys are not supported`)

const acceptedSizes = (): string =>
  offeredKeyAlgorithms.flatMap((row) => (row.family === 'rsa' ? [row.modulusBits] : [])).join(', ')

/** Gives the public exponent of a key that is long enough. */
function judgeRsaKey(subjectPublicKeyInfo: Bytes, bits: number): bigint {
  if (bits < MIN_MODULUS_BITS) {
    const message = `Cannot sign request: RSA key of ${String(bits)} bits, at least ${String(MIN_MODULUS_BITS)} wanted`
    throw new PkiError('request/key-short', { bits, minimum: MIN_MODULUS_BITS }, message)
  }
  const [, key] = decodeSequence(subjectPublicKeyInfo)
  const [modulus, publicExponent] = decodeSequence(decodeBitString(key).octets)
  const octets = decodeIntegerOctets(publicExponent)
  // Nine octets are beyond all limits; a number of thousands of octets is not to be computed with.
  const exponent = octets.length > 9 ? MAX_EXPONENT + 1n : BigInt(`0x${encodeHex(octets)}`)
  if (exponent % 2n === 0n || exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
    const shown = octets.length > 9 ? `0x${encodeHex(octets.subarray(0, 9))}…` : String(exponent)
    const message = `Cannot sign request: RSA exponent ${shown} is even, 1 or beyond 32 bits`
    throw new PkiError('request/exponent-refused', { exponent: shown }, message)
  }
  refuseWeakModulus(decodeIntegerOctets(modulus))
  return exponent
}

// Beyond the longest that is issued for, the size is refused anyway: nobody is to wait for its arithmetic.
const MAX_MODULUS_OCTETS = 513

function refuseWeakModulus(octets: Uint8Array): void {
  if (octets.length > MAX_MODULUS_OCTETS) return
  const weakness = findModulusWeakness(BigInt(`0x${encodeHex(octets)}`))
  if (weakness === null) return
  const message = `Cannot sign request: the RSA modulus falls apart (${weakness})`
  throw new PkiError('request/key-weak', { weakness }, message)
}

async function normalize(subjectPublicKeyInfo: Bytes, label: string): Promise<Bytes> {
  try {
    return await normalizePublicKey(subjectPublicKeyInfo)
  } catch (cause) {
    if (!isPkiError(cause)) throw cause
    const message = `Cannot sign request: not a valid "${label}" key`
    throw new PkiError('request/key-invalid', { algorithm: label }, message, { cause })
  }
}
