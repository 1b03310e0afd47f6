import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TargetError } from '../../src/targets/errors.ts'
import { copyTarget, type OwnTarget } from '../../src/targets/own-target.ts'
import { checkOwnTarget, parseOwnTarget, readOwnTarget, writeOwnTarget } from '../../src/targets/parse-own-target.ts'
import { findTarget, targets } from '../../src/targets/registry.ts'

const own = (changes: object = {}): Record<string, unknown> => ({
  ...copyTarget(findTarget('openscape-business'), 'own-1', 'Our PBX'),
  ...changes,
})

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof TargetError) return String(error.code)
    throw error
  }
  return 'taken'
}

const rename = (name: string, content = 'pkcs12', list = 'certificate') => ({ fileNames: [{ list, content, name }] })

describe('readOwnTarget()', () => {
  it.each(targets)('reads what writeOwnTarget() wrote of a copy of $label', (target) => {
    const copy = copyTarget(target, 'own-a_B-9', 'Our PBX')
    expect(readOwnTarget(writeOwnTarget(copy))).toEqual(copy)
  })

  it.each([
    ['own-target/unreadable', 'no JSON'],
    ['own-target/unreadable', '[1]'],
    ['own-target/unreadable', '{}'],
    ['own-target/unreadable', 'null'],
    ['own-target/unreadable', '['.repeat(60_000)],
    ['own-target/newer', '{"version":2}'],
    ['own-target/field-wrong', '{"version":0}'],
    ['own-target/too-large', ' '.repeat(65_537)],
  ])('refuses with %s what is no copy of a target', (code, text) => {
    expect(codeOf(() => readOwnTarget(new TextEncoder().encode(text)))).toBe(code)
  })

  it('refuses what is no UTF-8', () => {
    const file = writeOwnTarget(own({ note: '~' }) as unknown as OwnTarget)
    file[file.indexOf('~'.charCodeAt(0))] = 0xff
    expect(codeOf(() => readOwnTarget(file))).toBe('own-target/unreadable')
  })

  it('ends in a copy or a coded error, whatever a field holds', () => {
    const fields = Object.keys(own())
    fc.assert(
      fc.property(fc.constantFrom(...fields, '__proto__', 'steps'), fc.jsonValue(), (field, value) => {
        const text = JSON.stringify(own()).replace(/\}$/, `,${JSON.stringify(field)}:${JSON.stringify(value)}}`)
        const code = codeOf(() => readOwnTarget(new TextEncoder().encode(text)))
        expect(code).toMatch(/^(taken|own-target\/[\w-]+)$/)
      }),
      { numRuns: 500 },
    )
  })

  it('takes no file that is cut short', () => {
    const file = writeOwnTarget(own() as unknown as OwnTarget)
    fc.assert(
      fc.property(fc.nat(file.length - 3), (length) => {
        expect(codeOf(() => readOwnTarget(file.slice(0, length)))).toBe('own-target/unreadable')
      }),
    )
  })
})

