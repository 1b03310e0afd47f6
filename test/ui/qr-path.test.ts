// The drawn code is read back by a reader of its own (ISO/IEC 18004, versions 2 to 6 with level M and two equal blocks at
// most), so that neither the library nor the drawing is believed.
import { describe, expect, it } from 'vitest'
import { drawQr, type QrPath } from '../../src/ui/qr-path.ts'

const QUIET = 4
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

function readModules({ size, path }: QrPath): boolean[][] {
  const side = size - 2 * QUIET
  const modules = Array.from({ length: side }, () => Array.from({ length: side }, () => false))
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    const row = modules[Number(y) - QUIET]
    if (row === undefined) throw new Error('a square in the quiet zone')
    row[Number(x) - QUIET] = true
  }
  return modules
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

// Data codewords in all and blocks, for level M (ISO/IEC 18004 table 9).
const capacity: Readonly<Record<number, readonly [number, number]>> = {
  2: [28, 1],
  3: [44, 1],
  4: [64, 2],
  5: [86, 2],
  6: [108, 4],
}

function isFunction(x: number, y: number, side: number): boolean {
  if (x === 6 || y === 6) return true
  if ((x < 9 && y < 9) || (x < 9 && y >= side - 8) || (x >= side - 8 && y < 9)) return true
  const centre = side - 7
  return Math.abs(x - centre) <= 2 && Math.abs(y - centre) <= 2
}

function readCode(drawn: QrPath): string {
  const modules = readModules(drawn)
  const side = modules.length
  const at = (x: number, y: number): boolean => modules[y]?.[x] === true
  // Format information beside the upper left finder: level in the first two bits, mask in the next three.
  const format = [0, 1, 2, 3, 4].reduce((bits, x) => bits * 2 + Number(at(x, 8)), 0) ^ 0b10101
  expect(format >> 3, 'level M').toBe(0b00)
  const mask = masks[format & 7]
  const bits: number[] = []
  let isUpward = true
  for (let right = side - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < side; step++) {
      const y = isUpward ? side - 1 - step : step
      for (const x of [right, right - 1]) if (!isFunction(x, y, side)) bits.push(Number(at(x, y) !== mask?.(x, y)))
    }
    isUpward = !isUpward
  }
  const [dataCodewords, blocks] = capacity[(side - 17) / 4] ?? [0, 1]
  const codewords = Array.from({ length: dataCodewords }, (_, index) => bits.slice(index * 8, index * 8 + 8))
  const ordered = Array.from({ length: blocks }, (_, block) =>
    codewords.filter((_codeword, index) => index % blocks === block),
  ).flat(2)
  let position = 0
  const take = (count: number): number =>
    ordered.slice(position, (position += count)).reduce((value, bit) => value * 2 + bit, 0)
  expect(take(4), 'alphanumeric').toBe(0b0010)
  let left = take(9)
  let text = ''
  for (; left >= 2; left -= 2) {
    const pair = take(11)
    text += (ALPHANUMERIC[Math.floor(pair / 45)] ?? '') + (ALPHANUMERIC[pair % 45] ?? '')
  }
  return left === 1 ? text + (ALPHANUMERIC[take(6)] ?? '') : text
}

describe('drawQr()', () => {
  const fingerprint = Array.from({ length: 32 }, (_, index) => ((index * 37 + 11) % 256).toString(16).padStart(2, '0'))

  it.each(['HELLO WORLD 123 $%*+-./:', `SHA-256 ${fingerprint.join(':').toUpperCase()}`])(
    'drawQr() draws %s so that a reader gets it back',
    (text) => {
      expect(readCode(drawQr(text))).toBe(text)
    },
  )

  it('drawQr() leaves four modules free on each side', () => {
    const { size, path } = drawQr('A')
    for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g)) {
      expect(Math.min(Number(x), Number(y))).toBeGreaterThanOrEqual(QUIET)
      expect(Math.max(Number(x), Number(y))).toBeLessThan(size - QUIET)
    }
  })
})
