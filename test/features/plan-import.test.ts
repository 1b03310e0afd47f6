import { beforeAll, describe, expect, it } from 'vitest'
import {
  entryOf,
  type ImportPlan,
  indexEntries,
  isImportable,
  type Pile,
  planImports,
} from '../../src/features/inspect/plan-import.ts'
import { assemble, type PileObject } from '../../src/pki/assemble.ts'
import { hashAlgorithms } from '../../src/pki/algorithms.ts'
import { encodeHex } from '../../src/pki/bytes.ts'
import { issueSelfSignedCertificate } from '../../src/pki/certificate.ts'
import { digestNow } from '../../src/pki/hash-library.ts'
import { importSigningKey, publicKeyOf } from '../../src/pki/key-pair.ts'
import type { Entry } from '../../src/vault/entry.ts'
import { type Identity, makeIdentity, requestOf } from '../fixtures/identity.ts'

const NOW = new Date('2026-11-21T12:00:00Z')

let identity: Identity
let pending: Entry
beforeAll(async () => {
  identity = await makeIdentity()
  const { requestDer } = identity
  pending = {
    id: 'pending',
    kind: 'request',
    name: 'My PBX',
    targetId: 'openscape-business',
    createdAt: NOW,
    requestDer,
    chain: [],
    doneSteps: [],
    hasPrivateKey: true,
  }
})

/** Assembles one thing, and plans its import into a vault that holds these entries. */
async function planOne(pile: readonly PileObject[], entries: readonly Entry[] = []): Promise<Planned> {
  const kept = indexEntries(entries)
  const [assembled] = await assemble(pile, kept.certificates, NOW)
  if (assembled === undefined) throw new Error('expected an assembly')
  const byId: Pile = new Map(
    pile.flatMap((object) =>
      object.kind === 'private-key'
        ? []
        : [[object.id, { der: object.der, sha256: encodeHex(digestNow('sha-256', object.der)) }]],
    ),
  )
  const [plan] = planImports([assembled], byId, kept)
  if (plan === undefined) throw new Error('expected a plan')
  return { ...plan, made: entryOf(plan, byId, kept, NOW) }
}
interface Planned extends ImportPlan {
  readonly made: Entry
}
const certificate = (): PileObject => ({ id: 1, kind: 'certificate', der: identity.certificateDer })
const chain = (): PileObject[] => identity.chainDer.map((der, index) => ({ id: 10 + index, kind: 'certificate', der }))
const keyOf = async (privateKeyInfo: Identity['privateKeyInfo']): Promise<PileObject> => ({
  id: 2,
  kind: 'private-key',
  publicKey: await publicKeyOf(privateKeyInfo),
})
const verdictOf = ({ verdict, entry }: ImportPlan): unknown => [verdict, entry?.id]

