import { describe, expect, it } from 'vitest'
import { checkPassphrase } from '../../src/targets/acceptance.ts'
import { generic } from '../../src/targets/generic.ts'
import { ipOfficeManager } from '../../src/targets/ip-office-manager.ts'
import { openScapeBusiness } from '../../src/targets/openscape-business.ts'
import { suggestPassphrase } from '../../src/targets/suggest-passphrase.ts'

// Avaya 1100 and 1200: at most 12 characters of a set.
const handset = {
  ...generic,
  passphrase: {
    minLength: 1,
    maxLength: 12,
    alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.!@$%&+:^',
  },
}

describe('suggestPassphrase()', () => {
  it.each([
    ['Generic', generic, 16],
    ['OpenScape Business', openScapeBusiness, 16],
    ['a target without stated limits', ipOfficeManager, 16],
    ['a handset', handset, 12],
  ])('draws one that %s takes', (_name, target, length) => {
    for (let round = 0; round < 50; round++) {
      const passphrase = suggestPassphrase(target)
      expect(passphrase).toHaveLength(length)
      expect(checkPassphrase(target, passphrase, passphrase)).toEqual([])
    }
  })

  it('draws no character that looks like another, and every other one sooner or later', () => {
    const drawn = new Set(Array.from({ length: 300 }, () => suggestPassphrase(generic)).join(''))
    expect(drawn.size).toBe(56)
    expect(Array.from('0Oo1lI').filter((character) => drawn.has(character))).toEqual([])
  })
})
