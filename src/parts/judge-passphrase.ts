// What can be said of a passphrase for a file while it is typed; only the answer is kept, never the text.
import { findPassphraseWeakness } from '../vault/passphrase-strength.ts'

/** How long a stranger with the file would guess. */
export type PassphraseLevel = 'weak' | 'fair' | 'strong'

export interface PassphraseJudgement {
  readonly level: PassphraseLevel
  /** False where Java, and much that is built on it, refuses the file. */
  readonly isAscii: boolean
}

// 80 bits are out of reach for years, even where a file hashes its passphrase only 2048 times.
const STRONG_BITS = 80
const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/] as const
const CLASS_SIZES = [26, 26, 10, 33] as const

/** Judges a passphrase; null for none. */
export function judgePassphrase(passphrase: string): PassphraseJudgement | null {
  if (passphrase === '') return null
  const pool = CLASS_SIZES.reduce<number>(
    (sum, size, index) => (classes[index]?.test(passphrase) ? sum + size : sum),
    0,
  )
  const bits = Array.from(passphrase).length * Math.log2(pool)
  const isWeak = findPassphraseWeakness(passphrase) !== null
  return {
    level: isWeak ? 'weak' : bits < STRONG_BITS ? 'fair' : 'strong',
    isAscii: /^[\x20-\x7e]*$/.test(passphrase),
  }
}
