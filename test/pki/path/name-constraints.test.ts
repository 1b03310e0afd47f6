import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import {
  encodeContextConstructed,
  encodeContextPrimitive,
  encodeElement,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeAsciiString,
  derTag,
} from '../../../src/pki/der.ts'
import { encodeDistinguishedName } from '../../../src/pki/distinguished-name.ts'
import type { Subtree } from '../../../src/pki/extensions/name-constraints.ts'
import { oids } from '../../../src/pki/oids.ts'
import { ask, type CertificateChanges, certify, type Entity, makeEntity, nameDer, replace, told } from './make-path.ts'

let root: Entity
let middle: Entity
let leaf: Entity
let rootDer: Bytes

beforeAll(async () => {
  root = await makeEntity('Acme Root')
  middle = await makeEntity('Acme Intermediate')
  leaf = await makeEntity('pbx')
  rootDer = await certify(root, root)
})

const dns = (value: string): Subtree => ({ kind: 'dNSName', value })
const ip = (value: string): Subtree => ({ kind: 'iPAddress', value })
const email = (value: string): Subtree => ({ kind: 'rfc822Name', value })
const uri = (value: string): Subtree => ({ kind: 'uniformResourceIdentifier', value })
const directory = (...attributes: readonly (readonly [string, string])[]): Subtree => ({
  kind: 'directoryName',
  value: attributes.map(([type, value]) => [{ type, value }]),
})

/** Asks about a certificate below an intermediate with constraints; no name of a peer is asked. */
async function askNames(
  constraints: NonNullable<CertificateChanges['constraints']>,
  names: CertificateChanges,
): Promise<string> {
  const authority = await certify(root, middle, { constraints })
  const target = await certify(middle, leaf, { cA: false, ...names })
  return told(await ask(target, [rootDer], [authority], { peer: null }))
}

const notPermitted = 'constraint/not-permitted at 0'
const excluded = 'constraint/excluded at 0'
const notProcessable = 'constraint/not-processable at 0'
const accepted = 'accepted'

