// Vaults and backup files that older versions wrote. vault-v1.ringroot is what backUpVault() of commit f2de403 gave of a
// vault with three entries from entry-samples.ts: root (authority, key 1), request (pending, key 2), phone (no key).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { backUpVault, restoreVault } from '../../src/vault/backup.ts'
import { decodeVaultFile } from '../../src/vault/backup-file.ts'
import type { Entry } from '../../src/vault/entry.ts'
import { unlockVault } from '../../src/vault/indexed-db-vault.ts'
import type { SealedRecord } from '../../src/vault/seal.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { PASSPHRASE, sampleEntry, sampleKey } from './entry-samples.ts'
import { createTestStore, type TestStore } from './memory-record-store.ts'

const file = Uint8Array.from(readFileSync(new URL('../fixtures/vault-v1.ringroot', import.meta.url)))
const pending = sampleEntry('request', {
  kind: 'request',
  requestDer: Uint8Array.of(0x30, 0),
  chain: [],
})
delete (pending as { certificateDer?: unknown }).certificateDer
const held: readonly Entry[] = [
  sampleEntry('root', { kind: 'authority', chain: [] }),
  pending,
  sampleEntry('phone', { hasPrivateKey: false, name: 'Müller 📞' }),
]

/** The store of a browser in which version 1 kept that vault. */
function oldStore(): TestStore {
  const { header, records } = decodeVaultFile(file)
  return createTestStore(new Map<string, unknown>([['vault/header', header], ...records]))
}
const versionsIn = ({ records }: TestStore): unknown[] =>
  ['vault/index', 'entry/root', 'entry/phone', 'key/root'].map((key) => (records.get(key) as SealedRecord).version)

async function expectAll(vault: Vault): Promise<void> {
  expect(await vault.list()).toEqual({ entries: held, damaged: [] })
  expect(await vault.openPrivateKeyInfo('root')).toEqual(sampleKey(1))
  expect(await vault.openPrivateKeyInfo('request')).toEqual(sampleKey(2))
}

describe('a vault of version 1', () => {
  it('unlockVault() opens it, and reading writes nothing', async () => {
    const store = oldStore()
    await expectAll(await unlockVault(PASSPHRASE, { store }))
    expect(store.commits).toEqual([])
  })

  it('what is written into it is of version 2, and the rest opens as before', async () => {
    const store = oldStore()
    const vault = await unlockVault(PASSPHRASE, { store })
    await vault.update('phone', (entry) => ({ ...entry, doneSteps: ['ntp'] }))
    expect(versionsIn(store)).toEqual([2, 1, 2, 1])
    const reopened = await unlockVault(PASSPHRASE, { store })
    expect((await reopened.load('phone')).doneSteps).toEqual(['ntp'])
    expect((await reopened.list()).entries).toMatchObject([{ id: 'root' }, { id: 'request' }, { doneSteps: ['ntp'] }])
    expect(await reopened.openPrivateKeyInfo('root')).toEqual(sampleKey(1))
  })

  it('repairIndex() makes an index of its records', async () => {
    const store = oldStore()
    store.records.delete('vault/index')
    const vault = await unlockVault(PASSPHRASE, { store })
    await vault.repairIndex()
    const { entries, damaged } = await vault.list()
    expect(damaged).toEqual([])
    expect(entries.map(({ id }) => id).toSorted()).toEqual(['phone', 'request', 'root'])
  })
})

describe('a vault file of version 1', () => {
  it('restoreVault() makes it the vault of a browser without one', async () => {
    const { vault, added } = await restoreVault(file, PASSPHRASE, { store: createTestStore() })
    expect(added).toBe(3)
    await expectAll(vault)
  })

  it('restoreVault() adds it to a vault that is there', async () => {
    const store = oldStore()
    const into = await unlockVault(PASSPHRASE, { store })
    await into.remove('root')
    expect(await restoreVault(file, PASSPHRASE, { store, into })).toMatchObject({ added: 1, known: 2, damaged: [] })
    expect(await into.openPrivateKeyInfo('root')).toEqual(sampleKey(1))
  })

  it('backUpVault() of what was restored is a file of version 2 that opens', async () => {
    const store = createTestStore()
    await restoreVault(file, PASSPHRASE, { store })
    const newer = await backUpVault(store)
    expect(JSON.parse(new TextDecoder().decode(newer))).toMatchObject({ version: 2 })
    await expectAll((await restoreVault(newer, PASSPHRASE, { store: createTestStore() })).vault)
  })
})
