import { describe, expect, it } from 'vitest'
import { defaultContainerChoice } from '../../src/parts/container-choice.ts'
import { holdsKey, recipesFor } from '../../src/parts/entry-bundle.ts'
import { exportEntry, exportRecipes, lacksMacAddress, moreRecipes } from '../../src/parts/export-entry.ts'
import { openPkcs12 } from '../../src/pki/pkcs12-reader.ts'
import { generic } from '../../src/targets/generic.ts'
import { findTarget, targets } from '../../src/targets/registry.ts'
import type { CredentialSummary } from '../../src/vault/summary.ts'
import { makeServices } from '../features/make-services.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { sampleEntry } from '../vault/entry-samples.ts'

const summary = (changes: Partial<CredentialSummary> = {}): CredentialSummary => ({
  id: 'a',
  kind: 'identity',
  name: 'pbx',
  targetId: 'openscape-business',
  createdAt: new Date('2026-11-18T12:00:00Z'),
  hasPrivateKey: true,
  source: '',
  doneSteps: [],
  isKept: true,
  subject: 'CN=pbx',
  commonName: 'pbx',
  issuer: 'Root',
  isSelfIssued: false,
  notBefore: null,
  notAfter: null,
  expiresWith: null,
  ...changes,
})
const namesFor = (targetId: string, changes: Partial<CredentialSummary> = {}): string[] =>
  moreRecipes(summary(changes), findTarget(targetId), false).map(({ name }) => name)

describe('exportEntry()', () => {
  it.each([0, 2])('builds and rereads every form of a pinned peer with %i above it: it is the root', async (above) => {
    const { certificateDer, credential } = await makeIdentity()
    const chain = credential.chain.slice(0, above)
    const trusted = summary({ kind: 'trusted', hasPrivateKey: false })
    const entry = sampleEntry('a', { kind: 'trusted', hasPrivateKey: false, certificateDer, chain })
    const recipes = [...exportRecipes(trusted, generic, false), ...moreRecipes(trusted, generic, false)]
    const source = { open: () => Promise.resolve({ entry }) }
    const options = { passphrase: 'passphrase', protection: 'modern' } as const
    const bundle = await exportEntry(source, recipes, options, makeServices())
    expect(bundle.passed && bundle.files.map(({ content }) => content)).toEqual(recipes.map(({ content }) => content))
    const store = bundle.passed ? bundle.files.find(({ content }) => content === 'pkcs12-trust-store') : undefined
    const { certificates } = await openPkcs12(store?.bytes ?? new Uint8Array(0), options.passphrase)
    expect(certificates.map((certificate) => certificate.certificateDer)).toEqual([certificateDer])
  })
})

describe('moreRecipes()', () => {
  it('offers what the target takes another way first', () => {
    expect(namesFor('openscape-business').slice(0, 2)).toEqual(['{name}.cer', '{name}.key'])
  })

  it('offers a form under the name that the target gives it, and only under that', () => {
    const further = [{ name: '{name}.cer', content: 'certificate-der' }] as const
    const target = { ...generic, files: { ...generic.files, further } }
    const forms = moreRecipes(summary(), target, false).filter(({ content }) => content === 'certificate-der')
    expect(forms).toEqual(further)
  })

  it.each([
    ['an entry without a key', { hasPrivateKey: false }],
    ['an authority whose key is not asked for', { kind: 'authority', isSelfIssued: true }],
  ] as const)('offers no key of %s', (_, changes) => {
    expect(namesFor('mivoice-office-400', changes)).not.toContain('{name}.key')
  })

  it.each(targets.map(({ id }) => [id]))('offers a trusted certificate for %s as certificates only', (id) => {
    for (const isSelfIssued of [true, false]) {
      const trusted = summary({ kind: 'trusted', hasPrivateKey: false, isSelfIssued })
      const target = findTarget(id)
      const contents = [...exportRecipes(trusted, target, false), ...moreRecipes(trusted, target, false)].map(
        ({ content }) => content,
      )
      expect(recipesFor(trusted, target)).toBe(target.files.root)
      expect(contents).toEqual(expect.arrayContaining(['certificate-pem', 'certificate-der', 'pkcs7-pem', 'pkcs12-trust-store'])) // prettier-ignore
      expect(contents.filter(holdsKey)).toEqual([])
    }
  })

  it('offers the key of a MiVoice Office 400 certificate, which none of its own files hold', () => {
    expect(namesFor('mivoice-office-400')).toContain('{name}.key')
  })

  it('offers no certificate of a request', () => {
    expect(namesFor('openscape-business', { kind: 'request' })).toEqual([
      '{name}-key.p12',
      '{name}-old.key',
      '{name}.p8',
      '{name}-der.csr',
    ])
  })

  it.each(targets)('offers no content twice for $label', (target) => {
    const contents = moreRecipes(summary(), target, false).map(({ content }) => content)
    expect(new Set(contents).size).toBe(contents.length)
  })
})

describe('lacksMacAddress()', () => {
  const { certificate } = findTarget('avaya-j100').files

  it('is true of files named after a phone while no name of the entry says which one', () => {
    expect(lacksMacAddress(summary(), certificate)).toBe(true)
    expect(lacksMacAddress(summary({ commonName: '001122AABBCC' }), certificate)).toBe(false)
    expect(lacksMacAddress(summary({ name: 'Reception 00:11:22:aa:bb:cc' }), certificate)).toBe(false)
    expect(lacksMacAddress(summary(), generic.files.certificate)).toBe(false)
  })
})

describe('defaultContainerChoice()', () => {
  it('leaves the chain out for what IP Office Manager sets, and nowhere else', () => {
    const leafOnly = targets.filter((target) => !defaultContainerChoice(target).includeChain)
    expect(leafOnly.map(({ label }) => label)).toEqual(['IP Office Manager', 'IP Office SIP telephony'])
  })

  it('is compatible for every PBX, none of which names an encryption', () => {
    const modern = targets.filter((target) => defaultContainerChoice(target).protection === 'modern')
    expect(modern.map(({ label }) => label)).toEqual(['Generic'])
  })
})
