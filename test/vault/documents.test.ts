import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_DOCUMENTS, type PlainJson } from '../../src/vault/document.ts'
import { MIN_ITERATIONS } from '../../src/vault/header.ts'
import { createVault, unlockVault } from '../../src/vault/indexed-db-vault.ts'
import type { SealedRecord } from '../../src/vault/seal.ts'
import { decodeDocumentV2, encodeDocumentV2 } from '../../src/vault/records/document-v2.ts'
import { decodeDocumentRecord, encodeDocumentRecord } from '../../src/vault/records/records.ts'
import { later, PASSPHRASE, sampleDocument, sampleEntry, sampleKey, vaultError } from './entry-samples.ts'
import { createTestStore, type TestStore } from './memory-record-store.ts'

const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)
// Frozen: this is what vaults out there hold.
const TEXT =
  '{"kind":"template","name":"Phones","savedAt":"2026-11-21T01:02:03.004Z","value":{"days":397,"names":["a"]}}'

describe('a document’s record of version 2', () => {
  it('encodeDocumentV2() writes the frozen form, decodeDocumentV2() reads it', () => {
    const document = {
      kind: 'template',
      name: 'Phones',
      savedAt: later(0),
      value: { days: 397, names: ['a'] },
    } as const
    expect(new TextDecoder().decode(encodeDocumentV2({ ...document, value: { days: 397, names: ['a'] } }))).toBe(TEXT)
    expect(decodeDocumentV2(toBytes(TEXT))).toEqual(document)
  })

  it.each([
    ['"template"', '"script"'],
    ['"Phones"', '""'],
    ['"Phones"', JSON.stringify('x'.repeat(1001))],
    ['2026-11-21T01:02:03.004Z', 'yesterday'],
    ['"value"', '"extra":1,"value"'],
    ['"days":397,', '"days":1e999,'],
    ['"days":397,', '"__proto__":{"isAdmin":true},'],
    ['["a"]', `${'['.repeat(40)}${']'.repeat(40)}`],
    ['["a"]', JSON.stringify('x'.repeat(65_536))],
    [TEXT, '['.repeat(70_000)],
    [TEXT, `${' '.repeat(80_000)}${TEXT}`],
  ])('decodeDocumentV2() refuses %.40s become %.40s', (from, to) => {
    expect(TEXT).toContain(from)
    expect(decodeDocumentV2(toBytes(TEXT.replace(from, to)))).toBeNull()
  })

  it('decodeDocumentRecord() ∘ encodeDocumentRecord() is identity', () => {
    const json = fc.jsonValue({ maxDepth: 4, noUnicodeString: false }).filter((value) => !JSON.stringify(value).includes('__proto__')) // prettier-ignore
    fc.assert(
      fc.property(json, fc.date({ noInvalidDate: true }), (value, savedAt) => {
        const document = sampleDocument('a', { savedAt, value: JSON.parse(JSON.stringify(value)) as PlainJson })
        expect(decodeDocumentRecord('a', 2, encodeDocumentRecord(document))).toEqual(document)
      }),
    )
  })

  it('decodeDocumentV2() never throws, and no other version has documents', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(toBytes)), (bytes) => {
        expect(decodeDocumentV2(bytes)).toBeDefined()
      }),
    )
    expect(decodeDocumentRecord('a', 1, encodeDocumentRecord(sampleDocument('a')))).toBeNull()
  })
})

async function createFilled() {
  const store = createTestStore()
  const vault = await createVault(PASSPHRASE, { store, iterations: MIN_ITERATIONS })
  await vault.save(sampleEntry('a'), sampleKey())
  for (const id of ['x', 'y']) await vault.saveDocument(sampleDocument(id))
  return { store, vault }
}
const recordAt = (store: TestStore, key: string): object => store.records.get(key) as object
const revisionAt = (store: TestStore, key: string): number => (recordAt(store, key) as SealedRecord).revision
const damagedX = { id: 'x', name: 'Document x', code: 'vault/record-damaged' }

