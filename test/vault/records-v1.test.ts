import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEntryV1, decodeIndexV1, type EntryV1 } from '../../src/vault/records/v1.ts'

const entry: EntryV1 = {
  kind: 'identity',
  name: 'Phone 1',
  targetId: 'generic',
  createdAt: new Date('2026-11-21T01:02:03.004Z'),
  certificateDer: Uint8Array.of(0x30, 0),
  requestDer: null,
  chain: [{ name: 'Root', certificateDer: Uint8Array.of(0x30, 0x80, 0xff) }],
}
// Frozen: this is what vaults out there hold.
const ENTRY_TEXT =
  '{"kind":"identity","name":"Phone 1","targetId":"generic","createdAt":"2026-11-21T01:02:03.004Z","certificateDer":"MAA=","requestDer":null,"chain":[{"name":"Root","certificateDer":"MID/"}]}'
const INDEX_TEXT = '[{"id":"a","name":"Phone 1","entryRevision":2,"keyRevision":null}]'
const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('records of version 1', () => {
  it('decodeEntryV1() and decodeIndexV1() read the frozen form', () => {
    expect(decodeEntryV1(toBytes(ENTRY_TEXT))).toEqual(entry)
    const rows = [{ id: 'a', name: 'Phone 1', entryRevision: 2, keyRevision: null }]
    expect(decodeIndexV1(toBytes(INDEX_TEXT))).toEqual(rows)
  })

  it.each([
    ['identity', 'something'],
    ['"Phone 1"', '""'],
    ['"Phone 1"', '7'],
    ['2026-11-21T01:02:03.004Z', '2026-11-21'],
    ['2026-11-21T01:02:03.004Z', '2026-02-30T01:02:03.004Z'],
    ['"MAA="', '""'],
    ['"MAA="', '"*"'],
    ['"MAA="', '[48,0]'],
    ['"requestDer":null,', ''],
    ['"requestDer":null', '"requestDer":null,"extra":1'],
    ['"MID/"', 'null'],
    ['[{"name":"Root"', '[null,{"name":"Root"'],
  ])('decodeEntryV1() refuses %s become %s', (from, to) => {
    expect(ENTRY_TEXT).toContain(from)
    expect(decodeEntryV1(toBytes(ENTRY_TEXT.replace(from, to)))).toBeNull()
  })

  it.each([
    ['"a"', '"a/b"'],
    ['2', '0'],
    ['null', '1.5'],
    ['[{', '[{"id":"a","name":"x","entryRevision":1,"keyRevision":1},{'],
    ['[', ''],
  ])('decodeIndexV1() refuses %s become %s', (from, to) => {
    expect(decodeIndexV1(toBytes(INDEX_TEXT.replace(from, to)))).toBeNull()
  })

  it('the decoders never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(toBytes)), (bytes) => {
        expect([decodeEntryV1(bytes), decodeIndexV1(bytes)]).toBeDefined()
      }),
    )
  })
})
