// What every vault does, whether it keeps its entries or not. A runner gives it a fresh, empty vault per test.
import { describe, expect, it } from 'vitest'
import { hashAlgorithms } from '../../src/pki/algorithms.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENTS, type PlainJson } from '../../src/vault/document.ts'
import { later, sampleDocument, sampleEntry, sampleKey, vaultError } from './entry-samples.ts'

/** Arrays in arrays. */
const nested = (depth: number): PlainJson => (depth === 0 ? [] : [nested(depth - 1)])

export function describeVaultContract(name: string, createEmptyVault: () => Promise<Vault>): void {
  describe(`${name} keeps the vault contract`, () => {
    it('list() of an empty vault is empty', async () => {
      const vault = await createEmptyVault()
      expect(await vault.list()).toEqual({ entries: [], damaged: [] })
    })

    it('load() and list() return what save() was given, every field of it', async () => {
      const vault = await createEmptyVault()
      const request = sampleEntry('r', {
        kind: 'request',
        requestDer: Uint8Array.of(0x30, 0),
        chain: [],
        name: 'Müller 📞 "x"',
      })
      const pending = { ...request }
      delete (pending as { certificateDer?: unknown }).certificateDer
      await vault.save(sampleEntry('a'), sampleKey())
      await vault.save(pending, sampleKey())
      expect(await vault.load('a')).toEqual(sampleEntry('a'))
      expect(await vault.load('r')).toEqual(pending)
      expect((await vault.list()).entries).toEqual([sampleEntry('a'), pending])
    })

    it('keeps a trusted certificate with its source and the steps that are done', async () => {
      const vault = await createEmptyVault()
      const trusted = { kind: 'trusted', hasPrivateKey: false, source: 'root.crt', doneSteps: ['a', 'b'] } as const
      await vault.save(sampleEntry('t', trusted))
      expect(await vault.load('t')).toEqual(sampleEntry('t', trusted))
      expect(await vault.list()).toEqual({ entries: [sampleEntry('t', trusted)], damaged: [] })
    })

    it('save() refuses a trusted certificate with a key, given or kept', async () => {
      const vault = await createEmptyVault()
      const trusted = sampleEntry('a', { kind: 'trusted', hasPrivateKey: false })
      await expect(vault.save(trusted, sampleKey())).rejects.toThrow(TypeError)
      await expect(vault.save(sampleEntry('a', { kind: 'trusted' }), sampleKey())).rejects.toThrow(TypeError)
      await vault.save(sampleEntry('a'), sampleKey())
      await expect(vault.save(trusted)).rejects.toThrow(TypeError)
      expect((await vault.load('a')).kind).toBe('identity')
    })

    it('update() changes what is kept now, and neither id nor key', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey())
      const tick = (step: string) =>
        vault.update('a', (entry) => ({ ...entry, id: 'b', doneSteps: [...entry.doneSteps, step] }))
      await Promise.all(['one', 'two', 'three'].map(tick))
      const listing = await vault.list()
      expect(listing).toMatchObject({ entries: [{ id: 'a', hasPrivateKey: true }], damaged: [] })
      expect(listing.entries[0]?.doneSteps.toSorted()).toEqual(['one', 'three', 'two'])
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey())
    })

    it('update() of what is not there is vault/entry-unknown, and of nonsense a caller’s mistake', async () => {
      const vault = await createEmptyVault()
      const unknown = vault.update('x', (entry) => entry)
      await expect(unknown).rejects.toMatchObject(vaultError('vault/entry-unknown', { id: 'x' }))
      await vault.save(sampleEntry('a'), sampleKey())
      await expect(vault.update('a', (entry) => ({ ...entry, name: '' }))).rejects.toThrow(TypeError)
      expect(await vault.load('a')).toEqual(sampleEntry('a'))
    })

    it('save() keeps a copy that later changes of the given bytes do not reach', async () => {
      const vault = await createEmptyVault()
      const key = sampleKey()
      const certificateDer = Uint8Array.of(0x30, 0)
      await vault.save(sampleEntry('a', { certificateDer }), key)
      key.fill(0)
      certificateDer.fill(0)
      expect((await vault.load('a')).certificateDer).toEqual(Uint8Array.of(0x30, 0))
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey())
    })

    it('openPrivateKeyInfo() gives a copy that its caller may wipe', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey())
      ;(await vault.openPrivateKeyInfo('a')).fill(0)
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey())
    })

    it('save() without a key leaves the key that is kept, and tells so', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a', { kind: 'request' }), sampleKey())
      await vault.save(sampleEntry('a', { name: 'Signed', hasPrivateKey: false }))
      expect(await vault.load('a')).toMatchObject({ name: 'Signed', kind: 'identity', hasPrivateKey: true })
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey())
    })

    it('save() replaces the key when it gets another', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey(1))
      await vault.save(sampleEntry('a'), sampleKey(2))
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey(2))
      expect((await vault.list()).entries).toHaveLength(1)
    })

    it('save() refuses an entry that claims a key nobody gave', async () => {
      const vault = await createEmptyVault()
      await expect(vault.save(sampleEntry('a'))).rejects.toThrow(TypeError)
    })

    it.each([
      { id: 'a/b' },
      { id: '' },
      { id: 'x'.repeat(65) },
      { name: '' },
      { certificateDer: new Uint8Array(0) },
      { source: '' },
      { doneSteps: ['a', 'a'] },
    ])('save() refuses as a caller’s mistake what could not be read back: %o', async (changes) => {
      const vault = await createEmptyVault()
      await expect(vault.save(sampleEntry('a', changes), sampleKey())).rejects.toThrow(TypeError)
      expect((await vault.list()).entries).toEqual([])
    })

    it('saveAll() keeps all or nothing', async () => {
      const vault = await createEmptyVault()
      const root = { entry: sampleEntry('root', { kind: 'authority' }), privateKeyInfo: sampleKey(1) }
      await expect(
        vault.saveAll([root, { entry: sampleEntry('bad id'), privateKeyInfo: sampleKey(2) }]),
      ).rejects.toThrow(TypeError)
      expect((await vault.list()).entries).toEqual([])
      await vault.saveAll([root, { entry: sampleEntry('leaf'), privateKeyInfo: sampleKey(2) }])
      expect((await vault.list()).entries.map(({ id }) => id)).toEqual(['root', 'leaf'])
    })

    it('addMissing() adds what is not there and replaces nothing', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey(1))
      const items = ['a', 'b'].map((id) => ({
        entry: sampleEntry(id, { name: 'Other' }),
        privateKeyInfo: sampleKey(2),
      }))
      expect(await vault.addMissing(items)).toEqual({ added: 1, known: 1, documents: 0 })
      expect((await vault.load('a')).name).toBe('Entry a')
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey(1))
      expect((await vault.load('b')).name).toBe('Other')
    })

    it('remove() takes the entry and its key away, undoRemove() brings both back', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey())
      const removed = await vault.remove('a')
      expect((await vault.list()).entries).toEqual([])
      await expect(vault.openPrivateKeyInfo('a')).rejects.toMatchObject(vaultError('vault/entry-unknown'))
      await vault.undoRemove(removed)
      expect(await vault.list()).toEqual({ entries: [sampleEntry('a')], damaged: [] })
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey())
    })

    it('undoRemove() leaves an entry of that id that has come since', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey(1))
      const removed = await vault.remove('a')
      await vault.save(sampleEntry('a', { name: 'New' }), sampleKey(2))
      await vault.undoRemove(removed)
      expect((await vault.load('a')).name).toBe('New')
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey(2))
    })

    it('an unknown id is vault/entry-unknown, an entry without key vault/key-absent', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a', { hasPrivateKey: false }))
      await expect(vault.load('b')).rejects.toMatchObject(vaultError('vault/entry-unknown', { id: 'b' }))
      await expect(vault.remove('b')).rejects.toMatchObject(vaultError('vault/entry-unknown', { id: 'b' }))
      await expect(vault.openPrivateKeyInfo('a')).rejects.toMatchObject(
        vaultError('vault/key-absent', { id: 'a', name: 'Entry a' }),
      )
    })

    it('openSigningKey() gives a key that signs and cannot be exported', async () => {
      const vault = await createEmptyVault()
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
      await vault.save(sampleEntry('a'), new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)))
      const { privateKey } = await vault.openSigningKey('a', hashAlgorithms['sha-256'])
      expect(privateKey.extractable).toBe(false)
      const text = Uint8Array.of(1, 2, 3)
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
      const signature = await crypto.subtle.sign(algorithm, privateKey, text)
      expect(await crypto.subtle.verify(algorithm, pair.publicKey, signature, text)).toBe(true)
    })

    it('lists and saves that overlap see no damage', async () => {
      const vault = await createEmptyVault()
      const ids = ['a', 'b', 'c', 'd', 'e']
      const saves = ids.map((id) => vault.save(sampleEntry(id), sampleKey()))
      const listings = await Promise.all(ids.map(() => vault.list()))
      await Promise.all(saves)
      expect(listings.flatMap(({ damaged }) => damaged)).toEqual([])
      expect((await vault.list()).entries.map(({ id }) => id)).toEqual(ids)
    })

    it('listDocuments() gives those of a kind as saveDocument() was given them, without what is undefined', async () => {
      const vault = await createEmptyVault()
      const target = sampleDocument('t', { kind: 'target', name: 'x'.repeat(1000), value: [null, true, -1.5, '"'] })
      await vault.saveDocument(sampleDocument('a'))
      await vault.saveDocument(target)
      await vault.saveDocument(sampleDocument('u', { kind: 'defaults', value: { gone: undefined, there: 1 } }))
      expect(await vault.listDocuments('template')).toEqual({ documents: [sampleDocument('a')], damaged: [] })
      expect(await vault.listDocuments('target')).toEqual({ documents: [target], damaged: [] })
      expect((await vault.listDocuments('defaults')).documents[0]?.value).toEqual({ there: 1 })
      expect((await vault.list()).entries).toEqual([])
    })

    it('saveDocument() replaces the document of that id, older or newer, and keeps a copy', async () => {
      const vault = await createEmptyVault()
      const value = { name: 'first' }
      await vault.saveDocument(sampleDocument('a', { value, savedAt: later(5) }))
      value.name = 'changed'
      expect((await vault.listDocuments('template')).documents[0]?.value).toEqual({ name: 'first' })
      await vault.saveDocument(sampleDocument('a', { kind: 'target' }))
      expect((await vault.listDocuments('template')).documents).toEqual([])
      expect((await vault.listDocuments('target')).documents).toEqual([sampleDocument('a', { kind: 'target' })])
    })

    it('removeDocument() takes it away, and does nothing where there is none', async () => {
      const vault = await createEmptyVault()
      await vault.saveDocument(sampleDocument('a'))
      await vault.saveDocument(sampleDocument('b'))
      await vault.removeDocument('a')
      await vault.removeDocument('a')
      expect(await vault.listDocuments('template')).toEqual({ documents: [sampleDocument('b')], damaged: [] })
    })

    it.each([
      ['passphrase', { passphrase: 'x' }],
      ['passphrase, empty and deep', { files: [{ p12: { filePassphrase: '' } }] }],
      ['password', { pass_word: 'x' }],
      ['passwords', { passwords: ['x'] }],
      ['private key', { privateKeyInfo: 'x' }],
      ['key as PEM', { note: '-----BEGIN EC PRIVATE KEY-----' }],
    ])('saveDocument() refuses a document with a %s as a caller’s mistake', async (_what, value) => {
      const vault = await createEmptyVault()
      await expect(vault.saveDocument(sampleDocument('a', { value }))).rejects.toThrow(TypeError)
      expect((await vault.listDocuments('template')).documents).toEqual([])
    })

    it('saveDocument() takes the limits that a target sets for passphrases, and which key it wants', async () => {
      const vault = await createEmptyVault()
      const value = { passphrase: { minLength: 7, maxLength: 32 }, keyAlgorithm: 'rsa-2048' }
      await vault.saveDocument(sampleDocument('a', { kind: 'target', value }))
      expect((await vault.listDocuments('target')).documents[0]?.value).toEqual(value)
    })

    it.each([{ id: 'a/b' }, { id: '' }, { name: '' }, { savedAt: new Date(NaN) }, { value: nested(32) }])(
      'saveDocument() refuses as a caller’s mistake what could not be read back: %o',
      async (changes) => {
        const vault = await createEmptyVault()
        await expect(vault.saveDocument(sampleDocument('a', changes))).rejects.toThrow(Error)
        expect((await vault.listDocuments('template')).documents).toEqual([])
      },
    )

    it('saveDocument() takes 64 KB and is vault/document-too-large for one octet more', async () => {
      const vault = await createEmptyVault()
      const most = sampleDocument('a', { name: '"'.repeat(1000), value: 'x'.repeat(MAX_DOCUMENT_BYTES - 2) })
      await vault.saveDocument(most)
      expect((await vault.listDocuments('template')).documents).toEqual([most])
      const tooLarge = sampleDocument('b', { value: 'x'.repeat(MAX_DOCUMENT_BYTES - 1) })
      await expect(vault.saveDocument(tooLarge)).rejects.toMatchObject(vaultError('vault/document-too-large'))
    })

    it('addMissing() and saveAll() take 500 documents, and nothing at all where one is too many', async () => {
      const vault = await createEmptyVault()
      const documents = Array.from({ length: MAX_DOCUMENTS }, (_, at) => sampleDocument(`d${String(at)}`))
      expect(await vault.addMissing([], documents)).toEqual({ added: 0, known: 0, documents: MAX_DOCUMENTS })
      const more = [sampleDocument('more')]
      const full = vaultError('vault/documents-full', { maxCount: MAX_DOCUMENTS })
      const item = { entry: sampleEntry('a'), privateKeyInfo: sampleKey() }
      await expect(vault.addMissing([item], more)).rejects.toMatchObject(full)
      await expect(vault.saveAll([item], more)).rejects.toMatchObject(full)
      await expect(vault.saveDocument(sampleDocument('more'))).rejects.toMatchObject(full)
      await vault.saveDocument(sampleDocument('d7', { name: 'Renamed' }))
      expect((await vault.list()).entries).toEqual([])
      expect((await vault.listDocuments('template')).documents).toHaveLength(MAX_DOCUMENTS)
    })

    it('addMissing() and saveAll() leave of two documents of one id the newest', async () => {
      const vault = await createEmptyVault()
      for (const id of ['old', 'same', 'new']) await vault.saveDocument(sampleDocument(id, { savedAt: later(5) }))
      const incoming = (['old', 'same', 'new', 'other'] as const).map((id, at) =>
        sampleDocument(id, { name: `Theirs ${id}`, savedAt: later([4, 5, 6, 0][at] ?? 0) }),
      )
      expect(await vault.addMissing([], incoming)).toEqual({ added: 0, known: 0, documents: 2 })
      const names = async () => (await vault.listDocuments('template')).documents.map(({ name }) => name).toSorted()
      expect(await names()).toEqual(['Document old', 'Document same', 'Theirs new', 'Theirs other'])
      const last = [sampleDocument('old', { name: 'Last', savedAt: later(9) }), sampleDocument('new')]
      await vault.saveAll([{ entry: sampleEntry('a'), privateKeyInfo: sampleKey() }], last)
      expect(await names()).toEqual(['Document same', 'Last', 'Theirs new', 'Theirs other'])
      expect((await vault.list()).entries).toHaveLength(1)
    })

    it('entries and documents come and go without touching each other', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey())
      await vault.saveDocument(sampleDocument('a'))
      const removed = await vault.remove('a')
      expect((await vault.listDocuments('template')).documents).toEqual([sampleDocument('a')])
      await vault.undoRemove(removed)
      await vault.removeDocument('a')
      expect(await vault.list()).toEqual({ entries: [sampleEntry('a')], damaged: [] })
      expect(await vault.openPrivateKeyInfo('a')).toEqual(sampleKey())
    })

    it('every call after lock() is vault/locked', async () => {
      const vault = await createEmptyVault()
      await vault.save(sampleEntry('a'), sampleKey())
      const removed = await vault.remove('a')
      vault.lock()
      vault.lock()
      const calls = [
        () => vault.list(),
        () => vault.load('a'),
        () => vault.save(sampleEntry('a'), sampleKey()),
        () => vault.saveAll([]),
        () => vault.addMissing([]),
        () => vault.update('a', (entry) => entry),
        () => vault.remove('a'),
        () => vault.undoRemove(removed),
        () => vault.openPrivateKeyInfo('a'),
        () => vault.openSigningKey('a', hashAlgorithms['sha-256']),
        () => vault.listDocuments('template'),
        () => vault.saveDocument(sampleDocument('d')),
        () => vault.removeDocument('d'),
        () => vault.repairIndex(),
      ]
      for (const call of calls) await expect(call()).rejects.toMatchObject(vaultError('vault/locked'))
    })
  })
}
