import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAttributeValue } from '../../src/pki/attribute-types.ts'
import { encodeHex } from '../../src/pki/bytes.ts'
import {
  commonNameOf,
  decodeDistinguishedName,
  type DistinguishedName,
  encodeDistinguishedName,
  formatDistinguishedName,
  parseSubject,
  type SubjectForm,
} from '../../src/pki/distinguished-name.ts'
import { parseDistinguishedName } from '../../src/pki/distinguished-name-text.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { oids } from '../../src/pki/oids.ts'
import { pkiErrorCode, pkiErrorOf } from './expect-pki-error.ts'
import { emptySubject } from './issuance-samples.ts'

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const named = (type: string, value: string): DistinguishedName => [[{ type, value }]]
const subject = (fields: Partial<SubjectForm>): SubjectForm => ({ ...emptySubject, ...fields })

const hardNames = [
  'Acme "Best" Inc',
  'A + B',
  'C:\\new',
  '#1 Store',
  'Müller',
  '☎️ 👩‍👩‍👧',
  'a=b;c<d>e,f',
  '\\',
  '"',
  'x\\,',
  ' \u00a0y',
]

describe('encodeDistinguishedName()', () => {
  it.each([
    [
      'a PrintableString where the alphabet allows',
      oids.commonName,
      "Pbx 1.example (A) +,-/:=?'",
      `131a${encodeHex(new TextEncoder().encode("Pbx 1.example (A) +,-/:=?'"))}`,
    ],
    ['a UTF8String for an umlaut', oids.commonName, 'Müller', '0c074dc3bc6c6c6572'],
    ['a UTF8String for an ASCII character that PrintableString lacks', oids.organizationName, 'a*b', '0c03612a62'],
    ['a UTF8String for an emoji', oids.commonName, '☎', '0c03e2988e'],
    ['a PrintableString for a country', oids.countryName, 'DE', '13024445'],
    ['an IA5String for an e-mail address', oids.emailAddress, 'a@b', '1603614062'],
    ['an IA5String for a domain component', oids.domainComponent, 'x', '160178'],
  ])('writes %s', (_, type, value, hex) => {
    expect(encodeHex(encodeDistinguishedName(named(type, value)))).toMatch(new RegExp(`${hex}$`))
  })

  it('writes the pinned DER of a name', () => {
    const name = parseSubject(subject({ country: 'de', organization: 'Acme', commonName: 'pbx' }))
    const der = '302a310b3009060355040613024445310d300b060355040a130441636d65310c300a06035504031303706278'
    expect(encodeHex(encodeDistinguishedName(name))).toBe(der)
  })

  it('writes an empty name', () => {
    expect(encodeHex(encodeDistinguishedName([]))).toBe('3000')
  })

  it('sorts the attributes of one RDN', () => {
    const rdn = [
      { type: oids.organizationalUnitName, value: 'B' },
      { type: oids.commonName, value: 'A' },
    ]
    expect(encodeHex(encodeDistinguishedName([rdn]))).toBe(encodeHex(encodeDistinguishedName([rdn.toReversed()])))
  })

  it('refuses an RDN without attributes, and an IA5String beyond ASCII, as mistakes of its caller', () => {
    expect(() => encodeDistinguishedName([[]])).toThrow(RangeError)
    expect(() => encodeDistinguishedName(named(oids.emailAddress, 'ü@b'))).toThrow(RangeError)
  })
})

