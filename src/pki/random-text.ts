// Random text for people to type: passphrases are drawn where keys are made.

/**
 * Draws characters from the browser's cryptographic random numbers, each as likely as every other.
 *
 * @param alphabet - 1 to 256 characters, each one UTF-16 unit
 */
export const randomText = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(drawBelow(alphabet.length))).join('')

/** Draws a whole number; what would favour some is drawn again. */
function drawBelow(limit: number): number {
  const draw = new Uint8Array(1)
  for (;;) {
    const [octet = 0] = crypto.getRandomValues(draw)
    if (octet < 256 - (256 % limit)) return octet % limit
  }
}