describe('planImports()', () => {
  it('finds the pending request that a certificate completes, and keeps its name and target', async () => {
    const plan = await planOne([certificate(), ...chain()], [pending])
    expect(verdictOf(plan)).toEqual(['completes', 'pending'])
    const { id, name, targetId, requestDer } = pending
    const kept = { id, name, targetId, requestDer, hasPrivateKey: true }
    expect(plan.made).toMatchObject({ ...kept, kind: 'identity', certificateDer: identity.certificateDer })
    expect(plan.made.chain.map((link) => link.name)).toEqual(['Intermediate 2026', 'Root 2026'])
  })

  it('takes intermediates and roots from the vault', async () => {
    const [intermediate, root] = identity.chainDer
    const authorities = [intermediate, root].map(
      (certificateDer, index) =>
        ({
          ...pending,
          id: `ca-${String(index)}`,
          kind: 'authority',
          certificateDer,
          requestDer: undefined,
        }) as unknown as Entry,
    )
    const plan = await planOne([certificate()], authorities)
    expect(plan.made.chain.map((link) => link.certificateDer)).toEqual(identity.chainDer)
  })

  it('calls what is there already known, and adds a key that was missing', async () => {
    const kept = {
      ...pending,
      kind: 'identity',
      certificateDer: identity.certificateDer,
      hasPrivateKey: false,
    } as const
    expect(verdictOf(await planOne([certificate()], [kept]))).toEqual(['known', 'pending'])
    const withKey = [certificate(), await keyOf(identity.privateKeyInfo)]
    const plan = await planOne(withKey, [kept])
    expect(verdictOf(plan)).toEqual(['adds-key', 'pending'])
    expect(plan.made.hasPrivateKey).toBe(true)
    expect(verdictOf(await planOne(withKey, [{ ...kept, hasPrivateKey: true }]))).toEqual(['known', 'pending'])
  })

  it('knows a certificate that is only trusted, and makes an entry beside it when its key comes', async () => {
    const { certificateDer } = identity
    const trusted: Entry = { ...pending, id: 'trusted', kind: 'trusted', certificateDer, hasPrivateKey: false }
    const key = await keyOf(identity.privateKeyInfo)
    expect(verdictOf(await planOne([certificate()], [trusted]))).toEqual(['known', 'trusted'])
    expect((await planOne([key], [trusted])).verdict).toBe('waits')
    const beside = await planOne([certificate(), key], [trusted])
    expect(verdictOf(beside)).toEqual(['new', undefined])
    expect([beside.made.kind, beside.made.hasPrivateKey]).toEqual(['identity', true])
    const own: Entry = { ...trusted, id: 'own', kind: 'identity' }
    for (const entries of [
      [own, trusted],
      [trusted, own],
    ])
      expect(verdictOf(await planOne([certificate()], entries))).toEqual(['known', 'own'])
  })

  it('lets the newest of two answers complete a request, and gives the other its key', async () => {
    const { certificateDer, rootDer, chainDer } = identity
    const kept = indexEntries([pending])
    const pile: Pile = new Map([
      [1, { der: certificateDer, sha256: 'a' }],
      [2, { der: rootDer, sha256: 'b' }],
    ])
    const [answer] = await assemble([certificate()], chainDer, NOW)
    if (answer === undefined) throw new Error('expected an assembly')
    // The root begins when its certificate does, so that the first of two of one age wins.
    const plans = planImports([answer, { ...answer, id: 2, certificateId: 2 }], pile, kept)
    expect(plans.map(verdictOf)).toEqual([
      ['completes', 'pending'],
      ['new', undefined],
    ])
    expect(plans[1]?.keyOwner?.id).toBe('pending')
    const made = plans.map((plan) => entryOf(plan, pile, kept, NOW))
    expect(new Set(made.map(({ id }) => id)).size).toBe(2)
    expect(made.map(({ hasPrivateKey }) => hasPrivateKey)).toEqual([true, true])
  })

  it('completes a request whose answer was kept without its key before', async () => {
    const keyless = { ...pending, id: 'keyless', kind: 'identity', hasPrivateKey: false } as const
    const entries = [pending, { ...keyless, certificateDer: identity.certificateDer }]
    expect(verdictOf(await planOne([certificate()], entries))).toEqual(['completes', 'pending'])
  })

  it('completes the last request made where entries share a key, and lets the older entries be', async () => {
    const { privateKeyInfo, certificateDer } = identity
    const signingKey = await importSigningKey(privateKeyInfo, hashAlgorithms['sha-256'])
    const { subjectPublicKeyInfo, algorithm } = signingKey
    const request = requestOf('self-signed-server', algorithm.id)
    const oldDer = await issueSelfSignedCertificate(request, { subjectPublicKeyInfo, signingKey })
    const old: Entry = { ...pending, id: 'old', kind: 'identity', certificateDer: oldDer }
    const later: Entry = { ...pending, id: 'later', createdAt: new Date(NOW.getTime() + 1) }
    // Whatever the order in which the vault lists them.
    for (const entries of [
      [old, later, pending],
      [pending, later, old],
    ]) {
      expect(verdictOf(await planOne([certificate()], entries))).toEqual(['completes', 'later'])
      expect(verdictOf(await planOne([{ id: 1, kind: 'certificate', der: oldDer }], entries))).toEqual(['known', 'old'])
      const done: Entry = { ...later, kind: 'identity', certificateDer }
      const after = entries.map((entry) => (entry === later ? done : entry))
      expect(verdictOf(await planOne([certificate()], after))).toEqual(['known', 'later'])
    }
  })

  it('gives a key alone to the certificate that waits for it in the vault, and changes nothing else', async () => {
    const { certificateDer } = identity
    const keyless: Entry = { ...pending, id: 'keyless', kind: 'identity', certificateDer, hasPrivateKey: false }
    const plan = await planOne([await keyOf(identity.privateKeyInfo)], [keyless])
    expect(verdictOf(plan)).toEqual(['adds-key', 'keyless'])
    expect(plan.made).toEqual({ ...keyless, hasPrivateKey: true })
  })

  it('keeps a request with its key, and leaves a key or a request alone where it is', async () => {
    const request: PileObject = { id: 3, kind: 'certification-request', der: identity.requestDer }
    const key = await keyOf(identity.privateKeyInfo)
    const both = await planOne([request, key])
    expect([both.verdict, both.made.kind, both.made.hasPrivateKey]).toEqual(['new', 'request', true])
    expect((await planOne([request, key], [pending])).verdict).toBe('known')
    for (const alone of [request, key]) {
      const plan = await planOne([alone])
      expect([plan.verdict, isImportable(plan)]).toEqual(['waits', false])
    }
  })

  it('makes an authority of a CA certificate, and a name of any name', async () => {
    const root: PileObject = { id: 1, kind: 'certificate', der: identity.rootDer }
    const plan = await planOne([root])
    expect(plan.made).toMatchObject({ kind: 'authority', name: 'Root 2026', hasPrivateKey: false })
    const named = (name: string) =>
      entryOf({ ...plan, assembled: { ...plan.assembled, name } }, new Map(), indexEntries([]), NOW).name
    expect(named('a\u202eb\u0007')).toBe('a b')
    expect(named('x'.repeat(200))).toHaveLength(100)
    expect(named(' ')).toBe('certificate')
  })
})
