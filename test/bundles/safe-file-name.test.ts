import { describe, expect, it } from 'vitest'
import { fillFileName, makeNamesUnique, toSafeFileName } from '../../src/bundles/safe-file-name.ts'

describe('toSafeFileName()', () => {
  it.each([
    ['pbx.example', 'pbx.example'],
    ['PBX: Köln/Nord', 'PBX_ Köln_Nord'],
    ['a<b>c"d\\e|f?g*h', 'a_b_c_d_e_f_g_h'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['\u202e\u200b', 'file'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['line\nbreak\u0000null', 'line_break_null'],
    ['trailing. . ', 'trailing'],
    ['.hidden', 'hidden'],
    ['-rf', 'rf'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['Lpt1', '_Lpt1'],
    ['COM¹', '_COM¹'],
    ['console', 'console'],
    ['Mu\u0308ller', 'M\u00fcller'],
    ['half \ud800 surrogate', 'half _ surrogate'],
    ['Tür 😀', 'Tür 😀'],
  ])('makes %j into %j', (name, expected) => {
    expect(toSafeFileName(name)).toBe(expected)
  })

  it('keeps at most 100 UTF-16 units and 200 octets, and never half a character', () => {
    expect(toSafeFileName('a'.repeat(300))).toHaveLength(100)
    expect(toSafeFileName(`${'a'.repeat(99)}😀`)).toBe('a'.repeat(99))
    expect(new TextEncoder().encode(toSafeFileName('語'.repeat(300))).length).toBeLessThanOrEqual(200)
  })
})

describe('fillFileName()', () => {
  const parts = {
    name: 'pbx/1',
    issuer: 'Root: 2026',
    root: 'CON',
    authority: '../CA',
    MAC: '001122AABBCC',
    mac: '001122aabbcc',
  }

  it('fills placeholders with safe names', () => {
    expect(fillFileName('BasedOn{issuer}.p12', parts)).toBe('BasedOnRoot_ 2026.p12')
    expect(fillFileName('{name}-chain.crt', parts)).toBe('pbx_1-chain.crt')
    expect(fillFileName('key_csr.pem', parts)).toBe('key_csr.pem')
    expect(fillFileName('{authority}.cer', parts)).toBe('_CA.cer')
  })

  it('moves a device name aside', () => {
    expect(fillFileName('{root}.crt', parts)).toBe('_CON.crt')
  })

  it('keeps the extension of a long name', () => {
    const filled = fillFileName('{name}-chain.crt', { ...parts, name: 'x'.repeat(500) })
    expect(filled).toMatch(/^x+-chain\.crt$/)
    expect(filled.length).toBeLessThanOrEqual(100)
  })

  it('takes dollar signs and braces of a name as they are', () => {
    expect(fillFileName('{name}.crt', { ...parts, name: '$& {issuer}' })).toBe('$& {issuer}.crt')
  })
})

describe('makeNamesUnique()', () => {
  it('numbers clashes before the extension, also where only case differs', () => {
    expect(makeNamesUnique(['a.crt', 'A.crt', 'a.crt', 'a.key', 'README', 'readme'])).toEqual([
      'a.crt',
      'A-2.crt',
      'a-3.crt',
      'a.key',
      'README',
      'readme-2',
    ])
  })

  it('steps over a number that is taken', () => {
    expect(makeNamesUnique(['a-2.crt', 'a.crt', 'a.crt'])).toEqual(['a-2.crt', 'a.crt', 'a-3.crt'])
  })
})
