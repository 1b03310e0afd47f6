import { describe, expect, it } from 'vitest'
import { parseDistinguishedName } from '../../src/pki/distinguished-name-text.ts'
import { type NamedCertificate, previewOfferedChain } from '../../src/targets/offered-chain.ts'

interface Labelled extends NamedCertificate {
  readonly label: string
}

const named = (label: string, subject: string, issuer = subject): Labelled => ({
  label,
  subject: parseDistinguishedName(subject),
  issuer: parseDistinguishedName(issuer),
})

const identity = named('identity', 'CN=ipo.example', 'O=Acme, CN=Acme Issuing')
const issuing = named('issuing', 'O=Acme, CN=Acme Issuing', 'O=Acme, CN=Acme Root 2026')
const root = named('root', 'O=Acme, CN=Acme Root 2026')
const foreign = named('foreign', 'O=Other, CN=Other Root')

function preview(leaf: Labelled, store: readonly Labelled[]) {
  const { offered, strangers, ...rest } = previewOfferedChain(leaf, store)
  return { offered: offered.map(({ label }) => label), strangers: strangers.map(({ label }) => label), ...rest }
}

const clean = { sharedNames: [], strangers: [], missingNames: [] }

describe('previewOfferedChain()', () => {
  it('begins with the identity and follows the common names up, whatever the order of the store', () => {
    expect(preview(identity, [foreign, root, issuing])).toEqual({ offered: ['identity', 'issuing', 'root'], ...clean })
  })

  it('says which issuer the store lacks, and goes no further', () => {
    expect(preview(identity, [root])).toEqual({ ...clean, offered: ['identity'], missingNames: ['Acme Issuing'] })
    expect(preview(identity, [issuing])).toEqual({
      ...clean,
      offered: ['identity', 'issuing'],
      missingNames: ['Acme Root 2026'],
    })
  })

  it('offers both generations of a CA that share a common name, and warns of it', () => {
    const old = named('old root', 'O=Acme, CN=Acme Root 2026')
    expect(preview(identity, [old, issuing, root])).toEqual({
      ...clean,
      offered: ['identity', 'issuing', 'old root', 'root'],
      sharedNames: ['Acme Root 2026'],
    })
  })

  it('offers a CA of the same common name though it is not the issuer, and says so', () => {
    const stranger = named('stranger', 'O=Other, CN=Acme Issuing', 'O=Other, CN=Acme Issuing')
    expect(preview(identity, [stranger])).toEqual({
      ...clean,
      offered: ['identity', 'stranger'],
      strangers: ['stranger'],
    })
  })

  it('offers a self-signed identity alone', () => {
    expect(preview(root, [])).toEqual({ ...clean, offered: ['root'] })
  })

  it('ends where two CAs name each other, and where an issuer has no common name', () => {
    const one = named('one', 'CN=One', 'CN=Two')
    const two = named('two', 'CN=Two', 'CN=One')
    expect(preview(named('leaf', 'CN=leaf', 'CN=One'), [one, two]).offered).toEqual(['leaf', 'one', 'two'])
    expect(preview(named('leaf', 'CN=leaf', 'O=Nameless'), [root])).toEqual({ ...clean, offered: ['leaf'] })
  })

  it('looks at 25 certificates of the store: it has no more slots', () => {
    const slots = Array.from({ length: 25 }, (_, index) => named(`slot ${String(index)}`, `CN=Slot ${String(index)}`))
    expect(preview(identity, [...slots, issuing]).missingNames).toEqual(['Acme Issuing'])
    expect(preview(identity, [...slots.slice(1), issuing]).offered).toEqual(['identity', 'issuing'])
  })
})
