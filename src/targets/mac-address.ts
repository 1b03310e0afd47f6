// MAC addresses: any spelling that people type, read into one; found again in the names of a phone's certificate.
import { TargetError } from './errors.ts'
import type { FileRecipe, MacSpelling } from './target.ts'

const UPPER: MacSpelling = { letters: 'upper', separator: '' }

// Six pairs with one kind of separator, of which a colon may leave out a leading zero; three groups of four; or twelve
// digits. Cisco's SEP stands before the digits in the names of its phones.
const PAIRS = /^[\da-f]{2}([-: .])[\da-f]{2}(?:\1[\da-f]{2}){4}$/i
const SHORT_PAIRS = /^[\da-f]{1,2}(?::[\da-f]{1,2}){5}$/i
const FOURS = /^[\da-f]{4}([-:. ])[\da-f]{4}\1[\da-f]{4}$/i
const DIGITS = /^[\da-f]{12}$/i
const spellings = [PAIRS, SHORT_PAIRS, FOURS, DIGITS]

/**
 * Reads a MAC address in any spelling: `00:11:22:aa:bb:cc`, `0:11:22:aa:bb:cc`, `00-11-22-AA-BB-CC`, `0011.22aa.bbcc`,
 * `001122AABBCC`, with `SEP` in front or without.
 *
 * @returns 12 hexadecimal digits with upper-case letters
 * @throws {@link TargetError} `mac/malformed`; `mac/not-of-a-device` for a group address (IEEE 802: the lowest bit of
 * the first octet) and for zeros, which no device has
 */
export function parseMacAddress(text: string): string {
  const bare = text.trim().replace(/^SEP(?=[\da-f])/i, '')
  if (!spellings.some((spelling) => spelling.test(bare))) {
    throw new TargetError('mac/malformed', { found: text.trim() }, `Cannot read MAC address: found "${text.trim()}"`)
  }
  const octets = SHORT_PAIRS.test(bare) ? bare.split(':').map((pair) => pair.padStart(2, '0')) : [bare]
  const digits = octets.join('').replace(/[^\da-f]/gi, '')
  const mac = digits.toUpperCase()
  if (/^0+$/.test(mac) || Number.parseInt(mac.slice(0, 2), 16) % 2 === 1) {
    throw new TargetError('mac/not-of-a-device', { found: text.trim() }, `Cannot use MAC address "${mac}" of no device`)
  }
  return mac
}

/** Spells a MAC address, given as 12 digits, the way a model wants it. */
export function formatMacAddress(mac: string, { letters, separator }: MacSpelling = UPPER): string {
  const cased = letters === 'upper' ? mac.toUpperCase() : mac.toLowerCase()
  return (cased.match(/../g) ?? []).join(separator)
}

/** Tells whether a file is named after a phone. */
export const isNamedByMac = ({ name }: FileRecipe): boolean => /\{mac\}/i.test(name)

// What stands between other hexadecimal digits is part of a longer number.
const WITHIN = /(?<![\da-f])(?:[\da-f]{12}|[\da-f]{2}(?:[-:][\da-f]{2}){5})(?![\da-f])/gi

/**
 * Finds the MAC address that names give a phone.
 *
 * A phone's certificate says which phone it is for in its own names, so nothing else needs to remember it.
 *
 * @returns the first that is a device's, as `parseMacAddress` gives it; null when no name has one
 */
export function findMacAddress(names: readonly string[]): string | null {
  for (const name of names) {
    for (const [found] of name.matchAll(WITHIN)) {
      try {
        return parseMacAddress(found)
      } catch (error) {
        if (!(error instanceof TargetError)) throw error
      }
    }
  }
  return null
}
