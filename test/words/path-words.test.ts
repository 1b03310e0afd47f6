import { describe, expect, it } from 'vitest'
import { pathFailure } from '../../src/pki/path/path-rule.ts'
import { pathRuleWords } from '../../src/words/path-words.ts'
import { createWords } from '../../src/words/words.ts'

const { t } = createWords().global as unknown as { t: (key: string, values?: object) => string }

describe('pathRuleWords()', () => {
  it('says what is wrong and what to do, with what the rule found', () => {
    const { what, fix } = pathRuleWords(pathFailure('authority/path-too-long', { limit: 0, found: 1 }))
    expect(t(what.key, what.values)).toBe(
      'The authority allows 0 authorities below it (pathLenConstraint), and there are 1.',
    )
    expect(t(fix.key, fix.values)).toContain('longer path length')
  })

  it('tells the problems of one rule apart', () => {
    const wordsOf = (problem: 'expired' | 'limited'): string => {
      const { what } = pathRuleWords(pathFailure('revocation/list-unusable', { problem }))
      return t(what.key, what.values)
    }
    expect(wordsOf('expired')).toContain('out of date')
    expect(wordsOf('limited')).toContain('delta')
  })
})
