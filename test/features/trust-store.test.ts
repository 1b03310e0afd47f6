import { beforeAll, describe, expect, it } from 'vitest'
import { findKitSource, readKitSource } from '../../src/features/trust/kit-source.ts'
import { buildTrustPack, listTrusted, readTrusted, storeTargets } from '../../src/features/trust/trust-store.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { decodeCertificate, issuerLimitsOf } from '../../src/pki/certificate.ts'
import { proposeValidity } from '../../src/pki/issuance-request.ts'
import { decodePem, encodePem } from '../../src/pki/pem.ts'
import type { Entry, EntryKind } from '../../src/vault/entry.ts'
import { type Identity, issueSample, now, sampleForm } from '../pki/issuance-samples.ts'
import { certify, makeEntity, nameDer } from '../pki/path/make-path.ts'
import { makeServices, NOW } from './make-services.ts'

let root: Identity
let namesake: Identity
let intermediate: Identity
let server: Identity
let old: Identity

const below = async (profile: 'intermediate-ca' | 'tls-server', issuer: Identity): Promise<Identity> => {
  const limits = issuerLimitsOf(decodeCertificate(issuer.certificateDer))
  return issueSample(sampleForm(profile, proposeValidity(profile, now, limits)), issuer, limits)
}

beforeAll(async () => {
  const form = sampleForm('root-ca', {
    willSignAuthorities: true,
    validityDays: '3650',
    subject: { commonName: 'One Root' },
  })
  root = await issueSample(form)
  namesake = await issueSample({ ...form, subject: { ...form.subject, commonName: 'ONE root' } })
  intermediate = await below('intermediate-ca', root)
  server = await below('tls-server', root)
  old = await issueSample(sampleForm('root-ca', { validityDays: '10', subject: { commonName: 'Old Root' } }))
})

let count = 0
const entryOf = (
  kind: EntryKind,
  name: string,
  { certificateDer }: Identity,
  chain: readonly Identity[] = [],
): Entry => ({
  id: `entry-${String(++count)}`,
  kind,
  name,
  targetId: 'generic',
  createdAt: NOW,
  certificateDer,
  chain: chain.map((link) => ({ name: 'link', certificateDer: link.certificateDer })),
  doneSteps: [],
  hasPrivateKey: false,
})
const noted = (entries: readonly Entry[]) =>
  listTrusted(entries, NOW).map(({ name, notes, like }) => [name, [...notes], like])

describe('listTrusted()', () => {
  it('listTrusted() takes thousands of certificates without comparing each with each', async () => {
    const entity = await makeEntity('Root')
    const many = await Promise.all(
      Array.from({ length: 3000 }, (_, index) =>
        certify(entity, entity, { subjectDer: nameDer(`Root ${String(index)}`) }),
      ),
    )
    const entries = many.map((certificateDer, index) => ({
      ...entryOf('trusted', `root ${String(index)}`, root),
      certificateDer,
    }))
    const started = performance.now()
    expect(listTrusted(entries, NOW)).toHaveLength(3000)
    expect(performance.now() - started).toBeLessThan(1500)
  })

  it('listTrusted() lists own roots first and what was added after them, and nothing that is not trusted', () => {
    const entries = [
      entryOf('trusted', 'b', old),
      entryOf('authority', 'own root', root),
      entryOf('authority', 'own intermediate', intermediate, [root]),
      entryOf('identity', 'server', server, [root]),
      entryOf('trusted', 'a', server),
    ]
    expect(listTrusted(entries, NOW).map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ['own root', true],
      ['a', false],
      ['b', false],
    ])
  })

  it('listTrusted() points out duplicates and generations of one common name, each with the other’s name', () => {
    expect(noted([entryOf('authority', 'own', root), entryOf('trusted', 'copy', root)])).toEqual([
      ['own', ['duplicate'], 'copy'],
      ['copy', ['duplicate'], 'own'],
    ])
    expect(noted([entryOf('authority', 'own', root), entryOf('trusted', 'next', namesake)])).toEqual([
      ['own', ['same-name'], 'next'],
      ['next', ['same-name'], 'own'],
    ])
  })

  it('listTrusted() points out a pinned server, an intermediate, and what has run out', () => {
    expect(noted([entryOf('trusted', 'pin', server)])).toEqual([['pin', ['not-an-authority'], '']])
    expect(noted([entryOf('trusted', 'sub', intermediate)])).toEqual([['sub', ['intermediate'], '']])
    expect(noted([entryOf('trusted', 'old', old)])).toEqual([['old', ['expired'], '']])
    expect(noted([entryOf('trusted', 'root', root)])).toEqual([['root', [], '']])
  })
})

