import { describe, expect, it } from 'vitest'
import { checkMacAddress, needsMacAddress, spellMacAddress } from '../../src/targets/acceptance.ts'
import { findMacAddress, formatMacAddress, parseMacAddress } from '../../src/targets/mac-address.ts'
import { avayaJ100 } from '../../src/targets/phones/avaya-j100.ts'
import { yealink } from '../../src/targets/phones/yealink.ts'
import { openScapeBusiness } from '../../src/targets/openscape-business.ts'

const codeOf = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('parseMacAddress()', () => {
  it.each([
    '00:11:22:aa:bb:cc',
    '00:11:22:AA:BB:CC',
    '0:11:22:aa:bb:cc',
    '00-11-22-aa-bb-cc',
    '00.11.22.aa.bb.cc',
    '00 11 22 aa bb cc',
    '0011.22aa.bbcc',
    '0011-22AA-BBCC',
    '001122aabbcc',
    ' 001122AABBCC ',
    'SEP001122AABBCC',
  ])('reads %j', (text) => {
    expect(parseMacAddress(text)).toBe('001122AABBCC')
  })

  it.each([
    ['', 'mac/malformed'],
    ['001122AABBC', 'mac/malformed'],
    ['001122AABBCCD', 'mac/malformed'],
    ['00:11:22:aa:bb', 'mac/malformed'],
    ['00:11-22:aa-bb:cc', 'mac/malformed'],
    ['00:11:22:aa:bb:gg', 'mac/malformed'],
    ['pbx.example', 'mac/malformed'],
    // IEEE 802: the lowest bit of the first octet marks a group of devices.
    ['01:00:5e:00:00:01', 'mac/not-of-a-device'],
    ['FF:FF:FF:FF:FF:FF', 'mac/not-of-a-device'],
    ['00:00:00:00:00:00', 'mac/not-of-a-device'],
  ])('refuses %j with %s', (text, code) => {
    expect(codeOf(() => parseMacAddress(text))).toBe(code)
  })
})

describe('formatMacAddress()', () => {
  it('spells it as a model does', () => {
    expect(formatMacAddress('001122AABBCC')).toBe('001122AABBCC')
    expect(formatMacAddress('001122AABBCC', { letters: 'lower', separator: '' })).toBe('001122aabbcc')
    expect(formatMacAddress('001122AABBCC', { letters: 'upper', separator: '-' })).toBe('00-11-22-AA-BB-CC')
  })
})

describe('findMacAddress()', () => {
  it.each([
    [['001122AABBCC'], '001122AABBCC'],
    [['SEP001122aabbcc.example'], '001122AABBCC'],
    [['Reception 00:11:22:aa:bb:cc'], '001122AABBCC'],
    [['Reception', 'client_00-11-22-AA-BB-CC'], '001122AABBCC'],
    [['000B82123456', '001122AABBCC'], '000B82123456'],
    [['pbx.example', ''], null],
    // Sixteen digits are a serial number, and what no device has is no address of one.
    [['0011223344556677'], null],
    [['FFFFFFFFFFFF', '001122AABBCC'], '001122AABBCC'],
  ])('finds in %j the address %j', (names, found) => {
    expect(findMacAddress(names)).toBe(found)
  })
})

describe('checkMacAddress()', () => {
  const codes = (...args: Parameters<typeof checkMacAddress>): string[] =>
    checkMacAddress(...args).map(({ field, error }) => `${field} ${error.code}`)

  it('asks no PBX for one', () => {
    expect(codes(openScapeBusiness, 'nonsense', ['pbx.example'])).toEqual([])
  })

  it('takes one that the common name or the name of the entry keeps, however each is spelled', () => {
    expect(codes(avayaJ100, '00:11:22:aa:bb:cc', ['001122AABBCC', 'Reception'])).toEqual([])
    expect(codes(avayaJ100, '00:11:22:aa:bb:cc', ['reception.example', '00-11-22-AA-BB-CC'])).toEqual([])
    expect(codes(avayaJ100, '', ['001122AABBCC', ''])).toEqual([])
  })

  it('refuses one that is nowhere kept, or not the one that is', () => {
    expect(codes(avayaJ100, '001122AABBCC', ['reception.example', 'Reception'])).toEqual([
      'macAddress mac/not-in-names',
    ])
    expect(codes(avayaJ100, '001122AABBCC', ['001122AABBCE', ''])).toEqual(['macAddress mac/not-in-names'])
  })

  it('refuses what cannot be read, and nothing at all where files are named after it', () => {
    expect(codes(avayaJ100, '00:11', ['001122AABBCC'])).toEqual(['macAddress mac/malformed'])
    expect(codes(avayaJ100, ' ', ['reception.example', 'Reception'])).toEqual(['macAddress mac/missing'])
    const unnamed = { ...avayaJ100, files: { ...avayaJ100.files, certificate: [] } }
    expect([needsMacAddress(avayaJ100), needsMacAddress(unnamed)]).toEqual([true, false])
    expect(codes(unnamed, '', ['reception.example', ''])).toEqual([])
  })
})

describe('spellMacAddress()', () => {
  it('gives the spelling of the model, and nothing while it cannot be read or for what is no phone', () => {
    expect(spellMacAddress(avayaJ100, '00-11-22-aa-bb-cc')).toBe('001122AABBCC')
    expect(spellMacAddress(yealink, '00-11-22-AA-BB-CC')).toBe('001122aabbcc')
    expect(spellMacAddress(yealink, '00-11')).toBe('')
    expect(spellMacAddress(openScapeBusiness, '001122AABBCC')).toBe('')
  })
})
