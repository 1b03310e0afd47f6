import { describe, expect, it } from 'vitest'
import { TargetError } from '../../src/targets/errors.ts'
import { VaultError } from '../../src/vault/errors.ts'
import { errorWords } from '../../src/words/error-words.ts'
import { createWords } from '../../src/words/words.ts'

const { t, d } = createWords().global as unknown as {
  t: (key: string, values?: object, plural?: number) => string
  d: (at: Date, format: string) => string
}
const wordsOf = (error: unknown): string => {
  const { key, values } = errorWords(error)
  return t(key, values)
}

describe('the catalogue', () => {
  it('errorWords() finds the words of a code and fills in what it carries', () => {
    const error = new TargetError('target/key-not-accepted', { target: 'OpenScape Business', accepted: 'RSA 2048' }, '')
    expect(wordsOf(error)).toBe('OpenScape Business does not take this key. Choose RSA 2048.')
  })

  it('errorWords() tells the reasons of a weak passphrase apart', () => {
    const weak = (reason: 'too-short' | 'common'): string =>
      wordsOf(new VaultError('vault/passphrase-weak', { reason }, ''))
    expect(weak('too-short')).toContain('at least 12')
    expect(weak('common')).not.toBe(weak('too-short'))
  })

  it('errorWords() calls what has no code our own fault', () => {
    expect(wordsOf(new RangeError('x'))).toContain('should not have')
    expect(wordsOf('text')).toContain('should not have')
  })

  it('createWords() counts in words and writes days in UTC', () => {
    expect([0, 1, 5].map((n) => t('inventory.count', { n }, n))).toEqual(['No entry', '1 entry', '5 entries'])
    expect(d(new Date('2027-12-22T23:59:59Z'), 'day')).toBe('22 Dec 2027')
  })

  it('an example address in a message is no link to another message', () => {
    expect(t('errors.general-name.email-invalid', { found: 'x' })).toContain('name@example.com')
  })
})
