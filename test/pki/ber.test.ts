import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { berToDer, readBerElement } from '../../src/pki/ber.ts'
import { concatBytes, encodeHex } from '../../src/pki/bytes.ts'
import { encodeBitString, encodeElement, encodeOctetString, encodeSequence } from '../../src/pki/der.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (pair) => parseInt(pair, 16))
const converted = (hex: string): string => encodeHex(berToDer(fromHex(hex)))
const codeOf = (hex: string): string => pkiErrorCode(() => berToDer(fromHex(hex)))

describe('berToDer()', () => {
  it('gives DER back as a view of the input', () => {
    const der = encodeSequence(encodeOctetString(new Uint8Array(300)), encodeBitString(Uint8Array.of(1)))
    expect(berToDer(der)).toEqual(der)
    expect(berToDer(der).buffer).toBe(der.buffer)
  })

  it('makes indefinite lengths definite, however they are nested', () => {
    expect(converted('30 80 02 01 05 00 00')).toBe('3003020105')
    expect(converted('30 80 30 80 30 03 02 01 05 00 00 30 00 00 00')).toBe('3009300530030201053000')
    expect(converted('30 06 30 80 05 00 00 00')).toBe('300430020500')
  })

  it('makes lengths the shortest', () => {
    expect(converted('30 81 05 04 82 00 01 aa')).toBe('30030401aa')
    expect(converted(`30 80 04 81 80 ${'ab'.repeat(128)} 00 00`)).toBe(`308183048180${'ab'.repeat(128)}`)
  })

  it('joins strings in pieces, also pieces in pieces', () => {
    expect(converted('24 80 04 01 aa 04 02 bb cc 00 00')).toBe('0403aabbcc')
    expect(converted('30 80 24 80 24 07 04 01 01 04 02 02 03 04 01 04 00 00 00 00')).toBe('3006040401020304')
    expect(converted('2c 06 0c 01 61 0c 01 62')).toBe('0c026162')
    expect(converted('24 80 00 00')).toBe('0400')
  })

  it('joins a BIT STRING in pieces and keeps the unused bits of the last one', () => {
    expect(converted('23 80 03 02 00 aa 03 02 04 b0 00 00')).toBe('030304aab0')
    expect(converted('30 0a 23 08 03 02 00 aa 03 02 04 b0')).toBe('3005030304aab0')
    expect(codeOf('23 80 03 02 04 a0 03 02 00 b0 00 00')).toBe('der/value-invalid')
    expect(codeOf('23 02 03 00')).toBe('der/value-invalid')
  })

  it('keeps constructed elements that are no strings, whatever is in them', () => {
    expect(converted('a0 80 04 01 aa 04 01 bb 00 00')).toBe('a0060401aa0401bb')
  })

  it('refuses a piece of another type', () => {
    expect(codeOf('24 80 0c 01 61 00 00')).toBe('der/value-invalid')
    expect(codeOf('24 80 30 00 00 00')).toBe('der/value-invalid')
  })

  it('refuses more than 100 levels, 20 000 of them too', () => {
    const nested = (levels: number): Uint8Array =>
      new Uint8Array(levels * 2).map((_, index) => (index % 2 ? 0x80 : 0x30))
    const closed = (levels: number): Uint8Array => concatBytes([nested(levels), new Uint8Array(levels * 2)])
    expect(berToDer(closed(100))).toHaveLength(236)
    expect(pkiErrorCode(() => berToDer(closed(101)))).toBe('ber/too-deep')
    expect(pkiErrorCode(() => berToDer(nested(20_000)))).toBe('ber/too-deep')
  })

  it('says truncated for what ends behind the input', () => {
    expect(codeOf('')).toBe('der/truncated')
    expect(codeOf('30')).toBe('der/truncated')
    expect(codeOf('30 80 02 01 05')).toBe('der/truncated')
    expect(codeOf('30 84 00 ff ff ff 02 01 05')).toBe('der/truncated')
    expect(codeOf('30 05 02 01 05')).toBe('der/truncated')
  })

  it('says that a length is beyond any file, 4 GiB and more', () => {
    expect(codeOf('30 84 ff ff ff ff 02 01 05')).toBe('ber/length-excessive')
    expect(codeOf(`30 ff ${'ff'.repeat(127)} 00`)).toBe('ber/length-excessive')
  })

  it('says that a length is wrong for what ends behind its parent only', () => {
    expect(codeOf('30 03 02 02 05 00 00')).toBe('der/length-invalid')
    expect(codeOf('30 03 30 80 05 00 00')).toBe('der/length-invalid')
    expect(codeOf('04 80 00 00')).toBe('der/length-invalid')
  })

  it('passes over padding behind the element, and refuses anything else there', () => {
    expect(converted('30 00 00 00 0d 0a 20 1a')).toBe('3000')
    expect(codeOf('30 00 01')).toBe('der/trailing-bytes')
  })

  it('refuses more than a million elements where it has to convert, and reads them where it has not', () => {
    const many = new Uint8Array(2_200_000).map((_, index) => (index % 2 ? 0 : 5))
    expect(berToDer(encodeSequence(many))).toHaveLength(many.length + 5)
    const indefinite = concatBytes([fromHex('3080'), many, fromHex('0000')])
    expect(pkiErrorCode(() => berToDer(indefinite))).toBe('ber/too-many-elements')
  })

  it('ends in DER or a PkiError, whatever the octets', () => {
    const octet = fc.constantFrom(0, 0, 1, 2, 3, 4, 5, 0x23, 0x24, 0x30, 0x30, 0x80, 0x80, 0x81, 0x82, 0xa0, 0xff)
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 60 }), (octets) => {
        try {
          const { der } = readBerElement(Uint8Array.from(octets))
          expect(readBerElement(der)).toEqual({ der, length: der.length })
        } catch (error) {
          expect(error).toBeInstanceOf(PkiError)
        }
      }),
      { numRuns: 5000 },
    )
  })

  it('reads any definite encoding that is written again with indefinite lengths', () => {
    const tree = fc.letrec<{ node: Uint8Array[] }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.uint8Array({ maxLength: 200 }).map((octets) => {
          const half = octets.length >> 1
          const pieces = [octets.subarray(0, half), octets.subarray(half)].map(encodeOctetString)
          return [encodeOctetString(octets), indefinite(0x24, ...pieces)]
        }),
        fc
          .array(tie('node'), { maxLength: 4 })
          .map((nodes) => [
            encodeSequence(...nodes.map(([der = new Uint8Array()]) => der)),
            indefinite(0x30, ...nodes.map(([, ber = new Uint8Array()]) => ber)),
          ]),
      ),
    })).node
    fc.assert(
      fc.property(tree, ([der = new Uint8Array(), ber = new Uint8Array()]) => {
        expect(encodeHex(berToDer(ber))).toBe(encodeHex(der))
      }),
    )
  })
})

const indefinite = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  concatBytes([Uint8Array.of(tag, 0x80), ...parts, encodeElement(0)])
