import { beforeEach, describe, expect, it } from 'vitest'
import {
  freeLabel,
  heldTargets,
  keepOwnTarget,
  loadOwnTargets,
  newTargetId,
  ownTargetListing,
  removeOwnTarget,
  takeInTarget,
} from '../../src/parts/own-targets.ts'
import { openOwnTargetForm, readOwnTargetForm } from '../../src/parts/own-target-form.ts'
import { copyTarget, type OwnTarget } from '../../src/targets/own-target.ts'
import { checkOwnTarget, writeOwnTarget } from '../../src/targets/parse-own-target.ts'
import { bringOwnTargets, findTarget, targets } from '../../src/targets/registry.ts'
import { makeServices, NOW } from '../features/make-services.ts'

const base = findTarget('openscape-business')
const own = (changes: Partial<OwnTarget> = {}): OwnTarget => ({
  ...copyTarget(base, newTargetId(), 'Ours'),
  ...changes,
})
let services = makeServices()
beforeEach(async () => {
  services = makeServices()
  bringOwnTargets(heldTargets)
  await loadOwnTargets(services.keeper)
})

describe('keepOwnTarget()', () => {
  it('makes a target that is found, behind an unlocked vault alone', async () => {
    await services.keeper.create('correct horse battery staple')
    const mine = own({ hashes: ['sha-512'] })
    expect(await keepOwnTarget(mine, services)).toBeNull()
    expect(findTarget(mine.id)).toMatchObject({ label: 'Ours', hashes: ['sha-512'] })
    services.keeper.lock()
    await loadOwnTargets(services.keeper)
    expect(findTarget(mine.id).id).toBe('generic')
    await services.keeper.unlock('correct horse battery staple')
    await loadOwnTargets(services.keeper)
    expect(findTarget(mine.id).label).toBe('Ours')
    await removeOwnTarget(mine.id, services.keeper)
    expect(findTarget(mine.id).id).toBe('generic')
  })

  it('refuses the name of another own one, in any case, and takes its own again', async () => {
    const mine = own()
    await keepOwnTarget(mine, services)
    await expect(keepOwnTarget(own({ label: 'OURS' }), services)).rejects.toMatchObject({
      code: 'own-target/name-taken',
    })
    expect(await keepOwnTarget({ ...mine, note: 'again' }, services)).toBeNull()
    expect(heldTargets().map(({ note }) => note)).toEqual(['again'])
  })
})

describe('loadOwnTargets()', () => {
  it('lists what it cannot use by name, and makes no target of it', async () => {
    const wrong = { ...own(), steps: {} } as never
    await services.keeper.saveDocument({ id: 'own-x', kind: 'target', name: 'Odd', savedAt: NOW, value: wrong })
    // Whoever could write documents could put a copy under another's id.
    const other = own() as never
    await services.keeper.saveDocument({ id: 'own-y', kind: 'target', name: 'Moved', savedAt: NOW, value: other })
    await loadOwnTargets(services.keeper)
    expect(heldTargets()).toEqual([])
    expect(ownTargetListing.value.unreadable).toEqual([
      { id: 'own-x', name: 'Odd' },
      { id: 'own-y', name: 'Moved' },
    ])
  })
})

describe('takeInTarget()', () => {
  it('keeps the id while it is free, and counts up name and id of one that is here', async () => {
    const mine = own()
    const file = writeOwnTarget(mine)
    expect(takeInTarget(file)).toEqual(mine)
    await keepOwnTarget(mine, services)
    const second = takeInTarget(file)
    expect(second).toEqual({ ...mine, id: second.id, label: 'Ours (2)' })
    expect(second.id).not.toBe(mine.id)
  })

  it('gets a long name under the limit', async () => {
    const label = 'x'.repeat(60)
    await keepOwnTarget(own({ label }), services)
    expect(freeLabel(label)).toBe(`${'x'.repeat(56)} (2)`)
  })
})

describe('readOwnTargetForm()', () => {
  it.each(targets)('gives back a copy of $label that nobody changed', (target) => {
    const copy = copyTarget(target, 'own-1', 'Ours')
    expect(readOwnTargetForm(target, copy, openOwnTargetForm(target, copy))).toEqual(copy)
  })

  it('gives back what was changed, and opens with it', () => {
    const form = openOwnTargetForm(base, own())
    form.hashes = ['sha-512', 'sha-384']
    form.minLength = '12'
    form.validityDays = ' 200 '
    form.fileNames['file-certificate-pkcs12'] = ' ours-{name}.p12 '
    form.fileNames['file-root-certificate-pem'] = ''
    const changed = readOwnTargetForm(base, own(), form)
    expect(changed).toMatchObject({
      hashes: ['sha-384', 'sha-512'],
      passphrase: { minLength: 12, maxLength: 32 },
      validityDays: 200,
      fileNames: [{ list: 'certificate', content: 'pkcs12', name: 'ours-{name}.p12' }],
    })
    expect(checkOwnTarget(changed)).toEqual([])
    expect(readOwnTargetForm(base, changed, openOwnTargetForm(base, changed))).toEqual(changed)
  })

  it.each(['', 'many', '1e3', '-1', '7.5'])(
    'makes of the length %j something that checkOwnTarget() refuses',
    (typed) => {
      const form = { ...openOwnTargetForm(base, own()), minLength: typed }
      expect(checkOwnTarget(readOwnTargetForm(base, own(), form)).map(({ field }) => field)).toEqual(['passphrase'])
    },
  )
})
