import { describe, expect, it } from 'vitest'
import { decodeBase64 } from '../../src/pki/bytes.ts'
import { findModulusWeakness } from '../../src/pki/weak-modulus.ts'

// Mersenne primes: known to be prime without a test, far from one another.
const M521 = 2n ** 521n - 1n
const M607 = 2n ** 607n - 1n
const M1279 = 2n ** 1279n - 1n

/** The next number that nothing below 1000 divides; that it need not be prime does not count here. */
function next(from: bigint): bigint {
  const small = Array.from({ length: 998 }, (_, index) => BigInt(index + 2))
  let candidate = from + 1n
  while (small.some((divisor) => candidate % divisor === 0n)) candidate++
  return candidate
}

async function primesOfNewKey(): Promise<{ p: bigint; q: bigint }> {
  const parameters = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  }
  const { privateKey } = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
  const { p = '', q = '' } = await crypto.subtle.exportKey('jwk', privateKey)
  const numberOf = (text: string): bigint =>
    (decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/')) ?? new Uint8Array()).reduce(
      (n, octet) => n * 256n + BigInt(octet),
      0n,
    )
  return { p: numberOf(p), q: numberOf(q) }
}

describe('findModulusWeakness()', () => {
  it('lets a key pass as browsers make it', async () => {
    const { p, q } = await primesOfNewKey()
    expect(findModulusWeakness(p * q)).toBeNull()
  })

  it.each([2n, 3n, 751n])('finds the factor %s', (factor) => {
    expect(findModulusWeakness(factor * M521 * M607)).toBe('small-factor')
  })

  it('takes 757, the first prime that is large enough', () => {
    expect(findModulusWeakness(757n * M1279)).toBeNull()
  })

  it.each([
    ['the square of a prime', M1279 * M1279],
    ['two factors that lie close together', next(2n ** 1023n) * next(2n ** 1023n + 2n ** 500n)],
  ])('finds %s', (_, modulus) => {
    expect(findModulusWeakness(modulus)).toBe('close-primes')
  })
})
