import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, encodeHex } from '../../src/pki/bytes.ts'
import * as der from '../../src/pki/der.ts'
import { PkiError } from '../../src/pki/errors.ts'

const octets = (maxLength = 300): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength })

describe('der', () => {
  it('decodeDer() gives back what encodeElement() was given', () => {
    const tag = fc.integer({ min: 0, max: 255 }).filter((value) => (value & 0x1f) !== 0x1f)
    fc.assert(
      fc.property(tag, octets(70_000), (wanted, contents) => {
        const element = der.decodeDer(der.encodeElement(wanted, contents))
        expect(element.tag).toBe(wanted)
        expect(encodeHex(element.contents)).toBe(encodeHex(contents))
      }),
      { numRuns: 30 },
    )
  })

  it('decodeMembers() gives back the parts of encodeSequence()', () => {
    fc.assert(
      fc.property(fc.array(octets()), (parts) => {
        const members = der.decodeSequence(der.encodeSequence(...parts.map(der.encodeOctetString)))
        expect(members.map((member) => encodeHex(der.decodeOctetString(member)))).toEqual(parts.map(encodeHex))
      }),
      { numRuns: 50 },
    )
  })

  it('decodeObjectIdentifier() gives back what encodeObjectIdentifier() was given', () => {
    const arc = fc.bigInt({ min: 0n, max: 2n ** 128n })
    const head = fc.oneof(
      fc.tuple(fc.constantFrom(0n, 1n), fc.bigInt({ min: 0n, max: 39n })),
      fc.tuple(fc.constant(2n), arc),
    )
    fc.assert(
      fc.property(head, fc.array(arc, { maxLength: 4 }), (first, rest) => {
        const oid = [...first, ...rest].join('.')
        expect(der.decodeObjectIdentifier(der.decodeDer(der.encodeObjectIdentifier(oid)))).toBe(oid)
      }),
    )
  })

  it('decodeTime() gives back what encodeTime() was given, to the second', () => {
    const seconds = fc.integer({ min: Date.UTC(1950, 0) / 1000, max: Date.UTC(9999, 11, 31) / 1000 })
    fc.assert(
      fc.property(seconds, (second) => {
        const instant = new Date(second * 1000)
        expect(der.decodeTime(der.decodeDer(der.encodeTime(instant)))).toEqual(instant)
      }),
    )
  })

  it('every reader ends in a value or a PkiError, whatever the octets', () => {
    const readers: readonly ((element: der.DerElement) => unknown)[] = [
      der.decodeMembers,
      der.decodeBoolean,
      der.decodeSmallInteger,
      der.decodeObjectIdentifier,
      der.decodeBitString,
      der.decodeTime,
    ]
    const tag = fc.constantFrom(...Object.values(der.derTag))
    fc.assert(
      fc.property(tag, octets(40), octets(3), (wanted, contents, tail) => {
        for (const read of readers) {
          try {
            read(der.decodeDer(concatBytes([der.encodeElement(wanted, contents), tail])))
          } catch (error) {
            expect(error).toBeInstanceOf(PkiError)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
