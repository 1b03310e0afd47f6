import { describe, expect, it } from 'vitest'
import { checkAuthorityForm, makeAuthority } from '../../src/features/authority/make-authority.ts'
import { checkIssueForm, issueCredential } from '../../src/features/issue/issue-credential.ts'
import { NEW_KEY, readExistingKey } from '../../src/features/request/existing-key.ts'
import { checkRequestForm, makeRequest, type RequestForm } from '../../src/features/request/make-request.ts'
import {
  type CertificateForm,
  type CheckedForm,
  emptyCertificateForm,
  emptyCertificationForm,
} from '../../src/parts/entry-form.ts'
import { type IssueForm, NEW_AUTHORITY } from '../../src/parts/issue-form.ts'
import { certificateRecipes } from '../../src/parts/entry-bundle.ts'
import { issuerLimits, ITSELF } from '../../src/parts/issuing.ts'
import { exportEntry } from '../../src/parts/export-entry.ts'
import { entrySource } from '../../src/parts/export-source.ts'
import { openPkcs12 } from '../../src/pki/pkcs12-reader.ts'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import { decodeCertificationRequest } from '../../src/pki/certification-request.ts'
import { decodeBasicConstraints } from '../../src/pki/extensions/basic-constraints.ts'
import { decodeExtKeyUsage } from '../../src/pki/extensions/ext-key-usage.ts'
import { findExtension } from '../../src/pki/extensions/extension.ts'
import { decodeKeyUsage } from '../../src/pki/extensions/key-usage.ts'
import { formatDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { oids } from '../../src/pki/oids.ts'
import { avayaJ100 } from '../../src/targets/phones/avaya-j100.ts'
import { findTarget } from '../../src/targets/registry.ts'
import type { PkiOperations } from '../../src/workers/pki-client.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { makeServices, neverAborted, NOW } from './make-services.ts'

const PASSPHRASE = 'phone-system-7'
const CONTAINER = { passphrase: PASSPHRASE, protection: 'compatible', includeChain: true } as const
const typedTwice = { passphrase: PASSPHRASE, repeated: PASSPHRASE }

function valueOf<T, F extends string>(checked: CheckedForm<T, F>): T {
  if (checked.ok) return checked.value
  throw new Error(checked.problems.map(({ field, error }) => `${field}: ${error.message}`).join('; '))
}

const fieldsOf = <F extends string>(checked: CheckedForm<unknown, F>): readonly string[] =>
  checked.ok ? [] : checked.problems.map(({ field }) => field)

function requestForm(): RequestForm {
  const form = emptyCertificationForm()
  return {
    ...form,
    name: 'pbx.example.com',
    subjectAltNames: 'pbx.example.com',
    keyAlgorithm: 'p-256',
    keyEntryId: NEW_KEY,
  }
}

function authorityForm(name: string, changes: Partial<CertificateForm> = {}): CertificateForm {
  const form = emptyCertificateForm('root-ca', NOW)
  return { ...form, name, subject: { ...form.subject, commonName: name }, keyAlgorithm: 'p-256', ...changes }
}

function issueForm(issuerId = NEW_AUTHORITY): IssueForm {
  const certificate = emptyCertificateForm('tls-server', NOW)
  return {
    certificate: {
      ...certificate,
      name: 'pbx',
      subject: { ...certificate.subject, commonName: 'pbx.example.com' },
      keyAlgorithm: 'p-256',
    },
    issuerId,
    macAddress: '',
    authority: authorityForm('Example Root 2026'),
  }
}

describe('makeRequest()', () => {
  it('keeps a pending request with its key, and gives the files of its target', async () => {
    const services = makeServices()
    const { bundle, id, keepFailure } = await makeRequest(
      valueOf(checkRequestForm(requestForm())),
      services,
      neverAborted,
    )
    expect(bundle.passed && bundle.files.map(({ name }) => name)).toEqual([
      'pbx.example.com.csr',
      'pbx.example.com.key',
    ])
    expect(keepFailure).toBeNull()
    const { entry, isKept } = await services.keeper.load(id)
    expect(entry).toMatchObject({ kind: 'request', hasPrivateKey: true, createdAt: NOW })
    expect(isKept).toBe(false)
  })

  it('keeps nothing once it is cancelled', async () => {
    const services = makeServices()
    const made = makeRequest(valueOf(checkRequestForm(requestForm())), services, AbortSignal.abort())
    await expect(made).rejects.toMatchObject({ name: 'AbortError' })
    expect((await services.keeper.list()).held).toEqual([])
  })

  it('renews with the key of an entry: another request, the same key, and each entry keeps it', async () => {
    const services = makeServices()
    const first = await makeRequest(valueOf(checkRequestForm(requestForm())), services, neverAborted)
    const { entry } = await services.keeper.load(first.id)
    const key = readExistingKey(entry)
    expect(key).toMatchObject({ label: 'ECDSA P-256', names: { subjectAltNames: 'pbx.example.com' } })
    // What the form says of the key's kind does not count.
    const form: RequestForm = { ...requestForm(), name: 'again', keyAlgorithm: 'rsa-2048', keyEntryId: first.id }
    const second = await makeRequest(valueOf(checkRequestForm(form, key)), services, neverAborted)
    const renewed = (await services.keeper.load(second.id)).entry
    const [a, b] = [entry, renewed].map(({ requestDer }) => decodeCertificationRequest(requestDer ?? new Uint8Array()))
    expect(b?.subjectPublicKeyInfo).toEqual(a?.subjectPublicKeyInfo)
    const usage = findExtension(b?.extensions ?? [], oids.keyUsage)
    expect(decodeKeyUsage(usage?.valueDer ?? new Uint8Array())).toEqual(['digitalSignature'])
    await services.keeper.remove(first.id)
    expect(await services.keeper.openPrivateKeyInfo(second.id)).not.toHaveLength(0)
  })

  it('checkRequestForm() refuses a key of the vault that is too short', async () => {
    const services = makeServices()
    const { id } = await makeRequest(valueOf(checkRequestForm(requestForm())), services, neverAborted)
    const { requestDer } = await makeIdentity('rsa-1024')
    const key = readExistingKey({ ...(await services.keeper.load(id)).entry, requestDer })
    expect(key).toMatchObject({ label: 'RSA 1024', algorithm: null })
    expect(fieldsOf(checkRequestForm({ ...requestForm(), keyEntryId: id }, key))).toEqual(['keyEntryId'])
  })

  it('checkRequestForm() finds the problems of name and names at once', () => {
    const form = { ...requestForm(), name: ' ', subjectAltNames: '10.0.0.300' }
    expect(fieldsOf(checkRequestForm(form))).toEqual(['name', 'subjectAltNames'])
  })
})

describe('makeAuthority()', () => {
  it('makes a root that signs only what it says, and an intermediate under one that signs authorities', async () => {
    const services = makeServices()
    const rootForm = { ...authorityForm('Root', { willSignAuthorities: true }), issuerId: ITSELF }
    const root = await makeAuthority(valueOf(checkAuthorityForm(rootForm, null, NOW)), ITSELF, services, neverAborted)
    const limits = await issuerLimits(services.keeper, root.id)
    expect(limits?.pathLenConstraint).toBe(1)
    const below = { ...authorityForm('Below', { profile: 'intermediate-ca' }), issuerId: root.id }
    const plan = valueOf(checkAuthorityForm({ ...below, notAfter: '', validityDays: '100' }, limits, NOW))
    const intermediate = await makeAuthority(plan, root.id, services, neverAborted)
    const { entry } = await services.keeper.load(intermediate.id)
    expect(entry.chain.map(({ name }) => name)).toEqual(['Root'])
    const { extensions } = decodeCertificate(entry.certificateDer ?? new Uint8Array())
    const constraints = findExtension(extensions, oids.basicConstraints)
    expect(decodeBasicConstraints(constraints?.valueDer ?? new Uint8Array())).toMatchObject({
      cA: true,
      pathLenConstraint: 0,
    })
  })

  it('checkAuthorityForm() refuses an issuer whose path length is used up', async () => {
    const services = makeServices()
    const form = { ...authorityForm('Root'), issuerId: ITSELF }
    const root = await makeAuthority(valueOf(checkAuthorityForm(form, null, NOW)), ITSELF, services, neverAborted)
    const limits = await issuerLimits(services.keeper, root.id)
    const below = { ...authorityForm('Below', { profile: 'intermediate-ca' }), issuerId: root.id }
    expect(fieldsOf(checkAuthorityForm(below, limits, NOW))).toContain('issuer')
  })
})

describe('issueCredential()', () => {
  it('hands the passphrase of its files out once', async () => {
    const plan = valueOf(checkIssueForm(issueForm(), typedTwice, null, NOW))
    const { takePassphrase } = await issueCredential(plan, CONTAINER, makeServices(), neverAborted)
    expect([takePassphrase?.(), takePassphrase?.()]).toEqual([PASSPHRASE, null])
  })

  it('makes a certificate on its own: signed with its own key, no authority, and files without a chain', async () => {
    const services = makeServices()
    const form = issueForm(ITSELF)
    const plan = valueOf(
      checkIssueForm(
        { ...form, certificate: { ...form.certificate, profile: 'self-signed-server' } },
        typedTwice,
        null,
        NOW,
      ),
    )
    const { bundle, id } = await issueCredential(plan, CONTAINER, services, neverAborted)
    expect(certificateRecipes(findTarget('mivoice-connect'), true).map(({ name }) => name)).toEqual([
      '{name}.crt',
      '{name}.key',
    ])
    expect(bundle.passed && bundle.files.map(({ name }) => name)).toEqual(['pbx.p12', 'pbx.crt', 'pbx.key'])
    const { entry } = await services.keeper.load(id)
    expect(entry).toMatchObject({ kind: 'identity', chain: [], hasPrivateKey: true })
    const { issuer, subject, extensions } = decodeCertificate(entry.certificateDer ?? new Uint8Array())
    expect(formatDistinguishedName(issuer)).toBe(formatDistinguishedName(subject))
    const constraints = findExtension(extensions, oids.basicConstraints)
    expect(constraints && decodeBasicConstraints(constraints.valueDer).cA).toBe(false)
  })

  it('makes root and certificate together, keeps both, and names the file after the issuer', async () => {
    const services = makeServices()
    const form = issueForm()
    form.certificate.targetId = 'openscape-business'
    form.certificate.keyAlgorithm = 'rsa-2048'
    const plan = valueOf(checkIssueForm(form, typedTwice, null, NOW))
    const { bundle, id } = await issueCredential(plan, CONTAINER, services, neverAborted)
    expect(bundle.passed && bundle.files[0]?.name).toBe('BasedOnExample Root 2026.p12')
    const { held } = await services.keeper.list()
    expect(held.map(({ entry }) => entry.kind).sort()).toEqual(['authority', 'identity'])
    const { entry } = await services.keeper.load(id)
    const { issuer } = decodeCertificate(entry.certificateDer ?? new Uint8Array())
    expect(formatDistinguishedName(issuer)).toBe('CN=Example Root 2026')
  })

  it('makes a phone’s certificate a client’s, named by its MAC address, and finds it again without the field', async () => {
    const services = makeServices()
    const form = { ...issueForm(), macAddress: '00:11:22:aa:bb:cc' }
    form.certificate.targetId = 'avaya-j100'
    expect(fieldsOf(checkIssueForm(form, typedTwice, null, NOW))).toEqual(['macAddress'])
    form.certificate.subject = { ...form.certificate.subject, commonName: '001122AABBCC' }
    const plan = valueOf(checkIssueForm(form, typedTwice, null, NOW))
    const { bundle, id } = await issueCredential(plan, CONTAINER, services, neverAborted)
    const names = ['client_001122AABBCC_cert.p12', 'WebRootCA.pem', '46xxsettings-lines.txt']
    expect(bundle.passed && bundle.files.map(({ name }) => name)).toEqual(names)
    const { entry } = await services.keeper.load(id)
    const { extensions } = decodeCertificate(entry.certificateDer ?? new Uint8Array())
    const usage = findExtension(extensions, oids.extKeyUsage)
    expect(usage && decodeExtKeyUsage(usage.valueDer)).toEqual([oids.idKpClientAuth])
    expect(findExtension(extensions, oids.subjectAltName)).toBeNull()
    const source = entrySource(id, services)
    const again = await exportEntry(source, avayaJ100.files.certificate, { passphrase: PASSPHRASE }, services)
    expect(again.passed && again.files.map(({ name }) => name)).toEqual(names)
  })

  it('leaves a self-signed certificate for a phone what it is: nobody else vouches for it', () => {
    const form = { ...issueForm(ITSELF), macAddress: '001122AABBCC' }
    const { certificate } = form
    certificate.profile = 'self-signed-server'
    certificate.targetId = 'avaya-j100'
    certificate.subject = { ...certificate.subject, commonName: '001122AABBCC' }
    const { request } = valueOf(checkIssueForm(form, typedTwice, null, NOW)).certificate
    expect(request.profile.id).toBe('self-signed-server')
  })

  it('leaves the chain out of the .p12 where it is not wanted', async () => {
    const plan = valueOf(checkIssueForm(issueForm(), typedTwice, null, NOW))
    const { bundle } = await issueCredential(plan, { ...CONTAINER, includeChain: false }, makeServices(), neverAborted)
    const file = bundle.passed ? bundle.files.find(({ name }) => name.endsWith('.p12')) : undefined
    expect(file?.content).toBe('pkcs12-leaf')
    expect((await openPkcs12(file?.bytes ?? new Uint8Array(), PASSPHRASE)).certificates).toHaveLength(1)
  })

  it.each([
    ['mivoice-connect', ['pbx.crt', 'Example Root 2026.crt', 'pbx.key']],
    ['mivoice-office-400', ['pbx.crt', 'pbx.der', 'Example Root 2026.crt', 'Example Root 2026.der']],
  ])('asks for no passphrase for %s, whose files need none', async (targetId, names) => {
    const form = issueForm()
    form.certificate.targetId = targetId
    const untyped = { passphrase: '', repeated: '' }
    const plan = valueOf(checkIssueForm(form, untyped, null, NOW))
    const { bundle } = await issueCredential(plan, { ...CONTAINER, passphrase: '' }, makeServices(), neverAborted)
    expect(bundle.passed && bundle.files.map(({ name }) => name)).toEqual(names)
  })

  it('signs with an authority of the vault', async () => {
    const services = makeServices()
    const form = { ...authorityForm('Root'), issuerId: ITSELF }
    const root = await makeAuthority(valueOf(checkAuthorityForm(form, null, NOW)), ITSELF, services, neverAborted)
    const limits = await issuerLimits(services.keeper, root.id)
    const plan = valueOf(checkIssueForm(issueForm(root.id), typedTwice, limits, NOW))
    const { bundle } = await issueCredential(plan, CONTAINER, services, neverAborted)
    expect(bundle.passed && bundle.files.map(({ name }) => name)).toContain('Root.crt')
  })

  it('hands out nothing and keeps nothing when the reread certificate is another', async () => {
    const mismatch: PkiOperations['proveCertificate'] = () => Promise.reject(new Error('reread'))
    const services = makeServices()
    const broken = { ...services, pki: { ...services.pki, proveCertificate: mismatch } }
    const plan = valueOf(checkIssueForm(issueForm(), typedTwice, null, NOW))
    await expect(issueCredential(plan, CONTAINER, broken, neverAborted)).rejects.toThrow('reread')
    expect((await services.keeper.list()).held).toEqual([])
  })

  it('keeps nothing when a file does not reopen', async () => {
    const failed: PkiOperations['buildBundle'] = () =>
      Promise.resolve({ passed: false, ticks: [{ id: 'pkcs12-opens', passed: false }] })
    const services = makeServices()
    const broken = { ...services, pki: { ...services.pki, buildBundle: failed } }
    const plan = valueOf(checkIssueForm(issueForm(), typedTwice, null, NOW))
    const made = await issueCredential(plan, CONTAINER, broken, neverAborted)
    expect(made.bundle.passed).toBe(false)
    expect((await services.keeper.list()).held).toEqual([])
  })

  it('checkIssueForm() finds problems of the certificate, its passphrase and the new root at once', () => {
    const form = issueForm()
    form.certificate.subject.country = 'Germany'
    form.authority.name = ''
    const fields = fieldsOf(checkIssueForm(form, { passphrase: PASSPHRASE, repeated: 'other' }, null, NOW))
    expect(fields).toEqual(['country', 'repeatPassphrase', 'authority.name'])
  })

  it('checkIssueForm() refuses to outlive the issuer', () => {
    const form = issueForm()
    form.certificate.notAfter = '2099-01-01 00:00:00'
    expect(fieldsOf(checkIssueForm(form, typedTwice, null, NOW))).toEqual(['notAfter'])
  })
})
