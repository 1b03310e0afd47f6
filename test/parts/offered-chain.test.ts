import { describe, expect, it } from 'vitest'
import { previewChain } from '../../src/parts/offered-chain.ts'
import { makeServices } from '../features/make-services.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { sampleEntry } from '../vault/entry-samples.ts'

const identity = await makeIdentity()
const { certificateDer, credential, intermediateDer, rootDer } = identity
const server = sampleEntry('server', {
  targetId: 'ip-office-manager',
  certificateDer,
  chain: credential.chain,
  hasPrivateKey: false,
})
const authority = (id: string, der: typeof rootDer) =>
  sampleEntry(id, { kind: 'authority', certificateDer: der, chain: [], hasPrivateKey: false })

describe('previewChain()', () => {
  it('takes the entry’s own chain for the trusted store, and what is kept twice once', async () => {
    const services = makeServices()
    const kept = [authority('root', rootDer), authority('intermediate', intermediateDer), server]
    await services.keeper.keep(kept.map((entry) => ({ entry })))
    expect(await previewChain('server', services)).toMatchObject({
      rows: [
        { name: 'pbx.example', issuer: 'Intermediate 2026', isStranger: false },
        { name: 'Intermediate 2026', issuer: 'Root 2026' },
        { name: 'Root 2026', issuer: 'Root 2026' },
      ],
      sharedNames: [],
      missingNames: [],
    })
  })

  it('finds a second generation of the same name among authorities and trusted certificates', async () => {
    const services = makeServices()
    const old = { ...authority('old', (await makeIdentity()).rootDer), kind: 'trusted' as const }
    await services.keeper.keep([server, old].map((entry) => ({ entry })))
    const preview = await previewChain('server', services)
    expect(preview?.rows).toHaveLength(4)
    expect(preview?.sharedNames).toEqual(['Root 2026'])
  })

  it('says what is missing when nothing is known but the certificate, and never takes another server’s for a CA', async () => {
    const services = makeServices()
    const other = { ...server, id: 'other', certificateDer: (await makeIdentity()).certificateDer }
    await services.keeper.keep([{ ...server, chain: [] }, other].map((entry) => ({ entry })))
    const preview = await previewChain('server', services)
    expect([preview?.rows.length, preview?.missingNames]).toEqual([1, ['Intermediate 2026']])
  })

  it('is null for a request', async () => {
    const services = makeServices()
    const { requestDer } = identity
    const { id, name, targetId, createdAt, hasPrivateKey, doneSteps } = server
    const entry = {
      id,
      kind: 'request',
      name,
      targetId,
      createdAt,
      requestDer,
      chain: [],
      doneSteps,
      hasPrivateKey,
    } as const
    await services.keeper.keep([{ entry }])
    expect(await previewChain('server', services)).toBeNull()
  })
})