describe('decodeDistinguishedName()', () => {
  it.each(hardNames)('gives %j back exactly', (value) => {
    expect(decodeDistinguishedName(encodeDistinguishedName(named(oids.organizationName, value)))).toEqual(
      named(oids.organizationName, value),
    )
  })

  it.each([
    ['TeletexString as Latin-1', '14034dfc6c', 'Mül'],
    ['BMPString', '1e06004d00fc006c', 'Mül'],
    ['BMPString with a surrogate pair', '1e04d83dde00', '😀'],
    ['UniversalString', '1c080000004d0001f600', 'M😀'],
    ['NumericString', '1203313233', '123'],
    ['VisibleString', '1a03612a62', 'a*b'],
    ['UTF8String with wrong octets', '0c024dff', 'M\ufffd'],
    ['UTF8String with a byte order mark', '0c04efbbbf4d', '\ufeffM'],
    ['UniversalString beyond Unicode', '1c0400110000', '\ufffd'],
    ['a value that is no string', '020105', '#020105'],
  ])('reads a %s', (_, valueHex, value) => {
    const attribute = `0603550403${valueHex}`
    const wrap = (tag: string, contents: string): string =>
      tag + (contents.length / 2).toString(16).padStart(2, '0') + contents
    const der = wrap('30', wrap('31', wrap('30', attribute)))
    expect(decodeDistinguishedName(bytes(der))).toEqual(named(oids.commonName, value))
  })

  it('keeps attribute types that it does not know', () => {
    expect(decodeDistinguishedName(encodeDistinguishedName(named('1.2.3.4', 'x')))).toEqual(named('1.2.3.4', 'x'))
  })

  it('refuses an attribute without a value', () => {
    expect(pkiErrorCode(() => decodeDistinguishedName(bytes('3009310730050603550403')))).toBe('der/truncated')
  })
})

describe('formatDistinguishedName()', () => {
  it('writes names in the order of their encoding, escaped', () => {
    const name: DistinguishedName = [
      [{ type: oids.countryName, value: 'DE' }],
      [{ type: oids.organizationName, value: 'Acme, "Best" + Inc\\' }],
      [
        { type: oids.commonName, value: '#1' },
        { type: '1.2.3', value: ' x ' },
      ],
    ]
    expect(formatDistinguishedName(name)).toBe('C=DE, O=Acme\\, \\"Best\\" \\+ Inc\\\\, CN=\\#1 + 1.2.3=\\ x\\ ')
  })
})

