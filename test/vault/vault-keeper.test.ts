import { describe, expect, it } from 'vitest'
import { MAX_DOCUMENTS } from '../../src/vault/document.ts'
import { VaultError } from '../../src/vault/errors.ts'
import { MIN_ITERATIONS } from '../../src/vault/header.ts'
import { createVaultKeeper, type VaultKeeper } from '../../src/vault/vault-keeper.ts'
import { later, PASSPHRASE, sampleDocument, sampleEntry, sampleKey, vaultError } from './entry-samples.ts'
import { createTestStore, type TestStore } from './memory-record-store.ts'

const keeperOver = (store: TestStore): VaultKeeper => createVaultKeeper({ store, iterations: MIN_ITERATIONS })
const item = (id: string) => ({ entry: sampleEntry(id), privateKeyInfo: sampleKey() })
const idsOf = async (keeper: VaultKeeper): Promise<string[]> =>
  (await keeper.list()).held.map(({ entry, isKept }) => `${entry.id}${isKept ? '' : ' (tab)'}`).sort()
const templatesOf = async (keeper: VaultKeeper): Promise<string[]> =>
  (await keeper.listDocuments('template')).documents.map(({ name }) => name).toSorted()

describe('createVaultKeeper()', () => {
  it('keep() holds in the tab what no vault takes, and create() moves it in', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.look()
    expect(await keeper.keep([item('a')])).toBeNull()
    expect(await idsOf(keeper)).toEqual(['a (tab)'])
    await keeper.create(PASSPHRASE)
    expect(await idsOf(keeper)).toEqual(['a'])
    expect(await keeper.openPrivateKeyInfo('a')).toEqual(sampleKey())
    const reloaded = keeperOver(store)
    expect(await reloaded.look()).toBe('locked')
    expect(await idsOf(reloaded)).toEqual([])
    await reloaded.unlock(PASSPHRASE)
    expect(await idsOf(reloaded)).toEqual(['a'])
  })

  it('keep() of a full disk says so, and loses nothing', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.create(PASSPHRASE)
    await keeper.keep([item('a')])
    store.failure = new VaultError('vault/storage-full', {}, 'full')
    expect(await keeper.keep([item('b')])).toMatchObject(vaultError('vault/storage-full'))
    expect(await idsOf(keeper)).toEqual(['a', 'b (tab)'])
  })

  it('create() of a full disk leaves what the tab has in the tab', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.keep([item('a')])
    store.failure = new VaultError('vault/storage-full', {}, 'full')
    await expect(keeper.create(PASSPHRASE)).rejects.toMatchObject(vaultError('vault/storage-full'))
    expect(await idsOf(keeper)).toEqual(['a (tab)'])
  })

  it('lock() hides what is kept, and keeps what only the tab has', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.create(PASSPHRASE)
    await keeper.keep([item('a')])
    keeper.lock()
    expect(keeper.state()).toBe('locked')
    await keeper.keep([item('b')])
    expect(await idsOf(keeper)).toEqual(['b (tab)'])
    await keeper.unlock(PASSPHRASE)
    expect(await idsOf(keeper)).toEqual(['a', 'b'])
  })

  it('update() changes an entry where it lies, in the vault and in the tab', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.create(PASSPHRASE)
    await keeper.keep([item('a')])
    store.failure = new VaultError('vault/storage-full', {}, 'full')
    await keeper.keep([item('b')])
    store.failure = null
    for (const id of ['a', 'b']) await keeper.update(id, (entry) => ({ ...entry, doneSteps: ['ntp'] }))
    expect(await idsOf(keeper)).toEqual(['a', 'b (tab)'])
    for (const id of ['a', 'b']) expect((await keeper.load(id)).entry.doneSteps).toEqual(['ntp'])
    expect(await keeper.openPrivateKeyInfo('b')).toEqual(sampleKey())
  })

  it('remove() gives the act that brings the entry back', async () => {
    const keeper = keeperOver(createTestStore())
    await keeper.create(PASSPHRASE)
    await keeper.keep([item('a')])
    const undo = await keeper.remove('a')
    expect(await idsOf(keeper)).toEqual([])
    await undo()
    expect(await keeper.openPrivateKeyInfo('a')).toEqual(sampleKey())
  })

  it('saveDocument() holds in the tab what no vault takes, and create() moves it in', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.look()
    expect(await keeper.saveDocument(sampleDocument('a'))).toBeNull()
    expect(await templatesOf(keeper)).toEqual(['Document a'])
    await keeper.create(PASSPHRASE)
    expect(await templatesOf(keeper)).toEqual(['Document a'])
    const reloaded = keeperOver(store)
    await reloaded.look()
    expect(await templatesOf(reloaded)).toEqual([])
    await reloaded.unlock(PASSPHRASE)
    expect(await templatesOf(reloaded)).toEqual(['Document a'])
  })

  it('lock() hides the documents of the vault; what is saved meanwhile moves in, the newest of one id stays', async () => {
    const keeper = keeperOver(createTestStore())
    await keeper.create(PASSPHRASE)
    for (const id of ['a', 'b']) await keeper.saveDocument(sampleDocument(id, { savedAt: later(5) }))
    keeper.lock()
    expect(await templatesOf(keeper)).toEqual([])
    await keeper.saveDocument(sampleDocument('a', { name: 'Newer', savedAt: later(6) }))
    await keeper.saveDocument(sampleDocument('b', { name: 'Older', savedAt: later(4) }))
    expect(await templatesOf(keeper)).toEqual(['Newer', 'Older'])
    await keeper.unlock(PASSPHRASE)
    expect(await templatesOf(keeper)).toEqual(['Document b', 'Newer'])
  })

  it('saveDocument() of a full disk says so and holds it in the tab, until the vault takes it', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.create(PASSPHRASE)
    await keeper.saveDocument(sampleDocument('a'))
    store.failure = new VaultError('vault/storage-full', {}, 'full')
    const changed = sampleDocument('a', { name: 'Changed', savedAt: later(1) })
    expect(await keeper.saveDocument(changed)).toMatchObject(vaultError('vault/storage-full'))
    expect(await templatesOf(keeper)).toEqual(['Changed'])
    store.failure = null
    expect(await keeper.saveDocument({ ...changed, name: 'Again' })).toBeNull()
    keeper.lock()
    expect(await templatesOf(keeper)).toEqual([])
  })

  it('saveDocument() keeps nowhere what is too large or too many', async () => {
    const keeper = keeperOver(createTestStore())
    await keeper.create(PASSPHRASE)
    const saving = keeper.saveDocument(sampleDocument('a', { value: 'x'.repeat(70_000) }))
    await expect(saving).rejects.toMatchObject(vaultError('vault/document-too-large', { maxKilobytes: 64 }))
    expect(await templatesOf(keeper)).toEqual([])
    for (let at = 0; at < MAX_DOCUMENTS; at++) await keeper.saveDocument(sampleDocument(`d${String(at)}`))
    await expect(keeper.saveDocument(sampleDocument('a'))).rejects.toMatchObject(vaultError('vault/documents-full'))
    expect(await templatesOf(keeper)).not.toContain('Document a')
  })

  it('removeDocument() removes it from the vault and from the tab, damaged or not', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.saveDocument(sampleDocument('tab'))
    await keeper.removeDocument('tab')
    await keeper.create(PASSPHRASE)
    for (const id of ['a', 'b']) await keeper.saveDocument(sampleDocument(id))
    store.records.set('document/b', 'scrap')
    const damaged = [{ id: 'b', name: 'Document b', code: 'vault/record-damaged' }]
    expect(await keeper.listDocuments('template')).toEqual({ documents: [sampleDocument('a')], damaged })
    expect(await keeper.listDocuments('target')).toEqual({ documents: [], damaged: [] })
    for (const id of ['a', 'b', 'tab']) await keeper.removeDocument(id)
    expect(await keeper.listDocuments('template')).toEqual({ documents: [], damaged: [] })
    expect(store.records.has('document/b')).toBe(false)
  })

  it('look() says that storage is refused, and the tab goes on', async () => {
    const refused = {
      ...createTestStore(),
      read: () => Promise.reject(new VaultError('vault/storage-refused', {}, 'no')),
    }
    const keeper = keeperOver(refused)
    expect(await keeper.look()).toBe('refused')
    await keeper.keep([item('a')])
    expect(await idsOf(keeper)).toEqual(['a (tab)'])
  })

  it('restore() brings a backup into a browser without a vault, and adds to one that is unlocked', async () => {
    const keeper = keeperOver(createTestStore())
    await keeper.create(PASSPHRASE)
    await keeper.keep([item('a')])
    await keeper.saveDocument(sampleDocument('d'))
    const file = await keeper.backUp()
    const elsewhere = keeperOver(createTestStore())
    expect(await elsewhere.restore(file, PASSPHRASE)).toEqual({ added: 1, known: 0, documents: 1, damaged: [] })
    expect(elsewhere.state()).toBe('unlocked')
    await elsewhere.keep([item('b')])
    expect(await elsewhere.restore(file, PASSPHRASE)).toEqual({ added: 0, known: 1, documents: 0, damaged: [] })
    expect(await idsOf(elsewhere)).toEqual(['a', 'b'])
  })

  it('repairIndex() makes a damaged list again', async () => {
    const store = createTestStore()
    const keeper = keeperOver(store)
    await keeper.create(PASSPHRASE)
    await keeper.keep([item('a')])
    store.records.set('vault/index', { version: 1 })
    expect((await keeper.list()).damaged).toMatchObject([{ id: 'index', code: 'vault/index-damaged' }])
    await keeper.repairIndex()
    expect((await keeper.list()).damaged).toEqual([])
    expect(await idsOf(keeper)).toEqual(['a'])
  })
})