describe('readTrusted()', () => {
  const pems = (...identities: Identity[]): Bytes =>
    new TextEncoder().encode(identities.map(({ certificateDer }) => encodePem('CERTIFICATE', certificateDer)).join(''))

  it('readTrusted() makes an entry of each certificate once, with source and day, and counts those that are there', async () => {
    const entries = [entryOf('trusted', 'root', root), entryOf('authority', 'own', namesake)]
    const services = { ...makeServices(), entries }
    const { additions, known } = await readTrusted(pems(root, namesake, server, server), 'from\u202e it.pem', services)
    expect(known).toBe(1)
    expect(additions.map(({ name, kind, source, createdAt }) => ({ name, kind, source, createdAt }))).toEqual([
      { name: 'ONE root', kind: 'trusted', source: 'from‹U+202E› it.pem', createdAt: NOW },
      { name: 'pbx.example.com', kind: 'trusted', source: 'from‹U+202E› it.pem', createdAt: NOW },
    ])
    expect(await services.keeper.keep(additions.map((entry) => ({ entry })))).toBeNull()
    const { held } = await services.keeper.list()
    expect(
      listTrusted(
        held.map(({ entry }) => entry),
        NOW,
      ),
    ).toHaveLength(2)
  })

  it('readTrusted() says so where there is no certificate', async () => {
    const services = { ...makeServices(), entries: [] }
    const reading = readTrusted(new TextEncoder().encode('hello'), '', services)
    await expect(reading).rejects.toMatchObject({ code: 'trust-store/no-certificate' })
  })
})

describe('buildTrustPack()', () => {
  it('buildTrustPack() gives each certificate as PEM and DER, and all in one text', async () => {
    const items = [
      { name: 'One: Root', certificateDer: root.certificateDer },
      { name: 'pin', certificateDer: server.certificateDer },
    ]
    const files = await buildTrustPack(items, makeServices().pki)
    expect(files.map(({ name }) => name)).toEqual([
      'all-trusted.pem',
      'One_ Root.crt',
      'One_ Root.cer',
      'pin.crt',
      'pin.cer',
    ])
    const [all, pem, der] = files.map(({ bytes }) => bytes)
    const blocks = decodePem(new TextDecoder().decode(all))
    expect(blocks.map((block) => block.der)).toEqual([root.certificateDer, server.certificateDer])
    expect(decodePem(new TextDecoder().decode(pem))[0]?.der).toEqual(root.certificateDer)
    expect(der).toEqual(root.certificateDer)
  })

  it('storeTargets counts the places that documents state', () => {
    const places = Object.fromEntries(storeTargets.map(({ id, limits }) => [id, limits?.trustedCertificates]))
    expect(places).toMatchObject({ 'ip-office-manager': 25, yealink: 10, 'poly-vvx': 8 })
  })
})

describe('the source of a trust kit', () => {
  it('findKitSource() finds the root above an intermediate, and every intermediate of the vault below that root', () => {
    const own = entryOf('authority', 'own', root)
    const sub = entryOf('authority', 'sub', intermediate, [root])
    const entries = [own, sub, entryOf('authority', 'other', namesake), entryOf('identity', 'server', server, [root])]
    for (const { id } of [own, sub]) {
      expect(findKitSource(entries, id)).toEqual({
        name: 'One Root',
        rootDer: root.certificateDer,
        intermediatesDer: [intermediate.certificateDer],
      })
    }
    expect(findKitSource(entries, entries.at(-1)?.id ?? '')).toBeNull()
    expect(findKitSource(entries, 'gone')).toBeNull()
  })

  it('readKitSource() takes the root out of a chain and keeps authorities beside it, not servers', async () => {
    const chain = [server, intermediate, root].map(({ certificateDer }) => encodePem('CERTIFICATE', certificateDer))
    const source = await readKitSource(new TextEncoder().encode(chain.join('')), makeServices())
    expect(source).toEqual({
      name: 'One Root',
      rootDer: root.certificateDer,
      intermediatesDer: [intermediate.certificateDer],
    })
    const empty = readKitSource(new TextEncoder().encode('hello'), makeServices())
    await expect(empty).rejects.toMatchObject({ code: 'trust-kit/no-certificate' })
  })
})
