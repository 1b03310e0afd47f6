import { beforeAll, describe, expect, it } from 'vitest'
import {
  entryOf,
  type ImportPlan,
  indexEntries,
  isImportable,
  type Pile,
  planImport,
} from '../../src/features/inspect/plan-import.ts'
import { assemble, type PileObject } from '../../src/pki/assemble.ts'
import { encodeHex } from '../../src/pki/bytes.ts'
import { digestNow } from '../../src/pki/hash-library.ts'
import { publicKeyOf } from '../../src/pki/key-pair.ts'
import type { Entry } from '../../src/vault/entry.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

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
  const plan = planImport(assembled, byId, kept)
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

describe('planImport()', () => {
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

  it('says which request is nearest when none fits', async () => {
    const { requestDer } = await makeIdentity()
    const plan = await planOne([certificate()], [{ ...pending, requestDer }])
    expect([plan.verdict, plan.nearest?.id]).toEqual(['new', 'pending'])
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
