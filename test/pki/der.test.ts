import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import * as der from '../../src/pki/der.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const read = (hex: string): der.DerElement => der.decodeDer(bytes(hex))

describe('encodeElement()', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('writes the shortest length for %i octets', (length, head) => {
    const element = der.encodeElement(0x04, new Uint8Array(length))
    expect(encodeHex(element.subarray(0, head.length / 2))).toBe(head)
    expect(element).toHaveLength(head.length / 2 + length)
  })
})

describe('encodeInteger()', () => {
  it.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [256, '02020100'],
    [2n ** 64n, '0209010000000000000000'],
  ])('writes %s in its shortest form', (value, hex) => {
    expect(encodeHex(der.encodeInteger(value))).toBe(hex)
  })

  it('refuses a negative number as a mistake of its caller', () => {
    expect(() => der.encodeInteger(-1)).toThrow(RangeError)
  })
})

describe('encodeUnsignedInteger()', () => {
  it.each([
    ['', '020100'],
    ['0000', '020100'],
    ['00007f', '02017f'],
    ['80', '02020080'],
  ])('writes the octets %j', (octets, hex) => {
    expect(encodeHex(der.encodeUnsignedInteger(bytes(octets)))).toBe(hex)
  })
})

describe('encodeObjectIdentifier()', () => {
  it.each([
    ['2.5.4.3', '0603550403'],
    ['1.2.840.113549.1.1.11', '06092a864886f70d01010b'],
    ['0.9.2342.19200300.100.1.25', '060a0992268993f22c640119'],
    ['2.999', '06028837'],
    ['2.25.329800735698586629295641978511506172918', '06146983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776'],
  ])('writes %s and reads it back', (oid, hex) => {
    expect(encodeHex(der.encodeObjectIdentifier(oid))).toBe(hex)
    expect(der.decodeObjectIdentifier(read(hex))).toBe(oid)
  })

  it.each(['', '1', '1.40', '3.1', '1.2.x', '1..2', '2.5.'])('refuses %j as a mistake of its caller', (oid) => {
    expect(() => der.encodeObjectIdentifier(oid)).toThrow(RangeError)
  })
})

describe('decodeObjectIdentifier()', () => {
  it.each([
    ['empty', '0600'],
    ['cut inside an arc', '06022a86'],
    ['padded', '06032a8001'],
    ['longer than 128 octets', `068181${'2a'.repeat(129)}`],
  ])('refuses one that is %s', (_, hex) => {
    expect(pkiErrorCode(() => der.decodeObjectIdentifier(read(hex)))).toBe('der/value-invalid')
  })
})

describe('encodeNamedBitList()', () => {
  it('leaves trailing zero bits out', () => {
    expect(encodeHex(der.encodeNamedBitList([true, false, true, false]))).toBe('030205a0')
    expect(encodeHex(der.encodeNamedBitList([false, false, false, false, false, true, true]))).toBe('03020106')
    expect(encodeHex(der.encodeNamedBitList([...new Array<boolean>(8).fill(false), true]))).toBe('0303070080')
    expect(encodeHex(der.encodeNamedBitList([]))).toBe('030100')
  })
})

describe('encodeSetOf()', () => {
  it('sorts its members by their octets', () => {
    const members = ['020102', '0500', '020101'].map(bytes)
    expect(encodeHex(der.encodeSetOf(...members))).toBe('31080201010201020500')
  })
})

describe('encodeAsciiString()', () => {
  it('refuses what is not ASCII instead of cutting it', () => {
    expect(() => der.encodeAsciiString(der.derTag.ia5String, 'Müller')).toThrow(RangeError)
  })
})

describe('encodeTime()', () => {
  it.each([
    ['1950-01-01T00:00:00Z', '170d3530303130313030303030305a'],
    ['2049-12-31T23:59:59Z', '170d3439313233313233353935395a'],
    ['2050-01-01T00:00:00Z', '180f32303530303130313030303030305a'],
    ['9999-12-31T23:59:59Z', '180f39393939313233313233353935395a'],
  ])('writes %s in the type that its year demands, and decodeTime() reads it back', (instant, hex) => {
    expect(encodeHex(der.encodeTime(new Date(instant)))).toBe(hex)
    expect(der.decodeTime(read(hex))).toEqual(new Date(instant))
  })

  it.each(['1949-12-31T23:59:59Z', '+010000-01-01T00:00:00Z', 'never'])(
    'refuses %s as a mistake of its caller',
    (instant) => {
      expect(() => der.encodeTime(new Date(instant))).toThrow(RangeError)
    },
  )
})

