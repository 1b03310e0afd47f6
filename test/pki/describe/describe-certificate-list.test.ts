import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bytes, decodeHex } from '../../../src/pki/bytes.ts'
import { decodeCertificateList } from '../../../src/pki/certificate-list.ts'
import {
  encodeBitString,
  encodeContextConstructed,
  encodeElement,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeTime,
} from '../../../src/pki/der.ts'
import { describeCertificateList } from '../../../src/pki/describe/describe-certificate-list.ts'
import { describeExtension } from '../../../src/pki/describe/describe-extension.ts'
import type { DisplayNode } from '../../../src/pki/describe/display-node.ts'
import { encodeDistinguishedName } from '../../../src/pki/distinguished-name.ts'
import { parseDistinguishedName } from '../../../src/pki/distinguished-name-text.ts'
import { PkiError } from '../../../src/pki/errors.ts'
import { encodeAuthorityKeyIdentifier } from '../../../src/pki/extensions/authority-key-identifier.ts'
import { encodeExtensions, type Extension } from '../../../src/pki/extensions/extension.ts'
import { oids } from '../../../src/pki/oids.ts'
import { linesOf } from './lines-of.ts'

const bytes = (hex: string): Bytes => decodeHex(hex) ?? new Uint8Array()
const time = (text: string): Bytes => encodeTime(new Date(text))
const extension = (oid: string, hex: string, critical = false): Extension => ({ oid, critical, valueDer: bytes(hex) })

const keyCompromise = extension(oids.reasonCode, '0a0101')

interface Parts {
  readonly version?: readonly Bytes[]
  readonly nextUpdate?: readonly Bytes[]
  readonly entries?: Bytes
  readonly extensions?: readonly Extension[]
}

/** Writes a list with a signature of no worth: nothing here verifies it. */
function listOf({ version = [encodeInteger(1)], nextUpdate = [], entries, extensions = [] }: Parts): Bytes {
  const identifier = encodeSequence(encodeObjectIdentifier(oids.ecdsaWithSHA256))
  const toBeSigned = encodeSequence(
    ...version,
    identifier,
    encodeDistinguishedName(parseDistinguishedName('O=Acme, CN=Root')),
    time('2026-01-02T03:04:05Z'),
    ...nextUpdate,
    ...(entries === undefined ? [] : [encodeSequence(entries)]),
    ...(extensions.length === 0 ? [] : [encodeContextConstructed(0, encodeExtensions(extensions))]),
  )
  return encodeSequence(toBeSigned, identifier, encodeBitString(new Uint8Array(8)))
}

const entryOf = (serialNumber: number, extensions: readonly Extension[] = []): Bytes =>
  encodeSequence(
    encodeInteger(serialNumber),
    time('2026-01-01T00:00:00Z'),
    ...(extensions.length === 0 ? [] : [encodeExtensions(extensions)]),
  )

/** Repeats one entry, fast. */
function repeat(entry: Bytes, count: number): Bytes {
  const entries = new Uint8Array(entry.length * count)
  for (let index = 0; index < count; index++) entries.set(entry, index * entry.length)
  return entries
}

const under = (tree: readonly DisplayNode[], label: string): readonly DisplayNode[] =>
  tree.find((node) => node.label === label)?.children ?? []