describe('parseOwnTarget()', () => {
  it.each<[string, object]>([
    ['own-target/base-unknown', { basedOn: 'mivoice-9000' }],
    ['own-target/base-unknown', { basedOn: 'own-2' }],
    ['own-target/field-wrong', { id: 'openscape-business' }],
    ['own-target/field-wrong', { id: `own-${'x'.repeat(60)}` }],
    ['own-target/field-wrong', { steps: {} }],
    ['own-target/field-wrong', { hashes: ['sha-1'] }],
    ['own-target/field-wrong', { keyAlgorithms: ['rsa-1024'] }],
    ['own-target/field-wrong', { keyAlgorithms: ['rsa-2048', 'rsa-2048'] }],
    ['own-target/field-wrong', { keyAlgorithms: ['constructor'] }],
    ['own-target/field-wrong', { neededNames: ['mac'] }],
    ['own-target/field-wrong', { protection: 'none' }],
    ['own-target/field-wrong', { passphrase: { minLength: 8 } }],
    ['own-target/field-wrong', { fileNames: [{ list: 'steps', content: 'pkcs12', name: 'a.p12' }] }],
    ['own-target/field-wrong', { fileNames: [...rename('a.p12').fileNames, ...rename('b.p12').fileNames] }],
    ['own-target/name-invalid', { label: '' }],
    ['own-target/name-invalid', { label: 'Our\u202ePBX' }],
    ['own-target/name-invalid', { label: 'x'.repeat(61) }],
    ['own-target/name-taken', { label: 'ip office manager' }],
    ['own-target/note-invalid', { note: 'x'.repeat(1001) }],
    ['own-target/note-invalid', { note: '-----BEGIN PRIVATE KEY-----' }],
    ['own-target/note-invalid', { note: 'a\u0000b' }],
    ['own-target/keys-missing', { keyAlgorithms: [] }],
    ['own-target/hashes-missing', { hashes: [] }],
    ['own-target/passphrase-limits', { passphrase: { minLength: 6, maxLength: 32 } }],
    ['own-target/passphrase-limits', { passphrase: { minLength: 7, maxLength: 33 } }],
    ['own-target/passphrase-limits', { passphrase: { minLength: 20, maxLength: 10 } }],
    ['own-target/days-wrong', { validityDays: 0 }],
    ['own-target/days-wrong', { validityDays: 99_999 }],
    ['own-target/placeholder-unknown', rename('{serial}.p12')],
    // A PBX has no MAC address in its files.
    ['own-target/placeholder-unknown', rename('{MAC}.p12')],
    ['own-target/placeholder-unknown', rename('{authority}.p12')],
    ['own-target/authority-missing', rename('ca.crt', 'authority-pem')],
    ['own-target/file-name-invalid', rename('../{name}.p12')],
    ['own-target/file-name-invalid', rename('a/b.p12')],
    ['own-target/file-name-invalid', rename('-{name}.p12')],
    ['own-target/file-name-invalid', rename('.p12')],
    ['own-target/file-name-invalid', rename('nul.p12')],
    ['own-target/file-name-invalid', rename('{name.p12')],
    ['own-target/file-name-invalid', rename('{{name}}.p12')],
    ['own-target/file-name-invalid', rename('x'.repeat(60) + '.p12')],
    ['own-target/file-name-invalid', rename('{name}\u202e.p12')],
    ['own-target/file-name-invalid', rename('$(reboot).p12')],
    ['own-target/file-name-invalid', rename(' {name}.p12')],
    ['own-target/file-name-invalid', rename('a  b.p12')],
    ['own-target/extension-unknown', rename('{name}.cmd')],
    ['own-target/extension-unknown', rename('{name}.p12.exe')],
    ['own-target/extension-unknown', rename('{name}')],
    ['own-target/file-name-taken', rename('{root}.crt')],
    ['taken', rename('OurPBX-{name} (1).pfx')],
    ['taken', { validityDays: 397, passphrase: { minLength: 12, maxLength: 32 }, neededNames: ['fqdn'] }],
    ['taken', { note: 'Two\nlines' }],
  ])('answers %s to %j', (code, changes) => {
    expect(codeOf(() => parseOwnTarget(own(changes)))).toBe(code)
  })

  it('holds no text of the file in an error beyond what is bounded', () => {
    const long = 'x'.repeat(5000)
    for (const changes of [{ basedOn: long }, { [long]: 1 }, rename(`{${long.slice(0, 190)}}.p12`)]) {
      try {
        parseOwnTarget(own(changes))
      } catch (error) {
        const { message, detail } = error as TargetError
        expect(message.length + JSON.stringify(detail).length).toBeLessThan(300)
      }
    }
    expect.assertions(3)
  })
})

describe('checkOwnTarget()', () => {
  it('lists everything that is wrong at once, each with its field', () => {
    const wrong = own({ label: '', hashes: [], validityDays: -1, ...rename('a/b') }) as unknown as OwnTarget
    expect(checkOwnTarget(wrong).map(({ field }) => field)).toEqual([
      'label',
      'hashes',
      'validityDays',
      'file-certificate-pkcs12',
    ])
  })
})
