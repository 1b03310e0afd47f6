import { beforeAll, describe, expect, it } from 'vitest'
import { VaultError } from '../../src/vault/errors.ts'
import { MAX_ITERATIONS, MIN_ITERATIONS, openVaultHeader, type VaultHeader } from '../../src/vault/header.ts'
import { changePassphrase, createVault, findVault, unlockVault } from '../../src/vault/indexed-db-vault.ts'
import type { SealedRecord } from '../../src/vault/seal.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { PASSPHRASE, sampleEntry, sampleKey, vaultError } from './entry-samples.ts'
import { createTestStore, type TestStore } from './memory-record-store.ts'
import { describeVaultContract } from './vault.contract.ts'

const iterations = MIN_ITERATIONS
const open = (store: TestStore): Promise<Vault> => unlockVault(PASSPHRASE, { store })

describeVaultContract('createVault() over a record store', () =>
  createVault(PASSPHRASE, { store: createTestStore(), iterations }),
)

/** A vault with entries a and b, and a copy of its records. */
async function createFilled(): Promise<{ store: TestStore; vault: Vault }> {
  const store = createTestStore()
  const vault = await createVault(PASSPHRASE, { store, iterations })
  await vault.save(sampleEntry('a'), sampleKey(1))
  await vault.save(sampleEntry('b'), sampleKey(2))
  return { store, vault }
}

const recordAt = (store: TestStore, key: string): SealedRecord => store.records.get(key) as SealedRecord

function flip(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
}

