import { describe, expect, it } from 'vitest'
import { MAX_NAME_LENGTH, parseEntryName } from '../../src/vault/entry-name.ts'
import { vaultError } from './entry-samples.ts'

describe('parseEntryName()', () => {
  it('drops blanks around and keeps the rest as it is', () => {
    expect(parseEntryName('  Müller & "Söhne" 📞 ')).toBe('Müller & "Söhne" 📞')
    expect(parseEntryName('📞'.repeat(MAX_NAME_LENGTH))).toHaveLength(2 * MAX_NAME_LENGTH)
  })

  it('refuses an empty, a too long and a disguised name with their own codes', () => {
    expect(() => parseEntryName(' \t')).toThrow(expect.objectContaining(vaultError('vault/name-empty')) as Error)
    expect(() => parseEntryName('x'.repeat(MAX_NAME_LENGTH + 1))).toThrow(
      expect.objectContaining(vaultError('vault/name-too-long', { maxLength: MAX_NAME_LENGTH })) as Error,
    )
    for (const name of ['a\nb', 'a\u0000b', 'exe\u202egpj', 'a\ud800b']) {
      expect(() => parseEntryName(name)).toThrow(expect.objectContaining(vaultError('vault/name-invalid')) as Error)
    }
  })
})
