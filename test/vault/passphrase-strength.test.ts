import { describe, expect, it } from 'vitest'
import {
  findPassphraseWeakness,
  normalizePassphrase,
  type PassphraseWeakness,
} from '../../src/vault/passphrase-strength.ts'

describe('findPassphraseWeakness()', () => {
  it.each<[string, PassphraseWeakness]>([
    ['', 'too-short'],
    ['Kürz3r!xYz9', 'too-short'],
    ['   abc def   ', 'too-short'],
    ['aaaaaaaaaaaaaaaa', 'repeated'],
    ['Xk9vXk9vXk9vXk', 'repeated'],
    ['hellohello!hellohello!', 'repeated'],
    ['abababababcd', 'repeated'],
    ['abcdefghijklm', 'sequence'],
    ['zyxwvutsrqpon', 'sequence'],
    ['12345678901234567890', 'repeated'],
    ['1234567890123', 'sequence'],
    ['qwertzuiopasdf', 'sequence'],
    ['qwertyuiop1234', 'sequence'],
    ['1927465038215', 'only-digits'],
    ['21.11.2026 14:55'.replace(':', '.'), 'only-digits'],
    ['password1234', 'common'],
    ['P@ssw0rd!2026', 'common'],
    ['Passwort Geheim', 'common'],
    ['changeme-admin!', 'common'],
    ['ringroot2026!', 'product-name'],
    ['Ring-Root vault 1', 'product-name'],
  ])('refuses %j as %s', (passphrase, reason) => {
    expect(findPassphraseWeakness(passphrase)).toBe(reason)
  })

  it.each([
    'nine blue kettles sing',
    'correct horse battery staple',
    'ringroot and nine blue kettles',
    'my password is a blue kettle',
    '19274650382159475013',
    'xk9v-72hq-mmw3',
    'Übermäßig große Äpfel',
    '正しい馬電池ホチキス青い薬缶',
  ])('takes %j', (passphrase) => {
    expect(findPassphraseWeakness(passphrase)).toBeNull()
  })

  it('answers within a moment for a very long text', () => {
    expect(findPassphraseWeakness('nine blue kettles sing '.repeat(400))).toBe('repeated')
  })
})

describe('normalizePassphrase()', () => {
  it('gives one form to what keyboards write differently', () => {
    expect(normalizePassphrase('u\u0308ber')).toBe(normalizePassphrase('über'))
    expect(normalizePassphrase('\uff41')).toBe('a')
  })
})
