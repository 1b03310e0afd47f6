// A name that the person may give a file of their own target is safe as it stands, whatever fills its placeholders.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillFileName, toSafeFileName } from '../../src/bundles/safe-file-name.ts'
import { TargetError } from '../../src/targets/errors.ts'
import { checkFileNameTemplate } from '../../src/targets/file-name-template.ts'

const piece = fc.oneof(
  fc.constantFrom('{name}', '{issuer}', '{root}', '{MAC}', '{mac}', '{', '}', '.', ' ', '-', '_', 'com1', 'nul', '..'),
  fc.string({ maxLength: 4 }),
  fc.stringMatching(/^[a-zA-Z0-9 ._()+-]{0,8}$/),
)
const template = fc
  .tuple(fc.array(piece, { maxLength: 6 }), fc.constantFrom('.p12', '.crt', '.txt', '', '.exe'))
  .map(([pieces, extension]) => pieces.join('') + extension)
const part = fc.string({ unit: 'binary', maxLength: 120 })

it('checkFileNameTemplate() takes only names that fillFileName() makes into safe ones', () => {
  let takenCount = 0
  fc.assert(
    fc.property(template, fc.array(part, { minLength: 6, maxLength: 6 }), (typed, values) => {
      const [name = '', issuer = '', root = '', authority = '', MAC = '', mac = ''] = values
      try {
        checkFileNameTemplate(typed, 'pkcs12', 'phone')
      } catch (error) {
        expect(error).toBeInstanceOf(TargetError)
        return
      }
      takenCount++
      const filled = fillFileName(typed, { name, issuer, root, authority, MAC, mac })
      expect(filled).toBe(toSafeFileName(filled))
      expect(filled).toMatch(/\.(p12|crt|txt)$/)
    }),
    { numRuns: 2000 },
  )
  expect(takenCount).toBeGreaterThan(100)
})
