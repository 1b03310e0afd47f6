import { describe, expect, it } from 'vitest'
import { findTarget, requestTargets, targets } from '../../src/targets/registry.ts'
import type { FileRecipe, Target } from '../../src/targets/target.ts'

// What stands as a list of its own: the export page tells its rows apart by content, the check card by name.
const listsOf = ({ files }: Target): (readonly FileRecipe[])[] => [
  files.request,
  files.root,
  files.intermediate,
  files.certificate,
  files.further ?? [],
]

describe('targets', () => {
  it('stand in the order of the menu, under the names on the device', () => {
    expect(targets.map(({ label }) => label)).toEqual([
      'Generic',
      'OpenScape Business',
      'OpenScape Business Booster',
      'MiVoice Connect HQ/DVS',
      'MiVoice Connect SA-100/400',
      'MiVoice Office 400',
      'IP Office Manager',
      'IP Office Web Manager',
      'IP Office SIP telephony',
      'Mitel MSL',
      'Vodia',
      'innovaphone',
      'Cisco Expressway',
      '2N IP intercom',
      'AudioCodes 4xxHD',
      'Avaya 1100/1200 (SIP)',
      'Avaya J100',
      'Avaya Vantage',
      'Cisco 8800 MPP',
      'Cisco 9800/8875',
      'Cisco IP Phone (ITL/CTL)',
      'Cisco SPA3xx/5xx',
      'Fanvil',
      'FlyingVoice',
      'Gigaset N610/N670/N870',
      'Grandstream GXP/GRP',
      'Grandstream GXV34x0',
      'Htek UC9xx',
      'Mitel 6800/6900 (SIP)',
      'Panasonic KX-HDV/UT/UTG',
      'Poly VVX D230 (OBi style)',
      'Poly VVX/SoundStation (UCS)',
      'Snom',
      'Unify OpenStage/Desk Phone IP',
      'Yealink T/CP/W',
    ])
  })

  it('have ids that differ, and by which they are found; an unknown one counts as generic', () => {
    for (const target of targets) expect(findTarget(target.id)).toBe(target)
    expect(findTarget('mivoice-9000').id).toBe('generic')
    expect(findTarget('__proto__').id).toBe('generic')
  })

  it('say where their facts come from, all but Generic, which states none', () => {
    expect(targets.filter(({ sources }) => sources.length === 0).map(({ id }) => id)).toEqual(['generic'])
  })

  it.each(targets)('of $label lists no name and no content twice', (target) => {
    for (const recipes of listsOf(target)) {
      expect(new Set(recipes.map(({ name }) => name)).size).toBe(recipes.length)
      expect(new Set(recipes.map(({ content }) => content)).size).toBe(recipes.length)
    }
  })

  it.each(targets)('of $label names a file after a CA exactly where each CA has one', (target) => {
    for (const { name, content } of listsOf(target).flat()) {
      expect(name.includes('{authority}')).toBe(content.startsWith('authority-'))
    }
  })

  it.each(targets)('of $label give certificate and root as files, whatever is made', ({ files }) => {
    for (const recipes of [files.root, files.intermediate, files.certificate]) expect(recipes).not.toEqual([])
  })
})

describe('requestTargets', () => {
  it('leaves out MiVoice Office 400 and phones, none of which is known to take an answer to a request', () => {
    const others = targets.filter((target) => !requestTargets.includes(target) && target.kind !== 'phone')
    expect(others.map(({ label }) => label)).toEqual(['MiVoice Office 400'])
    expect(requestTargets.filter(({ kind }) => kind === 'phone')).toEqual([])
  })
})
