import { describe, expect, it } from 'vitest'
import { markStep, sourceOf, stepsFor } from '../../src/parts/install-steps.ts'
import { findTarget } from '../../src/targets/registry.ts'
import { makeServices } from '../features/make-services.ts'
import { sampleEntry } from '../vault/entry-samples.ts'

const connect = findTarget('mivoice-connect')
const idsOf = (kind: 'request' | 'authority' | 'identity' | 'trusted', isSelfIssued = false, target = connect) =>
  stepsFor(target, { kind, isSelfIssued }).map(({ id }) => id)

describe('stepsFor()', () => {
  it('gives a request, a root and a certificate the steps of their own', () => {
    expect(idsOf('request')).toContain('staging')
    expect(idsOf('authority', true)).toContain('import-root')
    expect(idsOf('identity')).toContain('delete-current')
    expect(idsOf('identity', true)).toEqual(idsOf('identity'))
  })

  it('never sends an intermediate where roots go, and to the trusted store of IP Office', () => {
    expect(idsOf('authority')).toEqual([])
    expect(idsOf('authority', false, findTarget('ip-office-manager'))).toContain('trusted-store')
  })

  it('gives nothing for what is only trusted, and for a target without steps', () => {
    expect(idsOf('trusted', true)).toEqual([])
    expect(idsOf('identity', false, findTarget('generic'))).toEqual([])
  })
})

describe('sourceOf()', () => {
  it('names the place in the source where it is known', () => {
    expect(sourceOf({ source: 'Manual', place: 'section 3' })).toBe('Manual: section 3')
    expect(sourceOf({ source: 'Manual' })).toBe('Manual')
  })
})

describe('markStep()', () => {
  it('keeps each tick once with the entry, takes it back, and leaves the rest of the entry alone', async () => {
    const services = makeServices()
    const entry = sampleEntry('a', { hasPrivateKey: false })
    await services.keeper.keep([{ entry }])
    const done = async () => (await services.keeper.load('a')).entry.doneSteps
    for (const step of ['save', 'compare-name', 'save']) await markStep('a', step, true, services)
    expect(await done()).toEqual(['compare-name', 'save'])
    await markStep('a', 'compare-name', false, services)
    await markStep('a', 'never-ticked', false, services)
    expect((await services.keeper.load('a')).entry).toEqual({ ...entry, doneSteps: ['save'] })
  })

  it('fails where there is no such entry', async () => {
    await expect(markStep('nobody', 'save', true, makeServices())).rejects.toMatchObject({ name: 'VaultError' })
  })
})
