import { describe, expect, it } from 'vitest'
import { applyOwnTarget, copyTarget, type OwnTarget, renamableFiles } from '../../src/targets/own-target.ts'
import { bringOwnTargets, baseOf, findTarget, isKnownTarget, targets } from '../../src/targets/registry.ts'
import type { Target } from '../../src/targets/target.ts'

const base = findTarget('openscape-business')
const own = (changes: Partial<OwnTarget> = {}, of: Target = base): OwnTarget => ({
  ...copyTarget(of, 'own-1', 'Our PBX'),
  ...changes,
})

describe('applyOwnTarget()', () => {
  it.each(targets)('of an unchanged copy of $label is that target under another name', (target) => {
    expect(applyOwnTarget(target, own({}, target))).toEqual({
      ...target,
      id: 'own-1',
      basedOn: target.id,
      label: 'Our PBX',
    })
  })

  it('narrows hashes, validity and passphrase, and takes over protection, note and file names', () => {
    const target = applyOwnTarget(
      base,
      own({
        hashes: ['sha-512'],
        passphrase: { minLength: 12, maxLength: 20 },
        protection: 'modern',
        validityDays: 200,
        note: 'Cellar, rack 2',
        fileNames: [{ list: 'certificate', content: 'pkcs12', name: 'OurPBX-{name}.p12' }],
      }),
    )
    expect(target).toMatchObject({
      hashes: ['sha-512'],
      keyAlgorithms: ['rsa-2048'],
      passphrase: { minLength: 12, maxLength: 20 },
      protection: 'modern',
      limits: { validityDays: 200 },
      note: 'Cellar, rack 2',
    })
    expect(target.files.certificate.map(({ name }) => name)).toEqual(['OurPBX-{name}.p12', '{root}.crt'])
    expect(target.files.request).toEqual(base.files.request)
  })

  it('never loosens: what the base does not take is left out, and wider limits stay as the base has them', () => {
    const target = applyOwnTarget(
      base,
      own({ keyAlgorithms: ['p-256', 'ed25519'], passphrase: { minLength: 1, maxLength: 99 } }),
    )
    expect(target.keyAlgorithms).toEqual(base.keyAlgorithms)
    expect(target.passphrase).toEqual(base.passphrase)
  })

  it('keeps the characters that the base takes in a passphrase', () => {
    const narrow = targets.find(({ passphrase }) => passphrase?.alphabet !== undefined)
    if (narrow?.passphrase === undefined) throw new Error('no target with an alphabet')
    const { minLength, maxLength, alphabet } = narrow.passphrase
    const target = applyOwnTarget(narrow, own({ passphrase: { minLength: minLength + 1, maxLength } }, narrow))
    expect(target.passphrase).toEqual({ minLength: minLength + 1, maxLength, alphabet })
  })

  it('needs names beside those of the base, each with the kinds that carry it', () => {
    const { names = [] } = applyOwnTarget(base, own({ neededNames: ['fqdn', 'sipDomain'] }))
    expect(names.map(({ field, isNeeded, kinds }) => [field, isNeeded ?? false, kinds])).toEqual([
      ['fqdn', true, ['dNSName']],
      ['lan1', false, ['iPAddress']],
      ['sipDomain', true, ['dNSName', 'uniformResourceIdentifier']],
    ])
  })

  it('leaves a weak offer only to a copy that takes all that its base takes', () => {
    const ipOffice = findTarget('ip-office-manager')
    expect(applyOwnTarget(ipOffice, own({}, ipOffice)).weak).toEqual(ipOffice.weak)
    expect(applyOwnTarget(ipOffice, own({ hashes: ['sha-512'] }, ipOffice)).weak).toBeUndefined()
  })

  it('renames no file that lines for a phone mention', () => {
    const yealink = findTarget('yealink')
    expect(renamableFiles(yealink, 'root').map(({ content }) => content)).toEqual(['provisioning-text'])
    const fileNames = [{ list: 'root', content: 'root-pem', name: 'mine.pem' }] as const
    expect(applyOwnTarget(yealink, own({ fileNames }, yealink)).files).toEqual(yealink.files)
  })
})

describe('findTarget() with own targets', () => {
  it('knows them while they are brought, and counts them as generic when they are not', () => {
    const mine = applyOwnTarget(base, own())
    const impostor = { ...mine, id: 'generic' }
    bringOwnTargets(() => [impostor, mine])
    expect(findTarget('own-1')).toBe(mine)
    expect(baseOf(mine)).toBe(base)
    expect(findTarget('generic').label).toBe('Generic')
    bringOwnTargets(() => [])
    expect(findTarget('own-1').id).toBe('generic')
    expect(isKnownTarget('own-1')).toBe(false)
  })
})
