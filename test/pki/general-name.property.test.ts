import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDer } from '../../src/pki/der.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { type GeneralName, parseGeneralName, splitGeneralNames } from '../../src/pki/general-name.ts'
import { decodeGeneralName, encodeGeneralName } from '../../src/pki/general-name-der.ts'
import { formatIpAddress, parseIpAddress } from '../../src/pki/ip-address.ts'

/** Canonical names only, or null: what the parser makes of any text. */
function parseOrNull(text: string): GeneralName | null {
  try {
    return parseGeneralName(text)
  } catch (error) {
    expect(error).toBeInstanceOf(PkiError)
    return null
  }
}

describe('general names', () => {
  it('every text ends in a PkiError, or in a name that survives its DER', () => {
    const prefix = fc.constantFrom('', 'DNS:', 'IP:', 'email:', 'URI:', 'dirName:CN=')
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc.emailAddress(),
      fc.webUrl(),
      fc.ipV4(),
      fc.ipV6(),
    )
    fc.assert(
      fc.property(prefix, text, (start, rest) => {
        const name = parseOrNull(start + rest)
        if (name !== null) expect(decodeGeneralName(decodeDer(encodeGeneralName(name)))).toEqual(name)
      }),
      { numRuns: 500 },
    )
  })

  it('parseIpAddress() reads what formatIpAddress() writes, whatever the octets', () => {
    const octet = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }))
    const octets = fc.oneof(
      fc.array(octet, { minLength: 4, maxLength: 4 }),
      fc.array(octet, { minLength: 16, maxLength: 16 }),
    )
    fc.assert(
      fc.property(octets, (address) => {
        const text = formatIpAddress(Uint8Array.from(address))
        expect(Array.from(parseIpAddress(text ?? '') ?? [])).toEqual(address)
      }),
      { numRuns: 500 },
    )
  })

  it('splitGeneralNames() loses nothing but blanks and commas between entries', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const squeeze = (value: string): string => value.replace(/[\s,]/g, '')
        expect(squeeze(splitGeneralNames(text).join(''))).toBe(squeeze(text))
      }),
    )
  })
})
