// Which public keys the profile Strict takes: what CA/B Forum BR §6.1.5 allows, and Ed25519, which it will.
import { decodeBitString, decodeIntegerOctets, decodeSequence } from '../der.ts'
import { isPkiError } from '../errors.ts'
import { publicKeyKindOf } from '../subject-public-key-info.ts'

const MIN_RSA_BITS = 2048

/**
 * Tells what is wrong with a key, by its name; null when nothing is.
 *
 * @param subjectPublicKeyInfo - DER; explicit curve parameters (RFC 5480 §2.1.1 forbids them) are among what is wrong
 */
export function describeWeakKey(subjectPublicKeyInfo: Uint8Array): string | null {
  try {
    const { family, label, modulusBits, algorithm } = publicKeyKindOf(subjectPublicKeyInfo)
    if (family !== 'rsa') return algorithm === null ? label : null
    // CA/B Forum BR §6.1.5: at least 2048 bits, and a number of them that 8 divides.
    const isWeak = modulusBits === undefined || modulusBits < MIN_RSA_BITS || modulusBits % 8 !== 0
    return isWeak || hasBadExponent(subjectPublicKeyInfo) ? label : null
  } catch (error) {
    if (isPkiError(error)) return '?'
    throw error
  }
}

/** CA/B Forum BR §6.1.6: an odd number of at least 3. */
function hasBadExponent(subjectPublicKeyInfo: Uint8Array): boolean {
  const [, key] = decodeSequence(subjectPublicKeyInfo)
  const [, exponent] = decodeSequence(decodeBitString(key).octets)
  const octets = decodeIntegerOctets(exponent)
  return ((octets.at(-1) ?? 0) & 1) === 0 || (octets.length === 1 && (octets[0] ?? 0) < 3)
}
