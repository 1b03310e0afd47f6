import { describe, expect, it } from 'vitest'
import { emptyCertificateForm, emptyCertificationForm } from '../../src/parts/entry-form.ts'
import { NEW_AUTHORITY } from '../../src/parts/issue-form.ts'
import { addChoices, choicesIn, choicesOf, lastUseId } from '../../src/parts/last-use.ts'
import { targets } from '../../src/targets/registry.ts'
import type { VaultDocument } from '../../src/vault/document.ts'
import { sampleDocument } from '../vault/entry-samples.ts'

const requestForm = () => {
  const form = emptyCertificationForm()
  Object.assign(form.subject, { organization: 'Müller', country: 'DE', commonName: 'pbx' })
  return { ...form, name: 'PBX', subjectAltNames: 'pbx', keyAlgorithm: 'p-384' as const }
}
const owner = { organization: 'Müller', organizationalUnit: '', locality: '', stateOrProvince: '', country: 'DE' }
const documentOf = (value: VaultDocument['value']): VaultDocument => sampleDocument('a', { kind: 'defaults', value })

describe('choicesOf()', () => {
  it('picks who asks, key, hash, days, issuer and container, and no name of the thing itself', () => {
    expect(choicesOf(requestForm(), null)).toEqual({
      entry: { subject: owner, keyAlgorithm: 'p-384', hash: 'sha-256' },
      page: {},
      container: {},
    })
    const certificate = emptyCertificateForm('tls-server', new Date('2026-11-21T12:00:00Z'))
    const container = { protection: 'compatible', includeChain: false } as const
    const page = { certificate, issuerId: 'a', authority: certificate }
    expect(choicesOf(page, container)).toMatchObject({
      entry: { validityDays: certificate.validityDays },
      page: { issuerId: 'a' },
      container,
    })
  })

  it('does not take a new authority for the next time', () => {
    const form = { ...requestForm(), issuerId: NEW_AUTHORITY }
    expect(choicesOf(form, null).page).toEqual({})
  })
})

describe('addChoices() and choicesIn()', () => {
  it('keep what each door chose, and who asks for all of them', () => {
    const first = addChoices(undefined, 'request', choicesOf(requestForm(), null))
    const later = { ...requestForm(), keyAlgorithm: 'rsa-4096' as const, subject: { ...requestForm().subject, country: 'AT' } } // prettier-ignore
    const both = documentOf(addChoices(documentOf(first), 'authority', choicesOf(later, null)))
    expect(choicesIn(both, 'request').entry).toEqual({
      subject: { ...owner, country: 'AT' },
      keyAlgorithm: 'p-384',
      hash: 'sha-256',
    })
    expect(choicesIn(both, 'authority').entry).toMatchObject({ keyAlgorithm: 'rsa-4096' })
    expect(choicesIn(both, 'certificate')).toEqual({
      entry: { subject: { ...owner, country: 'AT' } },
      page: {},
      container: {},
    })
  })

  it.each([null, 7, [], { doors: 7, owner: 'x' }, { doors: { request: [] }, owner: ['x'] }])(
    'choicesIn() finds nothing in %j',
    (value) => {
      expect(choicesIn(documentOf(value), 'request')).toEqual({ entry: { subject: {} }, page: {}, container: {} })
    },
  )
})

it.each(targets.map(({ id }) => [id]))('lastUseId() of %s is the id of a document', (id) => {
  expect(lastUseId(id)).toMatch(/^[\w-]{1,64}$/)
})
