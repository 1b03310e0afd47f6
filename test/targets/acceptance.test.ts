import { describe, expect, it } from 'vitest'
import { checkAlgorithms, checkPassphrase } from '../../src/targets/acceptance.ts'
import { generic } from '../../src/targets/generic.ts'
import { openScapeBusiness } from '../../src/targets/openscape-business.ts'

describe('checkAlgorithms()', () => {
  it('takes RSA 2048 with every hash for OpenScape Business', () => {
    for (const hash of openScapeBusiness.hashes) {
      expect(checkAlgorithms(openScapeBusiness, { keyAlgorithm: 'rsa-2048', hash })).toEqual([])
    }
  })

  it('refuses an EC key for OpenScape Business and names what it takes', () => {
    const [problem, ...rest] = checkAlgorithms(openScapeBusiness, { keyAlgorithm: 'p-256', hash: 'sha-256' })
    expect(rest).toEqual([])
    expect(problem).toMatchObject({
      field: 'keyAlgorithm',
      error: { code: 'target/key-not-accepted', detail: { target: 'OpenScape Business', accepted: 'RSA 2048' } },
    })
  })

  it('takes every key for Generic', () => {
    for (const keyAlgorithm of generic.keyAlgorithms) {
      expect(checkAlgorithms(generic, { keyAlgorithm, hash: 'sha-256' })).toEqual([])
    }
  })
})

describe('checkPassphrase()', () => {
  const codes = (passphrase: string, repeated = passphrase): string[] =>
    checkPassphrase(openScapeBusiness, passphrase, repeated).map(({ error }) => error.code)

  it.each([
    ['abcdef', ['passphrase/too-short']],
    ['abcdefg', []],
    ['x'.repeat(32), []],
    ['x'.repeat(33), ['passphrase/too-long']],
    // Seven characters, fourteen UTF-16 units: characters are what the person counts.
    ['🔑🔑🔑🔑🔑🔑🔑', []],
    ['🔑🔑🔑🔑🔑🔑', ['passphrase/too-short']],
  ])('holds %j against 7 to 32 characters', (passphrase, expected) => {
    expect(codes(passphrase)).toEqual(expected)
  })

  it('takes only characters of the alphabet where a target states one', () => {
    const handset = { ...generic, passphrase: { minLength: 1, maxLength: 12, alphabet: 'abc_' } }
    expect(checkPassphrase(handset, 'a_b', 'a_b')).toEqual([])
    expect(checkPassphrase(handset, 'abcd', 'abcd')).toMatchObject([
      { field: 'passphrase', error: { code: 'passphrase/character-refused', detail: { alphabet: 'abc_' } } },
    ])
  })

  it('points at the repeat when the two entries differ', () => {
    expect(checkPassphrase(openScapeBusiness, 'abcdefgh', 'abcdefgH')).toMatchObject([
      { field: 'repeatPassphrase', error: { code: 'passphrase/repeat-differs' } },
    ])
  })

  it('never puts the passphrase into message or detail', () => {
    const [problem] = checkPassphrase(openScapeBusiness, 'hunter', 'hunter')
    expect(`${problem?.error.message} ${JSON.stringify(problem?.error.detail)}`).not.toContain('hunter')
  })
})