describe('the vault of a browser', () => {
  let filled: TestStore
  beforeAll(async () => {
    filled = (await createFilled()).store
  })

  it('createVault() refuses a second vault and leaves the first', async () => {
    await expect(createVault(PASSPHRASE, { store: filled, iterations })).rejects.toMatchObject(
      vaultError('vault/exists'),
    )
    expect((await (await open(filled)).list()).entries).toHaveLength(2)
  })

  it('createVault() refuses a weak passphrase with the reason and writes nothing', async () => {
    const store = createTestStore()
    await expect(createVault('kurz', { store })).rejects.toMatchObject(
      vaultError('vault/passphrase-weak', { reason: 'too-short' }),
    )
    expect(await findVault(store)).toBe('absent')
  })

  it('findVault() tells a vault, a damaged header included, from none', async () => {
    expect(await findVault(filled)).toBe('present')
    expect(await findVault(createTestStore(new Map([['vault/header', 'scrap']])))).toBe('present')
    expect(await findVault(createTestStore())).toBe('absent')
  })

  it('unlockVault() opens with the passphrase in another Unicode form, and not with another passphrase', async () => {
    const store = createTestStore()
    await createVault('fünf grüne Bücher lesen', { store, iterations })
    await unlockVault('fünf grüne Bücher lesen'.normalize('NFD'), { store })
    await expect(unlockVault('funf grune Bucher lesen', { store })).rejects.toMatchObject(
      vaultError('vault/passphrase-refused'),
    )
    await expect(unlockVault('', { store })).rejects.toMatchObject(vaultError('vault/passphrase-refused'))
  })

  it('unlockVault() without a vault is vault/absent', async () => {
    await expect(unlockVault(PASSPHRASE, { store: createTestStore() })).rejects.toMatchObject(
      vaultError('vault/absent'),
    )
  })

  it.each<[string, (header: VaultHeader) => unknown]>([
    ['fewer iterations', (header) => ({ ...header, iterations: MIN_ITERATIONS - 1 })],
    ['other iterations', (header) => ({ ...header, iterations: header.iterations + 1 })],
    ['endless iterations', (header) => ({ ...header, iterations: MAX_ITERATIONS + 1 })],
    ['iterations that are no number', (header) => ({ ...header, iterations: '600000' })],
    ['another vault id', (header) => ({ ...header, vaultId: '0'.repeat(32) })],
    ['a flipped bit in the key', (header) => ({ ...header, sealedKey: flip(header.sealedKey, 5) })],
    ['a flipped bit in the salt', (header) => ({ ...header, salt: flip(header.salt, 0) })],
    ['a cut key', (header) => ({ ...header, sealedKey: header.sealedKey.slice(1) })],
    ['scrap', () => 'scrap'],
    ['null', () => null],
  ])('unlockVault() answers a header with %s as it answers a wrong passphrase', async (_what, edit) => {
    const store = createTestStore(new Map(filled.records))
    store.records.set('vault/header', edit(store.records.get('vault/header') as VaultHeader))
    await expect(open(store)).rejects.toMatchObject(vaultError('vault/passphrase-refused'))
  })

  it('unlockVault() tells a header of a newer version apart', async () => {
    const store = createTestStore(new Map([['vault/header', { format: 'ringroot-vault', version: 2 }]]))
    await expect(open(store)).rejects.toMatchObject(vaultError('vault/record-newer'))
  })

  it('nothing that is stored holds a name, a key or a certificate in clear', () => {
    const texts = [...filled.records.values()].flatMap((record) => Object.values(record as Record<string, unknown>))
    const stored = texts
      .map((part) => (part instanceof Uint8Array ? String.fromCharCode(...part) : String(part)))
      .join()
    for (const secret of ['Entry a', 'generic', String.fromCharCode(...sampleKey(1))])
      expect(stored).not.toContain(secret)
  })

  it('the vault key at work is non-extractable', async () => {
    const { vaultKey } = await openVaultHeader(filled.records.get('vault/header'), PASSPHRASE)
    expect(vaultKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', vaultKey)).rejects.toThrow()
  })

  it('changePassphrase() writes the header only, and only the new passphrase opens it', async () => {
    const { store } = await createFilled()
    const before = store.commits.length
    await expect(changePassphrase('wrong passphrase here', 'seven red lamps hum', { store })).rejects.toMatchObject(
      vaultError('vault/passphrase-refused'),
    )
    await changePassphrase(PASSPHRASE, 'seven red lamps hum', { store, iterations: MIN_ITERATIONS + 1000 })
    expect(store.commits.slice(before)).toEqual([['vault/header']])
    await expect(open(store)).rejects.toMatchObject(vaultError('vault/passphrase-refused'))
    const vault = await unlockVault('seven red lamps hum', { store })
    expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey(1))
    expect(store.records.get('vault/header')).toMatchObject({ iterations: MIN_ITERATIONS + 1000 })
  })

  it('createVault() refuses iterations out of bounds as a caller’s mistake', async () => {
    for (const wrong of [MIN_ITERATIONS - 1, MAX_ITERATIONS + 1, 1.5]) {
      await expect(createVault(PASSPHRASE, { store: createTestStore(), iterations: wrong })).rejects.toThrow(RangeError)
    }
  })
})

