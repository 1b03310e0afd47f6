import { describe, expect, it } from 'vitest'
import { type Bytes, concatBytes, decodeHex } from '../../../src/pki/bytes.ts'
import {
  encodeAsciiString,
  encodeContextPrimitive,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeUtf16,
  encodeUtf8String,
  derTag,
} from '../../../src/pki/der.ts'
import { describeExtension } from '../../../src/pki/describe/describe-extension.ts'
import { encodeGeneralName } from '../../../src/pki/general-name-der.ts'
import { oids } from '../../../src/pki/oids.ts'
import { linesOf } from './lines-of.ts'

const bytes = (hex: string): Bytes => decodeHex(hex) ?? new Uint8Array()
const lines = (oid: string, valueDer: Bytes): string[] =>
  linesOf([describeExtension({ oid, critical: false, valueDer })]).slice(1)

const isHexLeaf = (oid: string, valueDer: Bytes): void => {
  const node = describeExtension({ oid, critical: false, valueDer })
  expect(node.children).toEqual([{ label: 'unreadable' }])
  expect(node.value).toMatch(/^(?:[0-9A-F]{2}(?::[0-9A-F]{2})*)?$/)
}

describe('describeExtension() of timestamps of transparency logs', () => {
  /** `opaque<0..2^16-1>` of TLS. */
  const vector = (...parts: readonly Uint8Array[]): Bytes => {
    const octets = concatBytes(parts)
    return concatBytes([Uint8Array.of(octets.length >> 8, octets.length & 0xff), octets])
  }
  const listOf = (...timestamps: readonly Uint8Array[]): Bytes =>
    encodeOctetString(vector(...timestamps.map((timestamp) => vector(timestamp))))
  const logId = bytes('ab'.repeat(32))
  // 2026-11-20 11:22:33 UTC, no extensions, ECDSA with SHA-256, a signature of 2 octets.
  const time = bytes(
    BigInt(Date.UTC(2026, 10, 20, 11, 22, 33, 999))
      .toString(16)
      .padStart(16, '0'),
  )
  const tail = bytes('0000' + '0403' + '00020102')
  const timestamp = concatBytes([Uint8Array.of(0), logId, time, tail])
  const oid = '1.3.6.1.4.1.11129.2.4.2'

  it('shows how many there are, and each with its log and time', () => {
    expect(lines(oid, listOf(timestamp, timestamp))).toEqual([
      '  timestampCount: 2',
      ...[1, 2].flatMap(() => [
        '  signedCertificateTimestamp',
        '    timestamp: 2026-11-20 11:22:33 UTC',
        `    logId: ${Array(32).fill('AB').join(':')}`,
      ]),
    ])
  })

  it('shows a timestamp of another version in hexadecimal', () => {
    expect(lines(oid, listOf(bytes('0102')))).toEqual(['  timestampCount: 1', '  signedCertificateTimestamp: 01:02'])
  })

  it('shows a list in hexadecimal that is cut anywhere, or has a time beyond the year 9999', () => {
    for (let length = 1; length < timestamp.length; length++) isHexLeaf(oid, listOf(timestamp.subarray(0, length)))
    isHexLeaf(oid, listOf(concatBytes([timestamp, Uint8Array.of(0)])))
    for (const late of ['0000e677d21fdc00', 'ff'.repeat(8)])
      isHexLeaf(oid, listOf(concatBytes([Uint8Array.of(0), logId, bytes(late), tail])))
    isHexLeaf(oid, encodeOctetString(concatBytes([vector(vector(timestamp)), Uint8Array.of(0)])))
    isHexLeaf(oid, vector(vector(timestamp)))
  })

  it('says that a precertificate is not for use', () => {
    expect(lines('1.3.6.1.4.1.11129.2.4.3', encodeNull())).toEqual(['  notForUse'])
    isHexLeaf('1.3.6.1.4.1.11129.2.4.3', encodeInteger(1))
  })
})

