import { describe, expect, it } from 'vitest'
import { judgePassphrase } from '../../src/parts/judge-passphrase.ts'

describe('judgePassphrase()', () => {
  it.each([
    ['', undefined],
    ['hunter2', 'weak'],
    ['password1234', 'weak'],
    ['correct horse', 'fair'],
    ['correct horse battery staple', 'strong'],
    ['kT7mQx3vNp9rWc4b', 'strong'],
  ])('calls %j %s', (passphrase, level) => {
    expect(judgePassphrase(passphrase)?.level).toBe(level)
  })

  it.each([
    ['Grüße an alle dort', false],
    ['plain ~!@#$%^&*() text', true],
    ['emoji 😀 at the end', false],
  ])('tells that %j is ASCII: %s', (passphrase, isAscii) => {
    expect(judgePassphrase(passphrase)?.isAscii).toBe(isAscii)
  })
})
