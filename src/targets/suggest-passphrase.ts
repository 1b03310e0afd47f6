// A passphrase that nobody has to invent: random, and without characters that look like another one.
import { randomText } from '../pki/random-text.ts'
import { passphraseLimits } from './acceptance.ts'
import type { Target } from './target.ts'

// Without 0 and O and o, 1 and l and I.
const READABLE = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
// 93 bits; a shorter limit of a target gives what it can.
const LENGTH = 16

/** Draws a passphrase that the target takes, from the browser's cryptographic random numbers. */
export function suggestPassphrase(target: Target): string {
  const { minLength, maxLength, alphabet } = passphraseLimits(target)
  const characters = Array.from(READABLE).filter((character) => alphabet?.includes(character) ?? true)
  return randomText(characters.join(''), Math.min(Math.max(LENGTH, minLength), maxLength))
}