describe('decodeTime()', () => {
  const utcTime = (text: string): der.DerElement => der.decodeDer(der.encodeAsciiString(der.derTag.utcTime, text))
  const generalizedTime = (text: string): der.DerElement =>
    der.decodeDer(der.encodeAsciiString(der.derTag.generalizedTime, text))

  it.each([
    '250230000000Z',
    '251301000000Z',
    '250101240000Z',
    '250101000060Z',
    '2501010000Z',
    '250101000000+0100',
    '25010100000Z',
    '',
  ])('refuses the UTCTime %j', (text) => {
    expect(pkiErrorCode(() => der.decodeTime(utcTime(text)))).toBe('der/value-invalid')
  })

  it.each(['20250101000000', '20250101000000.5Z', '00500101000000Z', '20250101000000ZZ'])(
    'refuses the GeneralizedTime %j',
    (text) => {
      expect(pkiErrorCode(() => der.decodeTime(generalizedTime(text)))).toBe('der/value-invalid')
    },
  )
})

describe('decodeDer()', () => {
  it.each([
    ['nothing', '', 'der/truncated'],
    ['a tag alone', '30', 'der/truncated'],
    ['contents cut short', '0403abcd', 'der/truncated'],
    ['a length cut short', '0482ff', 'der/truncated'],
    ['the indefinite form', '30800000', 'der/length-invalid'],
    ['five length octets', '04850000000001ff', 'der/length-invalid'],
    ['a length that is not the shortest', '048101ff', 'der/length-invalid'],
    ['a length with leading zeros', '04820001ff', 'der/length-invalid'],
    ['a length of 128 octets in one octet too many', `04820080${'00'.repeat(128)}`, 'der/length-invalid'],
    ['a high tag number', '1f8101', 'der/tag-unexpected'],
    ['bytes behind the element', '050000', 'der/trailing-bytes'],
    ['4 GiB announced', '0484ffffffff', 'der/truncated'],
  ])('refuses %s', (_, hex, code) => {
    expect(pkiErrorCode(() => read(hex))).toBe(code)
  })
})

describe('decodeMembers()', () => {
  it('gives members side by side', () => {
    expect(der.decodeMembers(read('3006020105040100')).map(({ encoded }) => encodeHex(encoded))).toEqual([
      '020105',
      '040100',
    ])
  })

  it('refuses a primitive element', () => {
    expect(pkiErrorCode(() => der.decodeMembers(read('0403020105')))).toBe('der/tag-unexpected')
  })
})

describe('decodeBoolean(), decodeIntegerOctets(), decodeSmallInteger(), decodeBitString()', () => {
  it.each([
    ['BOOLEAN of 2', () => der.decodeBoolean(read('010102'))],
    ['BOOLEAN of two octets', () => der.decodeBoolean(read('0102ffff'))],
    ['INTEGER without octets', () => der.decodeIntegerOctets(read('0200'))],
    ['INTEGER with a needless zero', () => der.decodeIntegerOctets(read('02020001'))],
    ['INTEGER with a needless ff', () => der.decodeIntegerOctets(read('0202ff80'))],
    ['negative INTEGER where none may be', () => der.decodeSmallInteger(read('0201ff'))],
    ['INTEGER beyond a safe number', () => der.decodeSmallInteger(read('020801000000000000ff'))],
    ['BIT STRING without octets', () => der.decodeBitString(read('0300'))],
    ['BIT STRING with 8 unused bits', () => der.decodeBitString(read('03020800'))],
    ['BIT STRING with unused bits of nothing', () => der.decodeBitString(read('030101'))],
  ])('refuse a %s', (_, run) => {
    expect(pkiErrorCode(run)).toBe('der/value-invalid')
  })
})
