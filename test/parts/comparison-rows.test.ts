import { beforeAll, describe, expect, it } from 'vitest'
import { type ComparisonTable, tableOf } from '../../src/parts/comparison-rows.ts'
import { lineOf } from '../../src/parts/comparison-text.ts'
import { compareObjects, type Comparison } from '../../src/pki/compare.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

let identity: Identity
let comparison: Comparison
beforeAll(async () => {
  identity = await makeIdentity()
  const other = await makeIdentity('p-256', { subjectAltNames: 'pbx.example\n10.0.0.2', serialNumber: '7' })
  comparison = compareObjects(
    { kind: 'certificate', der: identity.certificateDer },
    { kind: 'certificate', der: other.certificateDer },
  )
})

const rowOf = ({ rows }: ComparisonTable, wanted: string) => rows.find(({ label }) => label === wanted)

describe('tableOf()', () => {
  it('gives rows to what differs alone, and names the rest', () => {
    const { rows, same, hiddenExtensions } = tableOf(comparison)
    expect(rows.map(({ label }) => label)).toEqual([
      'namesGone',
      'namesAdded',
      'subjectPublicKeyInfo',
      'serialNumber',
      'subjectKeyIdentifier',
      'authorityKeyIdentifier',
    ])
    expect(same).toEqual([
      'commonName',
      'subject',
      'issuer',
      'notBefore',
      'notAfter',
      'signatureAlgorithm',
      'authority',
    ])
    expect(hiddenExtensions).toBe(0)
  })

  it('sets names gone on the old side and names added on the new one', () => {
    const table = tableOf(comparison)
    expect(rowOf(table, 'namesGone')?.before.map(({ label }) => label)).toContain('directoryName')
    expect(rowOf(table, 'namesGone')?.after).toEqual([])
    expect(rowOf(table, 'namesAdded')).toEqual({
      label: 'namesAdded',
      isSame: false,
      before: [],
      after: [{ label: 'iPAddress', value: '10.0.0.2' }],
    })
  })

  it('tells two keys of one kind apart by their hashes', () => {
    const row = rowOf(tableOf(comparison), 'subjectPublicKeyInfo')
    expect(row?.before[0]?.value).toBe('ECDSA P-256')
    expect(row?.before[1]?.value).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)
    expect(row?.before[1]?.value).not.toBe(row?.after[1]?.value)
  })

  it('leaves a side empty where a request has no such field, and a field out where neither has it', () => {
    const request = { kind: 'certification-request', der: identity.requestDer } as const
    const mixed = tableOf(compareObjects(request, { kind: 'certificate', der: identity.certificateDer }))
    expect(mixed.rows.map(({ label, before }) => [label, before.length])).toEqual([
      ['issuer', 0],
      ['notBefore', 0],
      ['notAfter', 0],
      ['serialNumber', 0],
    ])
    expect(mixed.same).toContain('subjectAltName')
    const alike = tableOf(compareObjects(request, request))
    expect(alike.rows).toEqual([])
    expect(alike.same).toEqual([
      'commonName',
      'subject',
      'subjectAltName',
      'subjectPublicKeyInfo',
      'signatureAlgorithm',
      'authority',
    ])
  })

  it('bounds the rows of extensions, and counts those without one', () => {
    const change = { before: { label: 'keyUsage' }, after: null, isSame: false } as const
    const { rows, hiddenExtensions } = tableOf({
      ...comparison,
      extensions: Array(70).fill(change) as Comparison['extensions'],
    })
    expect(rows.filter(({ label }) => label === 'keyUsage')).toHaveLength(50)
    expect(hiddenExtensions).toBe(20)
  })
})

describe('lineOf()', () => {
  it.each([
    [{ label: 'Subject', value: 'CN=pbx', children: [{ label: 'Common name', value: 'pbx' }] }, 'CN=pbx'],
    [
      { label: 'Extended key usage', children: [{ label: 'Critical' }, { label: 'TLS server' }] },
      'Critical, TLS server',
    ],
    [
      { label: 'Distribution points', children: [{ label: 'Point', children: [{ label: 'URI', value: 'http://a' }] }] },
      'Point: URI: http://a',
    ],
    [{ label: 'End entity' }, 'End entity'],
  ])('writes %j as %j', (node, text) => {
    expect(lineOf(node)).toBe(text)
  })

  it('cuts what is too long to read', () => {
    expect(lineOf({ label: 'Subject', value: 'x'.repeat(10_000) }).length).toBeLessThan(510)
  })
})
