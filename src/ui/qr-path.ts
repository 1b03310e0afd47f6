// The one door to uqr: a short text as the squares of a QR code (ISO/IEC 18004), ready to be drawn.
import { encode } from 'uqr'

export interface QrPath {
  /** Modules on each side, the quiet zone included. */
  readonly size: number
  /** Path data of every dark square, one unit to a module. */
  readonly path: string
}

// ISO/IEC 18004 §6.3.8: four modules of quiet zone on each side.
const QUIET_ZONE = 4

/** Draws a text; upper-case letters, digits and `$%*+-./:` with blanks take the least room. Level M: 15 % may get lost. */
export function drawQr(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: squares.join('') }
}