describe('describeCertificateList()', () => {
  it('shows fields, extensions, entries and fingerprints in words', async () => {
    const tree = await describeCertificateList(
      listOf({
        nextUpdate: [time('2051-01-02T03:04:05Z')],
        entries: entryOf(0x1234, [keyCompromise, extension(oids.invalidityDate, '180f32303235313233313030303030305a')]),
        extensions: [extension(oids.cRLNumber, '020200ff'), encodeAuthorityKeyIdentifier(bytes('0102'))],
      }),
    )
    expect(linesOf(tree).slice(0, -2)).toEqual([
      'version: 2',
      'issuer: O=Acme, CN=Root',
      '  organization: Acme',
      '  commonName: Root',
      'thisUpdate: 2026-01-02 03:04:05 UTC',
      'nextUpdate: 2051-01-02 03:04:05 UTC',
      'signatureAlgorithm: ecdsaWithSHA256',
      'extensions',
      '  cRLNumber',
      '    cRLNumber: 255',
      '  authorityKeyIdentifier',
      '    keyIdentifier: 01:02',
      'revokedCertificates: 1',
      '  serialNumber: 12:34',
      '    revocationDate: 2026-01-01 00:00:00 UTC',
      '    reasonCode',
      '      keyCompromise',
      '    invalidityDate',
      '      invalidityDate: 2025-12-31 00:00:00 UTC',
      'fingerprints',
    ])
    expect(linesOf(tree).at(-2)).toMatch(/^ {2}"SHA-256": [0-9A-F:]{95}$/)
  })

  it('shows a version 1 list without entries and without an end', async () => {
    const tree = await describeCertificateList(listOf({ version: [] }))
    expect(tree.map(({ label }) => label)).toEqual([
      'version',
      'issuer',
      'thisUpdate',
      'signatureAlgorithm',
      'revokedCertificates',
      'fingerprints',
    ])
    expect(linesOf(tree)).toEqual(expect.arrayContaining(['version: 1', 'revokedCertificates: 0']))
  })

  it('shows the first 100 entries, and the number of the rest', async () => {
    const exactly = await describeCertificateList(listOf({ entries: repeat(entryOf(7), 100) }))
    expect(under(exactly, 'revokedCertificates')).toHaveLength(100)
    const tree = await describeCertificateList(listOf({ entries: repeat(entryOf(7), 103) }))
    expect(under(tree, 'revokedCertificates')).toHaveLength(101)
    expect(linesOf(tree)).toEqual(expect.arrayContaining(['revokedCertificates: 103', '  furtherRevoked: 3']))
  })

  it('reads a list of a million entries', async () => {
    const der = listOf({ entries: repeat(entryOf(0x12345678, [keyCompromise]), 1_000_000) })
    expect(linesOf(await describeCertificateList(der))).toContain('  furtherRevoked: 999900')
  })

  it('shows an entry that it cannot read in hexadecimal, and the others in words', async () => {
    const broken = encodeSequence(encodeInteger(1))
    const tree = await describeCertificateList(listOf({ entries: new Uint8Array([...broken, ...entryOf(2)]) }))
    expect(linesOf(under(tree, 'revokedCertificates'))).toEqual([
      '"DER": 30:03:02:01:01',
      '  unreadable',
      'serialNumber: 0x02',
      '  revocationDate: 2026-01-01 00:00:00 UTC',
    ])
  })

  it('shows a serial number of any length without delay', async () => {
    const serialNumber = encodeElement(2, new Uint8Array(1_000_000).fill(0x55))
    const entries = encodeSequence(serialNumber, time('2026-01-01T00:00:00Z'))
    const [entry] = under(await describeCertificateList(listOf({ entries })), 'revokedCertificates')
    expect(entry?.value).toMatch(/^55:55(:55)+:…$/)
  })

  it('throws a coded error for what is no list', async () => {
    await expect(describeCertificateList(bytes('3000'))).rejects.toBeInstanceOf(PkiError)
  })

  it('ends in a tree or a coded error for a list with scrambled octets', async () => {
    const der = listOf({
      nextUpdate: [time('2027-01-01T00:00:00Z')],
      entries: new Uint8Array([...entryOf(1, [keyCompromise]), ...entryOf(2)]),
      extensions: [extension(oids.cRLNumber, '020101'), extension(oids.issuingDistributionPoint, '30038101ff', true)],
    })
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const damaged = der.slice()
        for (const [offset, octet] of list) damaged[offset % damaged.length] = octet
        const outcome: unknown = await describeCertificateList(damaged).catch((error: unknown) => error)
        expect(Array.isArray(outcome) || outcome instanceof PkiError).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('decodeCertificateList()', () => {
  it('gives as many entries as are asked for, and counts them all', () => {
    const der = listOf({ entries: repeat(entryOf(7), 5) })
    expect(decodeCertificateList(der)).toMatchObject({ revokedCount: 5, revokedCertificates: [] })
    expect(decodeCertificateList(der, { maxRevoked: 2 }).revokedCertificates).toHaveLength(2)
  })
})

describe('describeExtension() of revocation lists', () => {
  const lines = (oid: string, hex: string): string[] => linesOf([describeExtension(extension(oid, hex))])

  it('shows what a list covers', () => {
    expect(lines(oids.issuingDistributionPoint, '3015a00ca00a8608687474703a2f2f788101ff830205e0')).toEqual([
      'issuingDistributionPoint',
      '  distributionPoint',
      '    uniformResourceIdentifier: http://x',
      '  onlyContainsUserCerts',
      '  onlySomeReasons',
      '    keyCompromise',
      '    cACompromise',
    ])
    expect(lines(oids.issuingDistributionPoint, '300c8201ff8401ff850100')).toContain('  unreadable')
    expect(lines(oids.issuingDistributionPoint, '30098201ff8401ff850100')).toEqual([
      'issuingDistributionPoint',
      '  onlyContainsCACerts',
      '  indirectCRL',
    ])
    expect(lines(oids.issuingDistributionPoint, '3004a002a100')).toEqual([
      'issuingDistributionPoint',
      '  distributionPoint',
      '    nameRelativeToCRLIssuer: A1:00',
    ])
  })

  it.each([
    ['0a0100', 'unspecified'],
    ['0a0106', 'certificateHold'],
    ['0a0108', 'removeFromCRL'],
    ['0a010a', 'aACompromise'],
    ['0a0107', '"7"'],
    ['020101', 'unreadable'],
  ])('shows the reason %s as %s', (hex, label) => {
    expect(lines(oids.reasonCode, hex)[1]).toBe(`  ${label}`)
  })

  it('shows a delta list by the number of its base, of any length that the standard allows', () => {
    expect(lines(oids.deltaCRLIndicator, `0214${'7f'.repeat(20)}`)).toEqual([
      'deltaCRLIndicator',
      '  cRLNumber: 727885129180488904360266563744972327436484050815',
    ])
  })

  it('shows where the latest changes are, and whose certificate is revoked', () => {
    expect(lines(oids.freshestCRL, '3010300ea00ca00a8608687474703a2f2f78')).toEqual([
      'freshestCRL',
      '  distributionPoint',
      '    uniformResourceIdentifier: http://x',
    ])
    expect(lines(oids.certificateIssuer, '300482027879')).toEqual(['certificateIssuer', '  dNSName: xy'])
  })
})