describe('a sealed vault whose storage was tampered with', () => {
  it('reports an entry with a flipped bit by its name, and still lists the others', async () => {
    const { store } = await createFilled()
    const record = recordAt(store, 'entry/a')
    for (const at of [0, Math.floor(record.sealed.length / 2), record.sealed.length - 1]) {
      store.records.set('entry/a', { ...record, sealed: flip(record.sealed, at) })
      const vault = await open(store)
      const { entries, damaged } = await vault.list()
      expect(entries.map(({ id }) => id)).toEqual(['b'])
      expect(damaged).toEqual([{ id: 'a', name: 'Entry a', code: 'vault/record-damaged' }])
      await expect(vault.load('a')).rejects.toMatchObject(
        vaultError('vault/record-damaged', { id: 'a', name: 'Entry a' }),
      )
    }
  })

  it('refuses two swapped entries, and two swapped keys', async () => {
    const { store } = await createFilled()
    for (const kind of ['entry', 'key']) {
      const [first, second] = [recordAt(store, `${kind}/a`), recordAt(store, `${kind}/b`)]
      // The revisions are made to look right, so that the seal itself has to notice.
      store.records.set(`${kind}/a`, { ...second, revision: first.revision })
      store.records.set(`${kind}/b`, { ...first, revision: second.revision })
    }
    const vault = await open(store)
    expect((await vault.list()).damaged.map(({ name }) => name)).toEqual(['Entry a', 'Entry b'])
    await expect(vault.openPrivateKeyInfo('a')).rejects.toMatchObject(
      vaultError('vault/record-damaged', { id: 'a', name: 'Entry a' }),
    )
  })

  it('refuses two swapped records that were written together, at one revision', async () => {
    const { store, vault } = await createFilled()
    await vault.saveAll(['a', 'b'].map((id, seed) => ({ entry: sampleEntry(id), privateKeyInfo: sampleKey(seed) })))
    for (const kind of ['entry', 'key']) {
      const [first, second] = [recordAt(store, `${kind}/a`), recordAt(store, `${kind}/b`)]
      expect(first.revision).toBe(second.revision)
      store.records.set(`${kind}/a`, second)
      store.records.set(`${kind}/b`, first)
    }
    expect((await vault.list()).damaged.map(({ name }) => name)).toEqual(['Entry a', 'Entry b'])
    await expect(vault.openPrivateKeyInfo('a')).rejects.toMatchObject(vaultError('vault/record-damaged'))
  })

  it('refuses an older state of an entry or key put back, whatever revision it claims', async () => {
    const { store, vault } = await createFilled()
    const [oldEntry, oldKey] = [recordAt(store, 'entry/a'), recordAt(store, 'key/a')]
    await vault.save(sampleEntry('a', { name: 'Renewed' }), sampleKey(9))
    const { revision } = recordAt(store, 'entry/a')
    for (const replayed of [{}, { revision }]) {
      store.records.set('entry/a', { ...oldEntry, ...replayed })
      store.records.set('key/a', { ...oldKey, ...replayed })
      const other = await open(store)
      expect((await other.list()).damaged).toEqual([{ id: 'a', name: 'Renewed', code: 'vault/record-damaged' }])
      await expect(other.openPrivateKeyInfo('a')).rejects.toMatchObject(vaultError('vault/record-damaged'))
    }
  })

  it('reports a deleted record by the name in the index', async () => {
    const { store } = await createFilled()
    store.records.delete('entry/a')
    expect((await (await open(store)).list()).damaged).toEqual([
      { id: 'a', name: 'Entry a', code: 'vault/record-damaged' },
    ])
  })

  it('refuses a record of another vault in the place of its own', async () => {
    const [{ store }, other] = [await createFilled(), await createFilled()]
    store.records.set('entry/a', recordAt(other.store, 'entry/a'))
    store.records.set('key/a', recordAt(other.store, 'key/a'))
    const vault = await open(store)
    expect((await vault.list()).damaged).toEqual([{ id: 'a', name: 'Entry a', code: 'vault/record-damaged' }])
    await expect(vault.openPrivateKeyInfo('a')).rejects.toMatchObject(vaultError('vault/record-damaged'))
  })

  it('reports a record that the index does not list by its id, and removes it when asked', async () => {
    const { store, vault } = await createFilled()
    store.records.set('entry/stranger', recordAt(store, 'entry/a'))
    expect((await vault.list()).damaged).toEqual([{ id: 'stranger', code: 'vault/record-foreign' }])
    await expect(vault.load('stranger')).rejects.toMatchObject(
      vaultError('vault/record-foreign', { id: 'stranger', name: 'stranger' }),
    )
    await vault.remove('stranger')
    expect(await vault.list()).toMatchObject({ damaged: [] })
  })

  it('refuses a removed entry that somebody puts back', async () => {
    const { store, vault } = await createFilled()
    const before = new Map(store.records)
    await vault.remove('a')
    store.records.set('entry/a', before.get('entry/a'))
    store.records.set('key/a', before.get('key/a'))
    expect((await (await open(store)).list()).damaged).toEqual([{ id: 'a', code: 'vault/record-foreign' }])
    await expect(vault.openPrivateKeyInfo('a')).rejects.toMatchObject(vaultError('vault/entry-unknown'))
  })

  it('removes a damaged entry, and undoRemove() brings back even that', async () => {
    const { store, vault } = await createFilled()
    store.records.set('entry/a', 'scrap')
    const removed = await vault.remove('a')
    expect(await vault.list()).toMatchObject({ damaged: [], entries: [{ id: 'b' }] })
    await vault.undoRemove(removed)
    expect((await vault.list()).damaged).toEqual([{ id: 'a', name: 'Entry a', code: 'vault/record-damaged' }])
  })

  it.each(['scrap', null, 7, {}, { version: 1, revision: 1, iv: new Uint8Array(12), sealed: new Uint8Array(3) }])(
    'treats %o in the place of a record as damage, never as a crash',
    async (scrap) => {
      const { store } = await createFilled()
      store.records.set('entry/a', scrap)
      store.records.set('key/b', scrap)
      const vault = await open(store)
      expect((await vault.list()).damaged).toEqual([{ id: 'a', name: 'Entry a', code: 'vault/record-damaged' }])
      await expect(vault.openPrivateKeyInfo('b')).rejects.toMatchObject(
        vaultError('vault/record-damaged', { id: 'b', name: 'Entry b' }),
      )
    },
  )

  it('does not take an edited version for a newer one', async () => {
    const { store } = await createFilled()
    store.records.set('entry/a', { ...recordAt(store, 'entry/a'), version: 3 })
    expect((await (await open(store)).list()).damaged).toMatchObject([{ code: 'vault/record-damaged' }])
  })
})