describe('documents of a sealed vault', () => {
  it('saveDocument() writes one record and the index in one commit, and nothing of it in clear', async () => {
    const { store } = await createFilled()
    expect(store.commits.slice(2)).toEqual([
      ['document/x', 'vault/index'],
      ['document/y', 'vault/index'],
    ])
    const sealed = [...store.records.values()].flatMap((record) => Object.values(record as Record<string, unknown>))
    const text = sealed.map((part) => (part instanceof Uint8Array ? String.fromCharCode(...part) : '')).join()
    for (const clear of ['Document x', 'organization', 'generic']) expect(text).not.toContain(clear)
  })

  it.each<[string, (store: TestStore) => unknown]>([
    ['is scrap', ({ records }) => records.set('document/x', 'scrap')],
    ['is gone', ({ records }) => records.delete('document/x')],
    ['is another one’s', (store) => store.records.set('document/x', { ...recordAt(store, 'document/y'), revision: 3 })],
    ['is an entry', (store) => store.records.set('document/x', { ...recordAt(store, 'entry/a'), revision: 3 })],
  ])(
    'listDocuments() tells by the name in the index one whose record %s, and lists the others',
    async (_what, edit) => {
      const { store } = await createFilled()
      edit(store)
      const vault = await unlockVault(PASSPHRASE, { store })
      expect(await vault.listDocuments('template')).toEqual({ documents: [sampleDocument('y')], damaged: [damagedX] })
      await vault.addMissing([], [sampleDocument('x', { name: 'From a backup' })])
      expect((await vault.listDocuments('template')).damaged).toEqual([])
    },
  )

  it('listDocuments() refuses an older state put back, and does not list what was removed and put back', async () => {
    const { store, vault } = await createFilled()
    const older = [recordAt(store, 'document/x'), recordAt(store, 'document/y')]
    await vault.saveDocument(sampleDocument('x', { name: 'Changed' }))
    await vault.removeDocument('y')
    store.records.set('document/x', older[0]).set('document/y', older[1])
    const damaged = [{ ...damagedX, name: 'Changed' }]
    expect(await vault.listDocuments('template')).toEqual({ documents: [], damaged })
  })

  it('a damaged index leaves them readable and refuses writing, until repairIndex() lists them again', async () => {
    const { store } = await createFilled()
    store.records.set('vault/index', 'scrap')
    store.records.set('document/y', 'scrap')
    const vault = await unlockVault(PASSPHRASE, { store })
    expect((await vault.listDocuments('template')).documents).toEqual([sampleDocument('x')])
    const refused = vaultError('vault/index-damaged')
    await expect(vault.saveDocument(sampleDocument('z'))).rejects.toMatchObject(refused)
    await expect(vault.removeDocument('x')).rejects.toMatchObject(refused)
    await vault.repairIndex()
    expect(revisionAt(store, 'vault/index')).toBeGreaterThan(revisionAt(store, 'document/x'))
    await vault.saveDocument(sampleDocument('z'))
    const reopened = await unlockVault(PASSPHRASE, { store })
    expect((await reopened.listDocuments('template')).documents.map(({ id }) => id)).toEqual(['x', 'z'])
    expect((await reopened.list()).entries).toEqual([sampleEntry('a')])
  })

  it('repairIndex() lists no more than it can read back, whoever put removed ones back', async () => {
    const { store, vault } = await createFilled()
    const documents = Array.from({ length: MAX_DOCUMENTS - 2 }, (_, at) => sampleDocument(`d${String(at)}`))
    await vault.addMissing([], documents)
    const removed = recordAt(store, 'document/x')
    await vault.removeDocument('x')
    await vault.saveDocument(sampleDocument('more'))
    store.records.set('document/x', removed).set('vault/index', 'scrap')
    await vault.repairIndex()
    const listing = await (await unlockVault(PASSPHRASE, { store })).listDocuments('template')
    expect([listing.documents.length, listing.damaged]).toEqual([MAX_DOCUMENTS, []])
  })

  it('two tabs that save at once lose none, and see each other’s', async () => {
    const { store, vault } = await createFilled()
    const other = await unlockVault(PASSPHRASE, { store })
    const ids = Array.from({ length: 10 }, (_, at) => `t${String(at)}`)
    await Promise.all(ids.map((id, at) => (at % 2 === 0 ? vault : other).saveDocument(sampleDocument(id))))
    for (const tab of [vault, other])
      expect((await tab.listDocuments('template')).documents.map(({ id }) => id).toSorted()).toEqual([...ids, 'x', 'y'])
  })
})
