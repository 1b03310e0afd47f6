import { describe, expect, it } from 'vitest'
import { backUpVault, restoreVault } from '../../src/vault/backup.ts'
import { MIN_ITERATIONS } from '../../src/vault/header.ts'
import { createVault, findVault, unlockVault } from '../../src/vault/indexed-db-vault.ts'
import { createIndexedDbStore } from '../../src/vault/record-store.ts'
import { PASSPHRASE, sampleEntry, sampleKey, vaultError } from './entry-samples.ts'
import { describeVaultContract } from './vault.contract.ts'

const iterations = MIN_ITERATIONS
const createStore = () => createIndexedDbStore(`ringroot-vault-test-${crypto.randomUUID()}`)

describeVaultContract('createVault() over IndexedDB', () =>
  createVault(PASSPHRASE, { store: createStore(), iterations }),
)

describe('a vault in IndexedDB', () => {
  it('is there again over another connection, as after a reload', async () => {
    const store = createStore()
    expect(await findVault(store)).toBe('absent')
    const vault = await createVault(PASSPHRASE, { store, iterations })
    await vault.save(sampleEntry('a'), sampleKey())
    const again = createIndexedDbStore(store.name)
    expect(await findVault(again)).toBe('present')
    const reopened = await unlockVault(PASSPHRASE, { store: again })
    expect(await reopened.list()).toEqual({ entries: [sampleEntry('a')], damaged: [] })
    expect(await reopened.openPrivateKeyInfo('a')).toEqual(sampleKey())
  })

  it('loses no entry of two connections that save at once under Web Locks', async () => {
    const store = createStore()
    const first = await createVault(PASSPHRASE, { store, iterations })
    const second = await unlockVault(PASSPHRASE, { store: createIndexedDbStore(store.name) })
    const ids = Array.from({ length: 12 }, (_, index) => `e${String(index)}`)
    await Promise.all(ids.map((id, index) => (index % 2 === 0 ? first : second).save(sampleEntry(id), sampleKey())))
    const listing = await first.list()
    expect(listing.damaged).toEqual([])
    expect(listing.entries.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  })

  it('backs up and restores', async () => {
    const store = createStore()
    const vault = await createVault(PASSPHRASE, { store, iterations })
    await vault.save(sampleEntry('a'), sampleKey())
    const restored = await restoreVault(await backUpVault(store), PASSPHRASE, { store: createStore() })
    expect(await restored.vault.openPrivateKeyInfo('a')).toEqual(sampleKey())
  })

  it('commit() writes nothing when one of its records cannot be written', async () => {
    const store = createStore()
    await store.commit([['entry/a', 1]], [])
    const unwritable = () => 0
    await expect(store.commit([['entry/b', 2], ['entry/c', unwritable]], ['entry/a'])).rejects.toMatchObject(vaultError('vault/storage-refused')) // prettier-ignore
    expect(await store.readPrefixes(['entry/'])).toEqual(new Map([['entry/a', 1]]))
  })

  it.each([
    ['QuotaExceededError', 'vault/storage-full'],
    ['UnknownError', 'vault/storage-refused'],
  ] as const)('tells a transaction that ends with %s as %s, and keeps what was there', async (name, code) => {
    const store = createStore()
    await store.commit([['entry/a', 1]], [])
    const original = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put') ?? {}
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no', name)
    }
    try {
      await expect(store.commit([['entry/a', 2]], [])).rejects.toMatchObject(vaultError(code))
    } finally {
      Object.defineProperty(IDBObjectStore.prototype, 'put', original)
    }
    expect(await store.read(['entry/a'])).toEqual([1])
  })

  it('findVault() is vault/storage-refused where the browser refuses to open a database', async () => {
    const original = Object.getOwnPropertyDescriptor(IDBFactory.prototype, 'open') ?? {}
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    try {
      await expect(findVault(createStore())).rejects.toMatchObject(vaultError('vault/storage-refused'))
    } finally {
      Object.defineProperty(IDBFactory.prototype, 'open', original)
    }
  })
})