describe('name constraints', () => {
  it.each([
    ['example.com', ['example.com'], accepted],
    ['example.com', ['a.b.EXAMPLE.com'], accepted],
    ['example.com', ['badexample.com'], notPermitted],
    ['example.com', ['example.com', 'other.org'], notPermitted],
    ['example.com', ['*.example.com'], accepted],
    ['foo.example.com', ['*.example.com'], notPermitted],
    ['', ['anything.org'], accepted],
    ['.example.com', ['a.example.com'], accepted],
    ['.example.com', ['example.com'], notPermitted],
    ['.example.com', ['*.example.com'], accepted],
    ['*.example.com', ['a.example.com'], notProcessable],
    ['example.com', ['foo bar'], notProcessable],
    ['example.com', ['a_b.example.com'], accepted],
    ['example.com', ['10.0.0.1'], notPermitted],
  ])('permit DNS %j: %j is %s', async (base, dnsNames, expected) => {
    expect(await askNames({ permitted: [dns(base)] }, { dnsNames })).toBe(expected)
  })

  it.each([
    ['example.com', ['example.com'], excluded],
    ['example.com', ['a.example.com'], excluded],
    ['example.com', ['example.org'], accepted],
    ['bar.example.com', ['*.example.com'], excluded],
    ['a.bar.example.com', ['*.example.com'], accepted],
    ['example.com', ['*.org'], accepted],
    ['', ['example.org'], excluded],
  ])('exclude DNS %j: %j is %s', async (base, dnsNames, expected) => {
    expect(await askNames({ excluded: [dns(base)] }, { dnsNames })).toBe(expected)
  })

  it('exclusion wins over permission', async () => {
    const both = { permitted: [dns('example.com')], excluded: [dns('a.example.com')] }
    expect(await askNames(both, { sans: ['b.example.com'] })).toBe(accepted)
    expect(await askNames(both, { sans: ['x.a.example.com'] })).toBe(excluded)
  })

  it.each([
    ['10.0.0.0/8', ['10.1.2.3'], accepted],
    ['10.0.0.0/8', ['11.1.2.3'], notPermitted],
    ['10.0.0.0/8', ['::1'], notPermitted],
    ['2001:db8::/32', ['2001:db8::5'], accepted],
    ['10.0.0.0/8', ['pbx.example.com'], accepted],
    ['0.0.0.0/0', ['203.0.113.9'], accepted],
  ])('permit IP %s: %j is %s', async (range, sans, expected) => {
    expect(await askNames({ permitted: [ip(range)] }, { sans })).toBe(expected)
  })

  it.each([
    ['user@example.com', 'user@EXAMPLE.com', accepted],
    ['user@example.com', 'User@example.com', notPermitted],
    ['example.com', 'any@example.com', accepted],
    ['example.com', 'any@sub.example.com', notPermitted],
    ['.example.com', 'any@sub.example.com', accepted],
    ['a@b@example.com', 'any@example.com', notProcessable],
  ])('permit e-mail %s: %s is %s', async (base, address, expected) => {
    expect(await askNames({ permitted: [email(base)] }, { sans: [`email:${address}`] })).toBe(expected)
  })

  it('e-mail constraints hold for the subject where there is no subjectAltName, and only there', async () => {
    const subjectDer = encodeDistinguishedName([[{ type: oids.emailAddress, value: 'a@other.org' }]])
    const constraints = { permitted: [email('example.com')] }
    expect(await askNames(constraints, { subjectDer, without: [oids.subjectAltName] })).toBe(notPermitted)
    expect(await askNames(constraints, { subjectDer })).toBe(accepted)
  })

  it.each([
    ['example.com', 'sip:example.com', accepted],
    ['example.com', 'sip:6001@example.com;transport=tls', accepted],
    ['example.com', 'https://example.com:8443/x', accepted],
    ['example.com', 'https://a.example.com/', notPermitted],
    ['.example.com', 'https://a.example.com/', accepted],
    ['example.com', 'https://evil.org/@example.com', notPermitted],
    ['example.com', 'https://10.0.0.1/', notProcessable],
    ['example.com', 'urn:uuid:1', notProcessable],
  ])('permit URI %s: %s is %s', async (base, name, expected) => {
    expect(await askNames({ permitted: [uri(base)] }, { sans: [`URI:${name}`] })).toBe(expected)
  })

  const acme = directory([oids.countryName, 'DE'], [oids.organizationName, 'Acme'])
  const subject = (organization: string): Bytes =>
    encodeDistinguishedName([
      [{ type: oids.countryName, value: 'DE' }],
      [{ type: oids.organizationName, value: organization }],
      [{ type: oids.commonName, value: 'pbx' }],
    ])
  it('directory names: the subject begins with the base, whatever case and blanks', async () => {
    expect(await askNames({ permitted: [acme] }, { subjectDer: subject('ACME ') })).toBe(accepted)
    expect(await askNames({ permitted: [acme] }, { subjectDer: subject('Other') })).toBe(notPermitted)
    expect(await askNames({ excluded: [acme] }, { subjectDer: subject('acme') })).toBe(excluded)
    expect(await askNames({ permitted: [acme] }, { subjectDer: encodeSequence() })).toBe(accepted)
    expect(await askNames({ permitted: [acme] }, { subjectDer: subject('Acme'), sans: ['dirName:O=Other'] })).toBe(
      notPermitted,
    )
  })

  it('the common name is no DNS name', async () => {
    const subjectDer = nameDer('pbx.other.org')
    expect(await askNames({ permitted: [dns('example.com')] }, { subjectDer, sans: ['a.example.com'] })).toBe(accepted)
  })

  it('every authority narrows: what one permits the next may not widen', async () => {
    const second = await makeEntity('Second')
    const upper = await certify(root, middle, { constraints: { permitted: [dns('example.com'), dns('example.org')] } })
    const lower = await certify(middle, second, {
      constraints: { permitted: [dns('example.org'), dns('example.net')] },
    })
    const askFor = async (san: string): Promise<string> =>
      told(
        await ask(await certify(second, leaf, { cA: false, sans: [san] }), [rootDer], [upper, lower], { peer: null }),
      )
    expect(await askFor('a.example.org')).toBe(accepted)
    expect(await askFor('a.example.com')).toBe(notPermitted)
    expect(await askFor('a.example.net')).toBe(notPermitted)
  })

  it('constraints of the trusted certificate hold, and self-issued authorities are left out', async () => {
    const anchor = await certify(root, root, { constraints: { permitted: [dns('example.com')] } })
    const target = await certify(middle, leaf, { cA: false, sans: ['a.example.com'] })
    const authority = await certify(root, middle, { sans: ['other.org'] })
    expect(told(await ask(target, [anchor], [authority], { peer: null }))).toBe('constraint/not-permitted at 1')
    const rolled: Entity = { name: root.name, keyPair: middle.keyPair }
    const selfIssued = await certify(root, rolled, { sans: ['other.org'] })
    const below = await certify(rolled, leaf, { cA: false, sans: ['a.example.com'] })
    expect(told(await ask(below, [anchor], [selfIssued], { peer: null }))).toBe(accepted)
  })

  const withBase = (base: Bytes, ...more: readonly Bytes[]): CertificateChanges => ({
    constraints: { permitted: [dns('replaced.example')] },
    edit: replace(oids.nameConstraints, (it) => ({
      ...it,
      valueDer: encodeSequence(encodeContextConstructed(0, encodeSequence(base, ...more))),
    })),
  })
  const askRaw = async (changes: CertificateChanges, names: CertificateChanges): Promise<string> => {
    const authority = await certify(root, middle, changes)
    return told(await ask(await certify(middle, leaf, { cA: false, ...names }), [rootDer], [authority], { peer: null }))
  }

  it('what cannot be processed refuses names of its kind and no others', async () => {
    const address = { sans: ['10.0.0.1'] }
    const name = { sans: ['pbx.example.com'] }
    const holed = withBase(encodeContextPrimitive(7, Uint8Array.of(10, 0, 0, 0, 255, 0, 255, 0)))
    expect([await askRaw(holed, address), await askRaw(holed, name)]).toEqual([notProcessable, accepted])
    const short = withBase(encodeContextPrimitive(7, Uint8Array.of(10, 0, 0, 0)))
    expect([await askRaw(short, address), await askRaw(short, name)]).toEqual([notProcessable, accepted])
    const distant = withBase(
      encodeElement(0x82, new TextEncoder().encode('example.com')),
      encodeContextPrimitive(1, Uint8Array.of(2)),
    )
    expect([await askRaw(distant, address), await askRaw(distant, name)]).toEqual([accepted, notProcessable])
    const other = withBase(
      encodeContextConstructed(
        0,
        encodeObjectIdentifier('1.2.3'),
        encodeContextConstructed(0, encodeAsciiString(derTag.ia5String, 'x')),
      ),
    )
    expect(await askRaw(other, name)).toBe(accepted)
  })

  it('refuses constraints that are empty, not in their form, or no constraints', async () => {
    const raw = (valueDer: Bytes): CertificateChanges => ({
      constraints: { permitted: [dns('replaced.example')] },
      edit: replace(oids.nameConstraints, (it) => ({ ...it, valueDer })),
    })
    const malformed = 'extension/malformed at 1'
    expect(await askRaw(raw(encodeSequence()), {})).toBe(malformed)
    expect(await askRaw(raw(encodeSequence(encodeContextConstructed(0))), {})).toBe(malformed)
    expect(await askRaw(raw(encodeInteger(1)), {})).toBe(malformed)
    // What stands twice or is not of the standard would else be passed over.
    const subtree = (host: string): Bytes => encodeSequence(encodeElement(0x82, new TextEncoder().encode(host)))
    const list = (tagNumber: number, ...subtrees: readonly Bytes[]): Bytes =>
      encodeContextConstructed(tagNumber, ...subtrees)
    const twice = encodeSequence(list(1, subtree('example.org')), list(1, subtree('example.com')))
    expect(await askRaw(raw(twice), {})).toBe(malformed)
    expect(await askRaw(raw(encodeSequence(list(0, subtree('example.com')), list(2))), {})).toBe(malformed)
    expect(await askRaw(raw(encodeSequence(list(0, encodeSequence()))), {})).toBe(malformed)
  })
})
