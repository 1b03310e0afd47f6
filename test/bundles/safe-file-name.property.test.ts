import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeNamesUnique, toSafeFileName } from '../../src/bundles/safe-file-name.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 250 })

describe('toSafeFileName()', () => {
  it('gives a name that no common file system refuses, whatever it is given', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const safe = toSafeFileName(name)
        expect(safe).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]|^[\s.-]|[\s.]$|^$/u)
        expect(safe.length).toBeLessThanOrEqual(101)
        expect(safe.normalize('NFC')).toBe(safe)
      }),
    )
  })

  it('leaves a safe name as it is', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const safe = toSafeFileName(name)
        expect(toSafeFileName(safe)).toBe(safe)
      }),
    )
  })
})

describe('makeNamesUnique()', () => {
  it('gives as many names as it is given, all different', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'A', 'a-2', 'a.b', 'A.B', 'a-2.b')), (names) => {
        const unique = makeNamesUnique(names)
        expect(unique).toHaveLength(names.length)
        expect(new Set(unique.map((name) => name.toLowerCase())).size).toBe(names.length)
      }),
    )
  })
})
