// Serial numbers as numbers.

/** Reads big-endian octets. */
export const numberOf = (octets: Uint8Array): bigint =>
  octets.reduce((number, octet) => (number << 8n) | BigInt(octet), 0n)

/** Counts the bits from the highest that is set. */
export const bitLength = (octets: Uint8Array): number => {
  const number = numberOf(octets)
  return number === 0n ? 0 : number.toString(2).length
}
