// Serial numbers as typed, generated and shown (RFC 5280 §4.1.2.2).
import { type Bytes, encodeHex } from './bytes.ts'
import { PkiError } from './errors.ts'
import { formatColonHex } from './fingerprint.ts'

// RFC 5280 §4.1.2.2: positive, at most 20 octets as encoded, so 159 bits beside the sign.
const MAX_OCTETS = 20
const MAX_BITS = MAX_OCTETS * 8 - 1

// A serial number of 20 octets has 48 decimal digits, or 59 characters with colons; anything much longer is no typing error.
const MAX_CHARACTERS = 256

/**
 * Reads a serial number: decimal digits, hexadecimal after `0x`, or hexadecimal pairs with colons.
 *
 * @returns the octets of the number, big-endian, without leading zeros
 * @throws {@link PkiError} `serial-number/invalid`, `serial-number/not-positive`, `serial-number/too-long`
 */
export function parseSerialNumber(text: string): Bytes {
  const value = readNumber(text.trim())
  if (value === null) {
    const found = text.trim().slice(0, 64)
    throw new PkiError(
      'serial-number/invalid',
      { found },
      `Cannot use serial number: "${found}" is neither decimal nor hexadecimal`,
    )
  }
  if (value === 0n)
    throw new PkiError('serial-number/not-positive', {}, 'Cannot use serial number: it must be positive')
  const hex = value.toString(16)
  if (value >> BigInt(MAX_BITS) !== 0n) {
    throw new PkiError(
      'serial-number/too-long',
      { limit: MAX_OCTETS },
      `Cannot use serial number: more than ${String(MAX_OCTETS)} octets`,
    )
  }
  return Uint8Array.from(hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [], (pair) =>
    parseInt(pair, 16),
  )
}

function readNumber(text: string): bigint | null {
  if (text.length > MAX_CHARACTERS) return null
  if (/^\d+$/.test(text)) return BigInt(text)
  if (/^0x[0-9a-f]+$/i.test(text)) return BigInt(text.toLowerCase())
  return /^[0-9a-f]{1,2}(?::[0-9a-f]{1,2})+$/i.test(text) ? readPairs(text) : null
}

const readPairs = (text: string): bigint =>
  BigInt(
    `0x${text
      .split(':')
      .map((pair) => pair.padStart(2, '0'))
      .join('')}`,
  )

/** Fills octets with random values; `crypto.getRandomValues` unless a test brings its own. */
export type RandomBytes = (length: number) => Bytes

const cryptoRandomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))

/**
 * Generates a serial number of 16 octets with 126 random bits (CA/B Forum Baseline Requirements §7.1 ask for 64).
 *
 * The sign bit is clear and the bit below it set, so every number is positive and has the same length.
 */
export function generateSerialNumber(randomBytes: RandomBytes = cryptoRandomBytes): Bytes {
  const octets = randomBytes(16)
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40
  return octets
}

/**
 * Writes a serial number in the two spellings in which programs show it.
 *
 * @param octets - big-endian, read as unsigned; leading zeros do not count
 * @returns `hexadecimal` upper case, in pairs with colons; both read back by `parseSerialNumber`
 */
export function formatSerialNumber(octets: Uint8Array): { decimal: string; hexadecimal: string } {
  const first = octets.findIndex((octet) => octet !== 0)
  const magnitude = first === -1 ? Uint8Array.of(0) : octets.subarray(first)
  const hexadecimal = formatColonHex(magnitude)
  return {
    decimal: BigInt(`0x${encodeHex(magnitude)}`).toString(),
    // A single pair has no colon that would tell it from decimal digits.
    hexadecimal: magnitude.length === 1 ? `0x${hexadecimal}` : hexadecimal,
  }
}
