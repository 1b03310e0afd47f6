// Refuses passphrases that a stranger with a copy of the sealed data would try first. It cannot prove one good.

export type PassphraseWeakness = 'too-short' | 'only-digits' | 'repeated' | 'product-name' | 'common' | 'sequence'

/** In code points after normalisation. */
const MIN_PASSPHRASE_LENGTH = 12
const MIN_DIGITS_LENGTH = 20
/** What must be left once the guessable is taken out. */
const MIN_REMAINDER = 6

const COMMON_WORDS = [
  'password', 'passwort', 'passphrase', 'kennwort', 'geheim', 'secret', 'welcome', 'willkommen', 'letmein', 'iloveyou', 'hallo', 'hello',
  'changeme', 'default', 'admin', 'administrator', 'master', 'dragon', 'monkey', 'football', 'baseball', 'sunshine', 'princess', 'schatz',
  'openscape', 'unify', 'telefon', 'telephone', 'certificate', 'zertifikat', 'vault', 'tresor', 'test', 'user', 'root', 'login', 'company', 'firma',
] // prettier-ignore
const SEQUENCES = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
]
/** Shortest stretch of a sequence that counts as one. */
const RUN_LENGTH = 4
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Brings a passphrase to the one form that is ever used: NFKC, so that every keyboard's spelling is the same. */
export function normalizePassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC')
}

/**
 * Tells why a passphrase is too weak for a new vault, or null.
 *
 * On `file://` any local page can copy the sealed data and guess at leisure, so length comes first (12 characters, or 20
 * digits), and the obvious does not count towards it. Only refuses: null promises no strength.
 */
export function findPassphraseWeakness(passphrase: string): PassphraseWeakness | null {
  const characters = Array.from(normalizePassphrase(passphrase).toLowerCase().trim())
  const text = characters.join('')
  if (characters.length < MIN_PASSPHRASE_LENGTH) return 'too-short'
  if (isRepeated(characters)) return 'repeated'
  if (lengthOf(withoutRuns(text)) < MIN_REMAINDER) return 'sequence'
  if (characters.length < MIN_DIGITS_LENGTH && /^[\p{Nd}\s.,/-]+$/u.test(text)) return 'only-digits'
  if (
    /^ring[\s_-]?root/.test(text) &&
    lengthOf(withoutWords(text.replace(/ring[\s_-]?root/g, ''))) < MIN_PASSPHRASE_LENGTH
  )
    return 'product-name'
  if (lengthOf(withoutRuns(withoutWords(text))) < MIN_REMAINDER) return 'common'
  return null
}

/** True for one unit over and over (`abcabcabc`, a cut last one included) and for fewer than five different characters. */
function isRepeated(characters: readonly string[]): boolean {
  if (new Set(characters).size < 5) return true
  for (let period = 1; period <= characters.length / 2; period++) {
    if (characters.every((character, index) => index < period || character === characters[index - period])) return true
  }
  return false
}

function withoutWords(text: string): string {
  const plain = Array.from(text, (character) => LOOKALIKES[character] ?? character).join('')
  let marked = Array.from({ length: plain.length }, () => false)
  for (const word of COMMON_WORDS) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      marked = marked.map((isMarked, index) => isMarked || (index >= at && index < at + word.length))
    }
  }
  return text
    .split('')
    .filter((_, index) => marked[index] !== true)
    .join('')
}

function withoutRuns(text: string): string {
  const lines = SEQUENCES.flatMap((sequence) => [sequence, Array.from(sequence).reverse().join('')])
  let left = ''
  let at = 0
  while (at < text.length) {
    const run = longestRun(text, at, lines)
    if (run < RUN_LENGTH) left += text.charAt(at)
    at += run < RUN_LENGTH ? 1 : run
  }
  return left
}

function longestRun(text: string, at: number, lines: readonly string[]): number {
  let length = 1
  while (at + length < text.length && lines.some((line) => line.includes(text.slice(at, at + length + 1)))) length++
  return length
}

/** Letters and digits only: a row of exclamation marks adds nothing. */
function lengthOf(text: string): number {
  return Array.from(text.replace(/[^\p{L}\p{N}]/gu, '')).length
}
