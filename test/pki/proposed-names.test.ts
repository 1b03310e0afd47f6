import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseGeneralName, splitGeneralNames } from '../../src/pki/general-name.ts'
import type { DecodedGeneralName } from '../../src/pki/general-name-der.ts'
import { oids } from '../../src/pki/oids.ts'
import { proposeNames } from '../../src/pki/proposed-names.ts'

const attribute = (type: string, value: string) => [{ type, value }]

describe('proposeNames()', () => {
  it('fills one value into each field, the last common name, and tells the rest', () => {
    const { subject, leftOut } = proposeNames(
      [
        attribute(oids.commonName, 'first'),
        attribute(oids.organizationalUnitName, 'A'),
        attribute(oids.organizationalUnitName, 'B'),
        attribute(oids.domainComponent, 'example'),
        attribute(oids.organizationName, 'Ac\u202eme'),
        attribute(oids.localityName, 'x'.repeat(2000)),
        attribute(oids.commonName, 'last'),
      ],
      [],
    )
    expect(subject).toMatchObject({ commonName: 'last', organizationalUnit: 'A', organization: '', locality: '' })
    expect(leftOut.map(({ name, reason }) => [name.label, reason])).toEqual([
      ['commonName', 'second-value'],
      ['organizationalUnit', 'second-value'],
      ['domainComponent', 'no-field'],
      ['organization', 'unfit'],
      ['locality', 'unfit'],
    ])
  })

  it.each<[DecodedGeneralName, string]>([
    [{ kind: 'dNSName', value: 'pbx.example.com' }, 'pbx.example.com'],
    [{ kind: 'dNSName', value: '*.example.com' }, '*.example.com'],
    [{ kind: 'iPAddress', value: 'fd00::1' }, 'fd00::1'],
    [{ kind: 'rfc822Name', value: 'a@example.com' }, 'a@example.com'],
    [{ kind: 'uniformResourceIdentifier', value: 'sip:a@example.com' }, 'sip:a@example.com'],
    [{ kind: 'uniformResourceIdentifier', value: 'made-up:x,y' }, 'URI:made-up:x,y'],
    [{ kind: 'directoryName', value: [attribute(oids.commonName, 'a, b')] }, 'dirName:CN=a\\, b'],
  ])('writes %j so that it is read as the same kind', (name, line) => {
    expect(proposeNames([], [name]).subjectAltNames).toBe(line)
  })

  it.each([
    ['a line break', 'a.example\nb.example'],
    ['a comma', 'a.example,b.example'],
    ['an address', '10.0.0.1'],
    ['a prefix', 'email:a@example.com'],
    ['a star within', 'a.*.example'],
    ['nothing', ''],
  ])('leaves out a DNS name that is %s', (_, value) => {
    const { subjectAltNames, leftOutCount } = proposeNames([], [{ kind: 'dNSName', value }])
    expect([subjectAltNames, leftOutCount]).toEqual(['', 1])
  })

  it('proposes two hundred names of five thousand, lists fifty more, and counts all', () => {
    const names = Array.from(
      { length: 5000 },
      (_, index) => ({ kind: 'dNSName', value: `a${String(index)}.example` }) as const,
    )
    const { subjectAltNames, leftOut, leftOutCount } = proposeNames([], names)
    expect([splitGeneralNames(subjectAltNames).length, leftOut.length, leftOutCount]).toEqual([200, 50, 4800])
  })

  it('reads back every line as a name of the kind that it came from, whatever a request says', () => {
    const kind = fc.constantFrom('dNSName', 'iPAddress', 'rfc822Name', 'uniformResourceIdentifier')
    const value = fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.emailAddress(), fc.ipV4(), fc.ipV6())
    const name = fc.record({ kind, value }) as fc.Arbitrary<DecodedGeneralName>
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), (names) => {
        const { subjectAltNames, leftOutCount } = proposeNames([], names)
        const lines = splitGeneralNames(subjectAltNames)
        expect(lines.length + leftOutCount).toBe(names.length)
        const kinds = lines.map((line) => parseGeneralName(line).kind)
        let at = -1
        for (const found of kinds) {
          at = names.findIndex((candidate, index) => index > at && candidate.kind === found)
          expect(at).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
