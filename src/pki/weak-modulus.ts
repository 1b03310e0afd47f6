// RSA moduli that anybody can take apart: what CA/B Forum BR 6.1.1.3 and 6.1.6 have a CA look for, as far as it needs no list
// of known keys.

/** How a modulus falls: a small factor (or none at all, being even), or two primes that lie close together. */
export type ModulusWeakness = 'small-factor' | 'close-primes'

// CA/B Forum BR 6.1.6: no factors smaller than 752.
const SMALLEST_FACTOR = 752
// BR 6.1.1.3 (5): 100 rounds of Fermat's method; keys of a broken library fell after one (CVE-2022-26320).
const FERMAT_ROUNDS = 100n

// Two products instead of one division for each prime.
const productOfPrimes = primesBelow(SMALLEST_FACTOR).reduce((product, prime) => product * BigInt(prime), 1n)

/**
 * Tells whether a modulus is weak; null for one that passes. That it is the product of two primes is not shown by that.
 *
 * Takes some milliseconds for 4096 bits.
 */
export function findModulusWeakness(modulus: bigint): ModulusWeakness | null {
  if (greatestCommonDivisor(modulus, productOfPrimes) > 1n) return 'small-factor'
  return hasClosePrimes(modulus) ? 'close-primes' : null
}

function primesBelow(limit: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; candidate < limit; candidate++)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  return primes
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}

/** Fermat: n = a² − b² = (a − b)(a + b), with a just above the root when both primes are near it. */
function hasClosePrimes(modulus: bigint): boolean {
  const root = squareRoot(modulus)
  const first = root * root === modulus ? root : root + 1n
  for (let a = first; a < first + FERMAT_ROUNDS; a++) if (isSquare(a * a - modulus)) return true
  return false
}

// Of 256 remainders 44 are squares': most numbers are told without a root.
const squareRemainders: ReadonlySet<bigint> = new Set(
  Array.from({ length: 256 }, (_, n) => (BigInt(n) * BigInt(n)) & 255n),
)

function isSquare(value: bigint): boolean {
  if (!squareRemainders.has(value & 255n)) return false
  const root = squareRoot(value)
  return root * root === value
}

/** Newton's method from above; rounds down. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt(Math.ceil(value.toString(16).length * 2) + 1)
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
