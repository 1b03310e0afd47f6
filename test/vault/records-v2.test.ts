import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeEntryV2,
  decodeIndexV2,
  encodeEntryV2,
  encodeIndexV2,
  entryFromV1,
  type EntryV2,
  indexFromV1,
  type IndexV2,
} from '../../src/vault/records/v2.ts'

const entry: EntryV2 = {
  kind: 'trusted',
  name: 'Root',
  targetId: 'generic',
  createdAt: new Date('2026-11-21T01:02:03.004Z'),
  certificateDer: Uint8Array.of(0x30, 0),
  requestDer: null,
  chain: [{ name: 'Above', certificateDer: Uint8Array.of(0x30, 0x80, 0xff) }],
  source: 'pasted',
  doneSteps: ['ntp', 'reload'],
}
const index: IndexV2 = {
  entries: [{ id: 'a', name: 'Root', entryRevision: 2, keyRevision: null }],
  documents: [{ id: 'd', kind: 'template', name: 'Phones', revision: 3 }],
}
// Frozen: this is what vaults out there hold.
const ENTRY_TEXT =
  '{"kind":"trusted","name":"Root","targetId":"generic","createdAt":"2026-11-21T01:02:03.004Z","certificateDer":"MAA=","requestDer":null,"chain":[{"name":"Above","certificateDer":"MID/"}],"source":"pasted","doneSteps":["ntp","reload"]}'
const INDEX_TEXT =
  '{"entries":[{"id":"a","name":"Root","entryRevision":2,"keyRevision":null}],"documents":[{"id":"d","kind":"template","name":"Phones","revision":3}]}'
const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('records of version 2', () => {
  it('encodeEntryV2() and encodeIndexV2() write the frozen form, the decoders read it', () => {
    expect(new TextDecoder().decode(encodeEntryV2(entry))).toBe(ENTRY_TEXT)
    expect(decodeEntryV2(toBytes(ENTRY_TEXT))).toEqual(entry)
    expect(new TextDecoder().decode(encodeIndexV2(index))).toBe(INDEX_TEXT)
    expect(decodeIndexV2(toBytes(INDEX_TEXT))).toEqual(index)
  })

  it('entryFromV1() and indexFromV1() leave what was there and add nothing', () => {
    const { name, targetId, createdAt, certificateDer, requestDer, chain } = entry
    const old = { kind: 'identity', name, targetId, createdAt, certificateDer, requestDer, chain } as const
    expect(entryFromV1(old)).toEqual({ ...old, source: null, doneSteps: [] })
    expect(indexFromV1(index.entries)).toEqual({ entries: index.entries, documents: [] })
  })

  it.each([
    ['"trusted"', '"something"'],
    ['"certificateDer":"MAA="', '"certificateDer":null'],
    ['"pasted"', '""'],
    ['"pasted"', '7'],
    ['"source":"pasted",', ''],
    ['"doneSteps"', '"extra":1,"doneSteps"'],
    ['["ntp","reload"]', 'null'],
    ['"reload"', '"ntp"'],
    ['"reload"', '{}'],
    ['"reload"', '""'],
    ['["ntp","reload"]', JSON.stringify(Array.from({ length: 501 }, String))],
    ['2026-11-21T01:02:03.004Z', '2026-11-21'],
    ['"MID/"', 'null'],
  ])('decodeEntryV2() refuses %s become %s', (from, to) => {
    expect(ENTRY_TEXT).toContain(from)
    expect(decodeEntryV2(toBytes(ENTRY_TEXT.replace(from, to)))).toBeNull()
  })

  it.each([
    ['"a"', '"a/b"'],
    ['"entryRevision":2', '"entryRevision":0'],
    ['"d"', '"../d"'],
    ['"template"', '"script"'],
    ['"Phones"', '""'],
    ['"revision":3', '"revision":1.5'],
    ['"revision":3', '"revision":3,"extra":1'],
    ['[{"id":"d"', '[{"id":"d","kind":"target","name":"x","revision":1},{"id":"d"'],
    [',"documents":', ',"papers":'],
    [INDEX_TEXT, JSON.stringify(index.entries)],
    [
      JSON.stringify(index.documents),
      JSON.stringify(Array.from({ length: 501 }, (_, id) => ({ ...index.documents[0], id: String(id) }))),
    ],
  ])('decodeIndexV2() refuses %s become %s', (from, to) => {
    expect(INDEX_TEXT).toContain(from)
    expect(decodeIndexV2(toBytes(INDEX_TEXT.replace(from, to)))).toBeNull()
  })

  it('the decoders never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(toBytes)), (bytes) => {
        expect([decodeEntryV2(bytes), decodeIndexV2(bytes)]).toBeDefined()
      }),
    )
  })
})
