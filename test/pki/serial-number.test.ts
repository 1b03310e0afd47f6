import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import { formatSerialNumber, generateSerialNumber, parseSerialNumber } from '../../src/pki/serial-number.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

describe('parseSerialNumber()', () => {
  it.each([
    ['1', '01'],
    ['127', '7f'],
    ['256', '0100'],
    ['000256', '0100'],
    [' 4096 ', '1000'],
    ['0x1F', '1f'],
    ['0X0100', '0100'],
    ['0A:bc', '0abc'],
    ['a:b', '0a0b'],
    ['00:00:7f', '7f'],
    ['7f:' + 'ff:'.repeat(18) + 'ff', '7f' + 'ff'.repeat(19)],
  ])('reads %j', (text, hex) => {
    expect(encodeHex(parseSerialNumber(text))).toBe(hex)
  })

  it.each([
    ['', 'serial-number/invalid'],
    ['abc', 'serial-number/invalid'],
    ['12 34', 'serial-number/invalid'],
    ['-1', 'serial-number/invalid'],
    ['1.5', 'serial-number/invalid'],
    ['0x', 'serial-number/invalid'],
    ['0xfg', 'serial-number/invalid'],
    ['abc:de', 'serial-number/invalid'],
    ['ab:', 'serial-number/invalid'],
    ['1'.repeat(100_000), 'serial-number/invalid'],
    ['0', 'serial-number/not-positive'],
    ['00:00', 'serial-number/not-positive'],
    // 20 octets with the sign bit set are 21 as encoded.
    ['0x80' + '00'.repeat(19), 'serial-number/too-long'],
    ['1'.repeat(49), 'serial-number/too-long'],
  ])('refuses %j with %s', (text, code) => {
    expect(pkiErrorCode(() => parseSerialNumber(text))).toBe(code)
  })
})

describe('formatSerialNumber()', () => {
  it('writes decimal and hexadecimal', () => {
    expect(formatSerialNumber(Uint8Array.of(0, 0x0a, 0xbc))).toEqual({ decimal: '2748', hexadecimal: '0A:BC' })
    expect(formatSerialNumber(Uint8Array.of(0x10))).toEqual({ decimal: '16', hexadecimal: '0x10' })
    expect(formatSerialNumber(new Uint8Array())).toEqual({ decimal: '0', hexadecimal: '0x00' })
  })

  it('writes both spellings so that parseSerialNumber() reads them back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 19 }), (octets) => {
        fc.pre(octets[0] !== 0)
        const { decimal, hexadecimal } = formatSerialNumber(octets)
        expect(encodeHex(parseSerialNumber(decimal))).toBe(encodeHex(octets))
        expect(encodeHex(parseSerialNumber(hexadecimal))).toBe(encodeHex(octets))
      }),
    )
  })
})

describe('generateSerialNumber()', () => {
  it.each([0x00, 0xff])('gives 16 octets and a positive number, even from octets of %i', (octet) => {
    const serialNumber = generateSerialNumber((length) => new Uint8Array(length).fill(octet))
    expect(serialNumber).toHaveLength(16)
    expect(serialNumber[0]).toBe(octet === 0 ? 0x40 : 0x7f)
  })

  it('gives another number each time', () => {
    expect(encodeHex(generateSerialNumber())).not.toBe(encodeHex(generateSerialNumber()))
  })
})
