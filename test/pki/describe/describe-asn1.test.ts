import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bytes, concatBytes, decodeHex } from '../../../src/pki/bytes.ts'
import { encodeElement, encodeOctetString, encodeSequence, encodeUtf8String } from '../../../src/pki/der.ts'
import { describeAsn1 } from '../../../src/pki/describe/describe-asn1.ts'
import type { DisplayNode } from '../../../src/pki/describe/display-node.ts'
import { makeIdentity } from '../../fixtures/identity.ts'
import { linesOf } from './lines-of.ts'

const bytes = (hex: string): Bytes => decodeHex(hex) ?? new Uint8Array()
const lines = (hex: string): string[] => linesOf(describeAsn1(bytes(hex)))

const countOf = (nodes: readonly DisplayNode[]): number =>
  nodes.reduce((sum, { children = [] }) => sum + 1 + countOf(children), 0)
const levelsOf = (nodes: readonly DisplayNode[]): number =>
  nodes.reduce((most, { children = [] }) => Math.max(most, 1 + levelsOf(children)), 0)

/** Wraps an empty SEQUENCE in others. */
function nest(levels: number): Bytes {
  let der = encodeSequence()
  for (let level = 1; level < levels; level++) der = encodeSequence(der)
  return der
}

describe('describeAsn1()', () => {
  it.each([
    ['0101ff', '"BOOLEAN": TRUE'],
    ['010100', '"BOOLEAN": FALSE'],
    ['020100', '"INTEGER": 0'],
    ['0201ff', '"INTEGER": -1'],
    ['02067fffffffffff', '"INTEGER": 140737488355327'],
    ['02077fffffffffffff', '"INTEGER": 7F:FF:FF:FF:FF:FF:FF'],
    ['0a0106', '"ENUMERATED": 6'],
    ['0500', '"NULL"'],
    ['0603550403', '"OBJECT IDENTIFIER": 2.5.4.3 (commonName)'],
    ['06052b8104000a', '"OBJECT IDENTIFIER": 1.3.132.0.10 (ECDSA secp256k1)'],
    ['06022a03', '"OBJECT IDENTIFIER": 1.2.3'],
    ['0c05c3bce280ae', '"UTF8String": ü‹U+202E›'],
    ['13024142', '"PrintableString": AB'],
    ['1e0400410042', '"BMPString": AB'],
    ['1c0400000041', '"UniversalString": A'],
    ['170d3236313132303131323233335a', '"UTCTime": 2026-11-20 11:22:33 UTC'],
    ['180f32303530303130313030303030305a', '"GeneralizedTime": 2050-01-01 00:00:00 UTC'],
    ['170b323631313230313132325a', '"UTCTime": 2611201122Z'],
    ['040141', '"OCTET STRING": 41'],
    ['04020500', '"OCTET STRING": 05:00'],
    ['0d024142', '"RELATIVE-OID": 41:42'],
    ['050141', '"NULL": 41'],
    ['8001ff', '"[0]": FF'],
    ['4301ff', '"[APPLICATION 3]": FF'],
    ['de01ff', '"[PRIVATE 30]": FF'],
    ['0001ff', '"[UNIVERSAL 0]": FF'],
    ['3000', '"SEQUENCE"'],
    ['3100', '"SET"'],
    ['a300', '"[3]"'],
  ])('shows %s as %s', (hex, line) => {
    expect(lines(hex)).toEqual([line])
  })

  it('shows what stands inside, and several elements side by side', () => {
    expect(lines('3007a0030201020500')).toEqual(['"SEQUENCE"', '  "[0]"', '    "INTEGER": 2', '  "NULL"'])
    expect(lines('05000500')).toEqual(['"NULL"', '"NULL"'])
    expect(lines('')).toEqual([])
  })

  it('shows text under a tag that does not tell its type beside its octets', () => {
    expect(lines('82027862')).toEqual(['"[2]": 78:62', '  text: xb'])
    expect(lines('82020a62')).toEqual(['"[2]": 0A:62'])
  })

  it('opens strings that hold an element', () => {
    expect(lines('04053003020105')).toEqual(['"OCTET STRING": 30:03:02:01:05', '  "SEQUENCE"', '    "INTEGER": 5'])
    expect(lines('030400020105')).toEqual(['"BIT STRING": 02:01:05', '  "INTEGER": 5'])
    expect(lines('0406020105020106')).toHaveLength(1)
    expect(lines('0403a00105')).toHaveLength(1)
  })

  it('shows the unused bits of a BIT STRING', () => {
    expect(lines('030205a0')).toEqual(['"BIT STRING": A0', '  unusedBits: 5'])
  })

  it('cuts octets after 64, and texts after 1024, and says how many there are', () => {
    const [octets, count] = linesOf(describeAsn1(encodeOctetString(new Uint8Array(65).fill(255))))
    expect(octets).toBe(`"OCTET STRING": ${'FF:'.repeat(64)}…`)
    expect(count).toBe('  octetCount: 65')
    expect(linesOf(describeAsn1(encodeOctetString(new Uint8Array(64).fill(255))))).toHaveLength(1)
    expect(linesOf(describeAsn1(encodeUtf8String('x'.repeat(5000))))).toEqual([
      `"UTF8String": ${'x'.repeat(1024)}…`,
      '  octetCount: 5000',
    ])
  })

  it.each(['0100', '010101', '0200', '02020001', '0600', '060180', '0300', '030109', '0a00'])(
    'shows the value of %s in hexadecimal, which its type does not allow',
    (hex) => {
      expect(lines(hex)[1]).toBe('  unreadable')
    },
  )

  it.each([
    ['ff', '"DER": FF', 1],
    ['050030', '"DER": 30', 2],
    ['1f01', '"DER": 1F:01', 1],
    ['30800500', '"DER": 30:80:05:00', 1],
  ])('shows the end of %s, which is no DER, in hexadecimal', (hex, rest, count) => {
    expect(describeAsn1(bytes(hex))).toHaveLength(count)
    expect(lines(hex).slice(-2)).toEqual(['unreadable', `  ${rest}`])
  })

  it('shows members in front of a damaged one', () => {
    expect(lines('30050201050401')).toEqual(['"SEQUENCE"', '  "INTEGER": 5', '  unreadable', '    "DER": 04:01'])
  })

  it('stops below 32 levels, and says how many octets are left out', () => {
    expect(levelsOf(describeAsn1(nest(32)))).toBe(32)
    const tree = describeAsn1(nest(34))
    expect(levelsOf(tree)).toBe(33)
    expect(linesOf(tree).at(-1)).toBe(`${' '.repeat(64)}octetsLeftOut: 4`)
    expect(levelsOf(describeAsn1(nest(5000)))).toBe(33)
  })

  it('stops after 2000 nodes, and says how many octets are left out', () => {
    const nulls = (count: number): Bytes =>
      encodeElement(
        0x30,
        new Uint8Array(count * 2).map((_, at) => (at % 2 ? 0 : 5)),
      )
    expect(linesOf(describeAsn1(nulls(1999)))).toHaveLength(2000)
    const tree = describeAsn1(concatBytes([nulls(1_000_000), nulls(1)]))
    expect(countOf(tree)).toBe(2002)
    expect(linesOf(tree).slice(-2)).toEqual([`  octetsLeftOut: ${String((1_000_000 - 1999) * 2)}`, 'octetsLeftOut: 4'])
  })

  it('shows a certificate whole, its extensions opened', async () => {
    const shown = linesOf(describeAsn1((await makeIdentity()).certificateDer))
    expect(shown.slice(0, 4)).toEqual(['"SEQUENCE"', '  "SEQUENCE"', '    "[0]"', '      "INTEGER": 2'])
    expect(shown.join('\n')).not.toMatch(/unreadable|octetsLeftOut/)
    expect(shown.map((line) => line.trim())).toEqual(
      expect.arrayContaining(['"OBJECT IDENTIFIER": 2.5.29.17 (subjectAltName)', 'text: pbx.example']),
    )
  })

  it('gives a bounded tree for any octets', async () => {
    const { certificateDer } = await makeIdentity()
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((list) => {
        const damaged = certificateDer.slice()
        for (const [offset, octet] of list) damaged[offset % damaged.length] = octet
        return damaged
      }),
    )
    fc.assert(
      fc.property(anything, (octets) => {
        const tree = describeAsn1(octets)
        expect(levelsOf(tree)).toBeLessThanOrEqual(35)
        expect(countOf(tree)).toBeLessThanOrEqual(2040)
      }),
      { numRuns: 500 },
    )
  })
})
