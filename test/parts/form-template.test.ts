import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyCertificateForm } from '../../src/parts/entry-form.ts'
import { type FormValues, readForm, writeForm } from '../../src/parts/form-template.ts'
import type { IssueForm } from '../../src/parts/issue-form.ts'

const emptyForm = (): IssueForm => ({
  certificate: emptyCertificateForm('tls-server', new Date('2026-11-21T12:00:00Z')),
  macAddress: '',
  issuerId: 'new',
  authority: emptyCertificateForm('root-ca', new Date('2026-11-21T12:00:00Z')),
})

function filledForm(): IssueForm {
  const form = emptyForm()
  Object.assign(form.certificate, {
    name: 'PBX',
    targetId: 'openscape-business',
    serialNumber: '7',
    validityDays: '90',
  })
  Object.assign(form.certificate.subject, { commonName: 'pbx.example', organization: 'Müller' })
  Object.assign(form.certificate, { subjectAltNames: 'DNS:pbx.example\nIP:192.0.2.1', keyAlgorithm: 'p-256' })
  form.authority.willSignAuthorities = true
  form.authority.crlDistributionPoint.kind = 'dNSName'
  return form
}

describe('readForm()', () => {
  it('reads text, ticks and groups, and leaves out serial number, dates and profile wherever they stand', () => {
    const values = readForm(filledForm()) as Record<'certificate' | 'authority', FormValues> & FormValues
    expect(values['issuerId']).toBe('new')
    expect(values.certificate).toMatchObject({ name: 'PBX', subject: { organization: 'Müller' }, validityDays: '90' })
    for (const part of [values.certificate, values.authority])
      expect(Object.keys(part).filter((name) => ['serialNumber', 'notBefore', 'notAfter', 'keyEntryId', 'profile'].includes(name))).toEqual([]) // prettier-ignore
  })
})

it('readForm() leaves out what is neither text nor tick nor a group of them', () => {
  expect(readForm({ text: 'a', tick: true, list: ['a'], bytes: null, count: 7, none: undefined })).toEqual({
    text: 'a',
    tick: true,
  })
})

describe('writeForm()', () => {
  it('brings back what readForm() read, and moves the end of the validity with its days', () => {
    const form = emptyForm()
    const filled = filledForm()
    writeForm(form, readForm(filled))
    expect(form).toEqual({
      ...filled,
      certificate: { ...filled.certificate, serialNumber: '', notAfter: '2027-02-18 11:59:59' },
    })
  })

  it('keeps the end where the template has no days', () => {
    const form = emptyForm()
    const { notAfter } = form.certificate
    writeForm(form, { certificate: { validityDays: '' } })
    expect(form.certificate.notAfter).toBe(notAfter)
  })

  it.each<[string, FormValues]>([
    ['a key algorithm that nobody knows', { keyAlgorithm: 'toString' }],
    ['a hash that nobody knows', { hash: 'md5' }],
    ['a weak key', { keyAlgorithm: 'rsa-1024' }],
    ['a weak hash', { hash: 'sha-1' }],
    ['a target that is gone', { targetId: 'gone' }],
    ['a kind of CRL point that there is not', { crlDistributionPoint: { kind: 'x' } }],
    ['a number for a text', { name: 7 }],
    ['a text for a tick', { willSignAuthorities: 'yes' }],
    ['a text for a group', { subject: 'CN=x' }],
    ['a list for a group', { subject: ['x'] }],
    ['a field that the form does not have', { extra: 'x' }],
    ['what no template keeps', { serialNumber: '7', notBefore: '2020-01-01 00:00:00', profile: 'root-ca' }],
  ])('does not take %s', (_what, certificate) => {
    const form = emptyForm()
    writeForm(form, { certificate })
    expect(form).toEqual(emptyForm())
  })

  it('asks the page whether a select offers a value', () => {
    const form = emptyForm()
    writeForm(form, { issuerId: 'gone', macAddress: 'aa' }, (name) => name !== 'issuerId')
    expect([form.issuerId, form.macAddress]).toEqual(['new', 'aa'])
  })

  it('leaves a form of the same shape, whatever a document holds', () => {
    const shapeOf = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([name, field]) => [name, shapeOf(field)])
        : typeof value
    const keys = fc.constantFrom(
      'certificate',
      'subject',
      'name',
      'authority',
      'keyAlgorithm',
      'validityDays',
      '__proto__',
    )
    const values = fc.dictionary(keys, fc.oneof(fc.dictionary(keys, fc.jsonValue()), fc.jsonValue()))
    fc.assert(
      fc.property(values, (given) => {
        const form = emptyForm()
        writeForm(form, given)
        expect(shapeOf(form)).toEqual(shapeOf(emptyForm()))
        expect(Object.getPrototypeOf(form)).toBe(Object.prototype)
      }),
    )
  })
})