describe('a sealed vault whose index was tampered with', () => {
  it('an older index put back is noticed by the tab that saw the newer one', async () => {
    const { store, vault } = await createFilled()
    const older = store.records.get('vault/index')
    await vault.save(sampleEntry('c'), sampleKey(3))
    store.records.set('vault/index', older)
    const { entries, damaged } = await vault.list()
    expect(damaged).toEqual([{ id: 'index', code: 'vault/index-damaged' }])
    expect(entries.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('an older index put back is told from newer records after a reload', async () => {
    const { store, vault } = await createFilled()
    const older = store.records.get('vault/index')
    await vault.save(sampleEntry('a', { name: 'Renewed' }))
    await vault.save(sampleEntry('c'), sampleKey(3))
    store.records.set('vault/index', older)
    expect((await (await open(store)).list()).damaged).toEqual([
      { id: 'a', name: 'Entry a', code: 'vault/record-damaged' },
      { id: 'c', code: 'vault/record-foreign' },
    ])
  })

  it.each<[string, (record: SealedRecord) => unknown]>([
    ['flipped', (record) => ({ ...record, sealed: flip(record.sealed, 3) })],
    ['given another revision', (record) => ({ ...record, revision: record.revision + 1 })],
    ['deleted', () => undefined],
  ])(
    'an index that was %s leaves entries and keys readable and refuses writing, until repairIndex()',
    async (_what, edit) => {
      const { store } = await createFilled()
      store.records.set('entry/b', 'scrap')
      store.records.set('vault/index', edit(recordAt(store, 'vault/index')))
      const vault = await open(store)
      expect(await vault.list()).toMatchObject({
        entries: [{ id: 'a' }],
        damaged: [
          { id: 'index', code: 'vault/index-damaged' },
          { id: 'b', code: 'vault/record-damaged' },
        ],
      })
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey(1))
      await expect(vault.save(sampleEntry('c'), sampleKey(3))).rejects.toMatchObject(vaultError('vault/index-damaged'))
      await vault.repairIndex()
      await vault.save(sampleEntry('c'), sampleKey(3))
      expect((await (await open(store)).list()).entries.map(({ id }) => id)).toEqual(['a', 'c'])
    },
  )

  it('repairIndex() leaves a sound index alone', async () => {
    const { store, vault } = await createFilled()
    const before = store.commits.length
    await vault.repairIndex()
    expect(store.commits).toHaveLength(before)
  })
})

describe('a sealed vault among tabs and failures', () => {
  it('two tabs that save at once lose neither entry', async () => {
    const { store, vault } = await createFilled()
    const otherTab = await open(store)
    await Promise.all([vault.save(sampleEntry('c'), sampleKey(3)), otherTab.save(sampleEntry('d'), sampleKey(4))])
    for (const tab of [vault, otherTab, await open(store)]) {
      expect((await tab.list()).entries.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
    }
  })

  it('a full disk in the middle of save() is told, and leaves the old state', async () => {
    const { store, vault } = await createFilled()
    const before = new Map(store.records)
    store.failure = new VaultError('vault/storage-full', {}, 'full')
    await expect(vault.save(sampleEntry('a', { name: 'New' }), sampleKey(5))).rejects.toMatchObject(
      vaultError('vault/storage-full'),
    )
    await expect(vault.remove('b')).rejects.toMatchObject(vaultError('vault/storage-full'))
    expect(store.records).toEqual(before)
    store.failure = null
    await vault.save(sampleEntry('a', { name: 'New' }), sampleKey(5))
    expect(await vault.list()).toMatchObject({ damaged: [], entries: [{ name: 'New' }, { id: 'b' }] })
  })

  it('save() writes entry, key and index in one commit', async () => {
    const { store } = await createFilled()
    expect(store.commits).toEqual([
      ['vault/header', 'vault/index'],
      ['entry/a', 'key/a', 'vault/index'],
      ['entry/b', 'key/b', 'vault/index'],
    ])
  })

  it('list() opens no key', async () => {
    const { store, vault } = await createFilled()
    store.records.set('key/a', 'scrap')
    expect((await vault.list()).damaged).toEqual([])
  })

  it('no IV and no revision is ever used twice', async () => {
    const { store, vault } = await createFilled()
    await vault.save(sampleEntry('a'), sampleKey(1))
    const records = [...store.records]
      .filter(([key]) => key !== 'vault/header')
      .map(([, record]) => record as SealedRecord)
    expect(new Set(records.map(({ iv }) => iv.join())).size).toBe(records.length)
    expect(recordAt(store, 'entry/a').revision).toBe(4)
  })

  it('a vault that was replaced by another, or wiped, is vault/replaced and nothing is written', async () => {
    const { store, vault } = await createFilled()
    store.records.clear()
    await expect(vault.save(sampleEntry('c'), sampleKey())).rejects.toMatchObject(vaultError('vault/replaced'))
    const other = await createVault(PASSPHRASE, { store, iterations })
    await expect(vault.save(sampleEntry('c'), sampleKey())).rejects.toMatchObject(vaultError('vault/replaced'))
    await expect(vault.list()).rejects.toMatchObject(vaultError('vault/replaced'))
    expect(await other.list()).toEqual({ entries: [], damaged: [] })
  })

  it('save() is vault/replaced where only the header is another vault’s', async () => {
    const [{ store, vault }, other] = [await createFilled(), await createFilled()]
    store.records.set('vault/header', other.store.records.get('vault/header'))
    await expect(vault.save(sampleEntry('c'), sampleKey())).rejects.toMatchObject(vaultError('vault/replaced'))
    expect((await vault.list()).entries).toHaveLength(2)
  })

  it('a header that was scrambled while the vault was open is healed by the next write', async () => {
    const { store, vault } = await createFilled()
    store.records.set('vault/header', 'scrap')
    await vault.save(sampleEntry('c'), sampleKey(3))
    expect((await (await open(store)).list()).entries).toHaveLength(3)
  })
})