describe('parseDistinguishedName()', () => {
  it.each([
    ['CN=x', named(oids.commonName, 'x')],
    ['cn = x', named(oids.commonName, 'x')],
    ['CN="a, b"', named(oids.commonName, 'a, b')],
    ['CN="a \\"b\\""', named(oids.commonName, 'a "b"')],
    ['CN=M\\C3\\BCller', named(oids.commonName, 'Müller')],
    ['CN=a\\2Cb', named(oids.commonName, 'a,b')],
    ['O=#1 Store', named(oids.organizationName, '#1 Store')],
    ['O=C:\\\\new', named(oids.organizationName, 'C:\\new')],
    ['O=a=b', named(oids.organizationName, 'a=b')],
    ['1.2.3.4=x', named('1.2.3.4', 'x')],
    ['S=Bavaria', named(oids.stateOrProvinceName, 'Bavaria')],
    ['E=a@b.example', named(oids.emailAddress, 'a@b.example')],
    ['O=x;CN=y', [...named(oids.organizationName, 'x'), ...named(oids.commonName, 'y')]],
  ])('reads %j', (text, name) => {
    expect(parseDistinguishedName(text)).toEqual(name)
  })

  it.each([
    ['', 'distinguished-name/text-invalid'],
    ['CN', 'distinguished-name/text-invalid'],
    ['CN=x,', 'distinguished-name/text-invalid'],
    ['CN=x,,O=y', 'distinguished-name/text-invalid'],
    ['CN="x', 'distinguished-name/text-invalid'],
    ['CN=x\\', 'distinguished-name/text-invalid'],
    ['CN=\\FF', 'distinguished-name/text-invalid'],
    ['CN=x + CN=y', 'distinguished-name/text-invalid'],
    ['3.1=x', 'distinguished-name/attribute-unknown'],
    ['1.40=x', 'distinguished-name/attribute-unknown'],
    ['nonsense=x', 'distinguished-name/attribute-unknown'],
    ['CN= ', 'distinguished-name/value-empty'],
    ['emailAddress=ü@b.example', 'distinguished-name/alphabet-exceeded'],
    ['serialNumber=a*b', 'distinguished-name/alphabet-exceeded'],
  ])('refuses %j with %s', (text, code) => {
    expect(pkiErrorCode(() => parseDistinguishedName(text))).toBe(code)
  })

  const attribute = fc.record({
    type: fc.constantFrom(oids.organizationName, oids.localityName, '1.2.3.4'),
    value: fc.oneof(
      fc.constantFrom(...hardNames.map((name) => name.trim())),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    ),
  })

  it('reads back what formatDistinguishedName() writes', () => {
    fc.assert(
      fc.property(fc.array(attribute, { minLength: 1, maxLength: 5 }), (attributes) => {
        const name = attributes.flatMap(({ type, value }) => {
          try {
            return named(type, parseAttributeValue(type, value))
          } catch {
            return []
          }
        })
        if (name.length > 0) expect(parseDistinguishedName(formatDistinguishedName(name))).toEqual(name)
      }),
      { numRuns: 300 },
    )
  })

  it('ends any text in a name or a PkiError', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('C', 'N', '=', ',', '+', '"', '\\', ' ', 'ü', '0', '.'), maxLength: 60 }),
        (text) => {
          try {
            parseDistinguishedName(text)
          } catch (error) {
            expect(error).toBeInstanceOf(PkiError)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('parseSubject()', () => {
  it('orders attributes C, ST, L, O, OU, CN, upper-cases the country, trims, and leaves empty fields out', () => {
    const form = {
      commonName: ' pbx ',
      organization: 'Acme',
      organizationalUnit: '  ',
      locality: 'Zürich',
      stateOrProvince: 'ZH',
      country: 'ch',
    }
    expect(formatDistinguishedName(parseSubject(form))).toBe('C=CH, ST=ZH, L=Zürich, O=Acme, CN=pbx')
  })

  it.each(hardNames)('keeps %j as it is, but for blanks around it', (organization) => {
    expect(parseSubject(subject({ organization }))).toEqual(named(oids.organizationName, organization.trim()))
  })

  it.each([
    ['commonName', 64],
    ['organization', 64],
    ['organizationalUnit', 64],
    ['locality', 128],
    ['stateOrProvince', 128],
  ] as const)('takes %s up to %i characters, counted as people count them', (field, limit) => {
    expect(parseSubject(subject({ [field]: '😀'.repeat(limit) }))).toHaveLength(1)
    const error = pkiErrorOf(() => parseSubject(subject({ [field]: 'x'.repeat(limit + 1) })))
    expect(error.code).toBe('distinguished-name/value-too-long')
    expect(error.detail).toMatchObject({ limit, length: limit + 1 })
  })

  it.each(['Germany', 'D', 'D1', '49', 'ÄÖ'])('refuses the country %j', (country) => {
    expect(pkiErrorCode(() => parseSubject(subject({ country })))).toBe('distinguished-name/country-invalid')
  })

  it.each(['a\0b', 'a\nb', 'a\x7fb', 'a\u0085b', 'a\u2028b', 'a\ud800b'])(
    'refuses the control character in %j',
    (commonName) => {
      expect(pkiErrorCode(() => parseSubject(subject({ commonName })))).toBe('distinguished-name/character-refused')
    },
  )

  it('tells every field that is wrong when asked to', () => {
    const fields: string[] = []
    const name = parseSubject(
      subject({ country: 'Germany', commonName: 'x'.repeat(65), organization: 'Acme' }),
      (field) => fields.push(field),
    )
    expect(fields).toEqual(['country', 'commonName'])
    expect(name).toEqual(named(oids.organizationName, 'Acme'))
  })
})

describe('commonNameOf()', () => {
  it('gives the last common name, or null', () => {
    expect(commonNameOf(parseDistinguishedName('CN=a, CN=b, O=c'))).toBe('b')
    expect(commonNameOf([])).toBeNull()
  })
})