describe('describeExtension() of policies', () => {
  const policy = (...qualifiers: readonly Bytes[]): Bytes =>
    encodeSequence(encodeSequence(encodeObjectIdentifier('1.2.3'), encodeSequence(...qualifiers)))
  const notice = (...members: readonly Bytes[]): Bytes =>
    encodeSequence(encodeObjectIdentifier(oids.idQtUnotice), encodeSequence(...members))
  const reference = encodeSequence(encodeUtf8String('Acme'), encodeSequence(encodeInteger(1), encodeInteger(23)))
  const text = encodeElement(derTag.bmpString, encodeUtf16('Hands \u202eoff'))

  it('shows notices in words', () => {
    expect(lines(oids.certificatePolicies, policy(notice(reference, text), notice(reference), notice(text)))).toEqual([
      '  policy: 1.2.3',
      '    userNotice',
      '      text: Hands ‹U+202E›off',
      '      organization: Acme',
      '      noticeNumbers: 1, 23',
      '    userNotice',
      '      organization: Acme',
      '      noticeNumbers: 1, 23',
      '    userNotice',
      '      text: Hands ‹U+202E›off',
    ])
  })

  it('shows qualifiers that it cannot read in hexadecimal, and the others in words', () => {
    const unknown = encodeSequence(encodeObjectIdentifier('1.2'), encodeNull())
    const broken = notice(encodeInteger(1))
    const cps = encodeSequence(encodeObjectIdentifier(oids.idQtCps), encodeAsciiString(derTag.ia5String, 'http://x'))
    expect(lines(oids.certificatePolicies, policy(unknown, broken, cps))).toEqual([
      '  policy: 1.2.3',
      '    cps: http://x',
      '    "DER": 30:05:06:01:2A:05:00',
      '    "DER": 30:0F:06:08:2B:06:01:05:05:07:02:02:30:03:02:01:01',
    ])
  })

  it('cuts a notice that nobody would read', () => {
    const [, , cut, left] = lines(oids.certificatePolicies, policy(notice(encodeUtf8String('x'.repeat(2001)))))
    expect(cut).toBe(`      text: ${'x'.repeat(2000)}…`)
    expect(left).toBe('        charactersLeftOut: 1')
  })

  it('shows constraints, mappings and where anyPolicy ends', () => {
    const constraints = encodeSequence(encodeContextPrimitive(0, bytes('00')), encodeContextPrimitive(1, bytes('05')))
    expect(lines('2.5.29.36', constraints)).toEqual(['  requireExplicitPolicy: 0', '  inhibitPolicyMapping: 5'])
    expect(lines('2.5.29.36', encodeSequence(encodeContextPrimitive(1, bytes('05'))))).toEqual([
      '  inhibitPolicyMapping: 5',
    ])
    expect(lines('2.5.29.54', encodeInteger(2))).toEqual(['  skipCerts: 2'])
    const mapping = encodeSequence(encodeObjectIdentifier('1.2.3'), encodeObjectIdentifier('1.2.4'))
    expect(lines('2.5.29.33', encodeSequence(mapping))).toEqual([
      '  policyMapping',
      '    issuerDomainPolicy: 1.2.3',
      '    subjectDomainPolicy: 1.2.4',
    ])
    isHexLeaf('2.5.29.36', encodeSequence(encodeContextPrimitive(0, bytes('ff'))))
    isHexLeaf('2.5.29.54', encodeNull())
    isHexLeaf('2.5.29.33', encodeSequence(encodeSequence(encodeObjectIdentifier('1.2.3'))))
  })
})

describe('describeExtension() of what stands outside RFC 5280', () => {
  it('shows what a TLS server must offer', () => {
    const features = encodeSequence(encodeInteger(5), encodeInteger(17), encodeInteger(99))
    expect(lines('1.3.6.1.5.5.7.1.24', features)).toEqual(['  mustStaple', '  mustStapleAll', '  "99"'])
    isHexLeaf('1.3.6.1.5.5.7.1.24', encodeInteger(5))
  })

  it('shows where an authority keeps its certificates', () => {
    const location = encodeGeneralName({ kind: 'uniformResourceIdentifier', value: 'http://x' })
    const access = encodeSequence(encodeObjectIdentifier('1.3.6.1.5.5.7.48.5'), location)
    expect(lines('1.3.6.1.5.5.7.1.11', encodeSequence(access))).toEqual([
      '  caRepository',
      '    uniformResourceIdentifier: http://x',
    ])
  })

  it("shows Netscape's usages and comment", () => {
    expect(lines('2.16.840.1.113730.1.1', bytes('030200c8'))).toEqual(['  sslClient', '  sslServer'])
    expect(lines('2.16.840.1.113730.1.1', bytes('0302000f'))).toEqual(['  sslCA', '  smimeCA', '  objectSigningCA'])
    expect(lines('2.16.840.1.113730.1.13', encodeAsciiString(derTag.ia5String, 'OpenSSL\u0000'))).toEqual([
      '  text: OpenSSL‹U+0000›',
    ])
    isHexLeaf('2.16.840.1.113730.1.13', encodeInteger(1))
  })

  it("shows Microsoft's template by name, or by OID and version", () => {
    const name = encodeElement(derTag.bmpString, encodeUtf16('WebServer'))
    expect(lines('1.3.6.1.4.1.311.20.2', name)).toEqual(['  text: WebServer'])
    const id = encodeObjectIdentifier('1.3.6.1.4.1.311.21.8.1')
    expect(lines('1.3.6.1.4.1.311.21.7', encodeSequence(id, encodeInteger(100), encodeInteger(5)))).toEqual([
      '  templateId: 1.3.6.1.4.1.311.21.8.1',
      '  version: 100.5',
    ])
    expect(lines('1.3.6.1.4.1.311.21.7', encodeSequence(id))).toEqual(['  templateId: 1.3.6.1.4.1.311.21.8.1'])
    isHexLeaf('1.3.6.1.4.1.311.21.7', encodeSequence(encodeInteger(1)))
  })

  it('cuts an extension that it does not know after 4096 octets', () => {
    expect(lines('1.2.3', new Uint8Array(4096))).toEqual([])
    expect(lines('1.2.3', new Uint8Array(5000))).toEqual(['  octetsLeftOut: 904'])
  })
})
