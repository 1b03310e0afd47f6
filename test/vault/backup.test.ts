import { describe, expect, it } from 'vitest'
import { backUpVault, restoreVault } from '../../src/vault/backup.ts'
import { MAX_ITERATIONS, MIN_ITERATIONS } from '../../src/vault/header.ts'
import { createVault, findVault, unlockVault } from '../../src/vault/indexed-db-vault.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { later, PASSPHRASE, sampleDocument, sampleEntry, sampleKey, vaultError } from './entry-samples.ts'
import { createTestStore, type TestStore } from './memory-record-store.ts'

const iterations = MIN_ITERATIONS

async function createFilled(passphrase = PASSPHRASE): Promise<{ store: TestStore; vault: Vault }> {
  const store = createTestStore()
  const vault = await createVault(passphrase, { store, iterations })
  await vault.save(sampleEntry('a'), sampleKey(1))
  await vault.save(sampleEntry('b', { hasPrivateKey: false }))
  await vault.saveDocument(sampleDocument('d'))
  return { store, vault }
}

interface FileJson {
  version: number
  header: Record<string, unknown>
  records: { key: string; sealed: string; iv: string; revision: number; version: number }[]
}

/** Writes the file anew with a change. */
function edited(file: Uint8Array, edit: (json: FileJson) => void): Uint8Array<ArrayBuffer> {
  const json = JSON.parse(new TextDecoder().decode(file)) as FileJson
  edit(json)
  return new TextEncoder().encode(JSON.stringify(json))
}

