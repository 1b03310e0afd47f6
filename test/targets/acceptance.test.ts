import { describe, expect, it } from 'vitest'
import { checkAlgorithms, checkPassphrase, passphraseLimits, statesKeys } from '../../src/targets/acceptance.ts'
import { generic } from '../../src/targets/generic.ts'
import { ipOfficeManager } from '../../src/targets/ip-office-manager.ts'
import { openScapeBusiness } from '../../src/targets/openscape-business.ts'
import { targets } from '../../src/targets/registry.ts'

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

  it.each(targets.filter((target) => !statesKeys(target)))(
    'takes every key and every hash for $label, which states none',
    (target) => {
      for (const keyAlgorithm of generic.keyAlgorithms) {
        for (const hash of generic.hashes) expect(checkAlgorithms(target, { keyAlgorithm, hash })).toEqual([])
      }
    },
  )

  it.each(targets)('takes RSA 2048 with SHA-256, the form’s default, for $label', (target) => {
    expect(checkAlgorithms(target, { keyAlgorithm: 'rsa-2048', hash: 'sha-256' })).toEqual([])
  })
})

describe('checkAlgorithms() on what is weak', () => {
  it.each(targets)('takes RSA 1024 and SHA-1 for $label only where it offers them itself', (target) => {
    const problems = checkAlgorithms(target, { keyAlgorithm: 'rsa-1024', hash: 'sha-1' })
    const refused = target.weak === undefined ? ['keyAlgorithm', 'hash'] : []
    expect(problems.map(({ field }) => field)).toEqual(refused)
    // What is expected instead never names them.
    expect(JSON.stringify(problems.map(({ error }) => error.detail))).not.toMatch(/1024|SHA-1"/)
  })
})

describe('statesKeys()', () => {
  it('is true of OpenScape Business, its Booster Server and four phones: no other document names a key', () => {
    expect(targets.filter(statesKeys).map(({ label }) => label)).toEqual([
      'OpenScape Business',
      'OpenScape Business Booster',
      '2N IP intercom',
      'Avaya 1100/1200 (SIP)',
      'Cisco IP Phone (ITL/CTL)',
      'Cisco SPA3xx/5xx',
    ])
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

  it('holds a passphrase for a target that states no limits against those of PKCS #12 programs, and says so', () => {
    expect(passphraseLimits(ipOfficeManager)).toEqual({ minLength: 6, maxLength: 128, setBy: 'PKCS #12' })
    expect(checkPassphrase(ipOfficeManager, 'abcdef', 'abcdef')).toEqual([])
    expect(checkPassphrase(ipOfficeManager, 'abcde', 'abcde')).toMatchObject([
      { error: { code: 'passphrase/too-short', detail: { target: 'PKCS #12', minLength: 6 } } },
    ])
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