describe('restoreVault()', () => {
  it('makes the file’s vault the vault where there is none, with its keys and its passphrase', async () => {
    const { store, vault } = await createFilled()
    vault.lock()
    const file = await backUpVault(store)
    const elsewhere = createTestStore()
    const restored = await restoreVault(file, PASSPHRASE, { store: elsewhere })
    expect(restored).toMatchObject({ added: 2, known: 0, documents: 1, damaged: [] })
    expect(await restored.vault.openPrivateKeyInfo('a')).toEqual(sampleKey(1))
    expect((await restored.vault.listDocuments('template')).documents).toEqual([sampleDocument('d')])
    await restored.vault.save(sampleEntry('c'), sampleKey(3))
    expect((await (await unlockVault(PASSPHRASE, { store: elsewhere })).list()).entries.map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(elsewhere.commits[0]).toContain('vault/header')
    expect(elsewhere.commits).toHaveLength(2)
  })

  it('adds to an unlocked vault what it does not have, and replaces nothing', async () => {
    const file = await backUpVault((await createFilled('seven red lamps hum')).store)
    const store = createTestStore()
    const into = await createVault(PASSPHRASE, { store, iterations })
    await into.save(sampleEntry('b', { name: 'Mine' }), sampleKey(8))
    expect(await restoreVault(file, 'seven red lamps hum', { into, store })).toEqual({
      vault: into,
      added: 1,
      known: 1,
      documents: 1,
      damaged: [],
    })
    const reopened = await unlockVault(PASSPHRASE, { store })
    expect((await reopened.load('b')).name).toBe('Mine')
    expect(await reopened.openPrivateKeyInfo('a')).toEqual(sampleKey(1))
  })

  it('leaves of two documents of one id the newest', async () => {
    const { store: theirs, vault } = await createFilled()
    await vault.saveDocument(sampleDocument('e', { name: 'Theirs', savedAt: later(1) }))
    await vault.saveDocument(sampleDocument('f', { name: 'Theirs', savedAt: later(3) }))
    const store = createTestStore()
    const into = await createVault(PASSPHRASE, { store, iterations })
    for (const id of ['e', 'f']) await into.saveDocument(sampleDocument(id, { name: 'Mine', savedAt: later(2) }))
    expect(await restoreVault(await backUpVault(theirs), PASSPHRASE, { into, store })).toMatchObject({ documents: 2 })
    const { documents } = await (await unlockVault(PASSPHRASE, { store })).listDocuments('template')
    expect(documents.map(({ id, name }) => `${id} ${name}`)).toEqual(['e Mine', 'f Theirs', 'd Document d'])
  })

  it('is vault/locked where a vault is there and not given', async () => {
    const { store } = await createFilled()
    const before = store.commits.length
    await expect(restoreVault(await backUpVault(store), PASSPHRASE, { store })).rejects.toMatchObject(
      vaultError('vault/locked'),
    )
    expect(store.commits).toHaveLength(before)
  })

  it('lets one of two restores at once win, the other is vault/locked', async () => {
    const file = await backUpVault((await createFilled()).store)
    const store = createTestStore()
    const results = await Promise.allSettled([1, 2].map(() => restoreVault(file, PASSPHRASE, { store })))
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: vaultError('vault/locked') })
    expect(store.commits).toHaveLength(1)
  })

  it.each<[string, (json: FileJson) => unknown]>([
    ['too few iterations', ({ header }) => (header['iterations'] = MIN_ITERATIONS - 1)],
    ['endless iterations', ({ header }) => (header['iterations'] = MAX_ITERATIONS + 1)],
    ['a salt that is no base64', ({ header }) => (header['salt'] = '*')],
    ['a record under a foreign key', ({ records }) => Object.assign(records[0] ?? {}, { key: '__proto__x' })],
    ['a record twice', ({ records }) => records.push(...records)],
    ['a record without IV', ({ records }) => Object.assign(records[0] ?? {}, { iv: '' })],
    ['a revision that is no number', ({ records }) => Object.assign(records[0] ?? {}, { revision: 0 })],
  ])('refuses a file with %s as vault/backup-unreadable and writes nothing', async (_what, edit) => {
    const file = edited(await backUpVault((await createFilled()).store), edit)
    const store = createTestStore()
    await expect(restoreVault(file, PASSPHRASE, { store })).rejects.toMatchObject(vaultError('vault/backup-unreadable'))
    expect(store.commits).toEqual([])
  })

  it.each(['', 'scrap', '[]', 'null', '{"format":"ringroot-vault-backup"}', '\uffff'])(
    'refuses %j as vault/backup-unreadable',
    async (text) => {
      const restoring = restoreVault(new TextEncoder().encode(text), PASSPHRASE, { store: createTestStore() })
      await expect(restoring).rejects.toMatchObject(vaultError('vault/backup-unreadable'))
    },
  )

  it('refuses a cut file, a wrong passphrase and a newer version with their own codes', async () => {
    const file = await backUpVault((await createFilled()).store)
    const store = createTestStore()
    const newer = edited(file, (json) => (json.version = 3))
    await expect(restoreVault(file.slice(0, -9), PASSPHRASE, { store })).rejects.toMatchObject(
      vaultError('vault/backup-unreadable'),
    )
    await expect(restoreVault(file, 'not the passphrase', { store })).rejects.toMatchObject(
      vaultError('vault/passphrase-refused'),
    )
    await expect(restoreVault(newer, PASSPHRASE, { store })).rejects.toMatchObject(
      vaultError('vault/backup-newer', { version: 3 }),
    )
    expect(await findVault(store)).toBe('absent')
  })

  it('tells what the file holds and does not open, entry or key, and adds the rest', async () => {
    const { store, vault } = await createFilled()
    await vault.save(sampleEntry('c'), sampleKey(3))
    await vault.save(sampleEntry('d'), sampleKey(4))
    const file = edited(await backUpVault(store), ({ records }) => {
      for (const record of records) {
        if (['entry/a', 'key/c', 'document/d'].includes(record.key)) record.sealed = `AAAA${record.sealed.slice(4)}`
      }
    })
    const into = await createVault(PASSPHRASE, { store: createTestStore(), iterations })
    expect(await restoreVault(file, PASSPHRASE, { into })).toMatchObject({
      added: 2,
      damaged: [
        { id: 'a', name: 'Entry a', code: 'vault/record-damaged' },
        { id: 'c', name: 'Entry c', code: 'vault/record-damaged' },
        { id: 'd', name: 'Document d', code: 'vault/record-damaged' },
      ],
    })
    expect((await into.list()).entries.map(({ id }) => id)).toEqual(['b', 'd'])
  })
})

describe('backUpVault()', () => {
  it('holds no name and no key in clear', async () => {
    const file = new TextDecoder().decode(await backUpVault((await createFilled()).store))
    for (const text of ['Entry a', 'Document d', 'organization']) expect(file).not.toContain(text)
    expect(file).not.toContain(btoa(String.fromCharCode(...sampleKey(1))).slice(0, 40))
  })

  it('copies the good records beside scrap', async () => {
    const { store } = await createFilled()
    store.records.set('entry/a', 'scrap')
    const restored = await restoreVault(await backUpVault(store), PASSPHRASE, { store: createTestStore() })
    expect(restored).toMatchObject({ added: 1, damaged: [{ id: 'a', name: 'Entry a' }] })
  })

  it('without a vault is vault/absent, with a damaged header vault/record-damaged', async () => {
    await expect(backUpVault(createTestStore())).rejects.toMatchObject(vaultError('vault/absent'))
    const scrap = createTestStore(new Map([['vault/header', 'scrap']]))
    await expect(backUpVault(scrap)).rejects.toMatchObject(
      vaultError('vault/record-damaged', { id: 'header', name: 'header' }),
    )
  })
})
