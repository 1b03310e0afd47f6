import { beforeAll, describe, expect, it } from 'vitest'
import { proposeForm } from '../../src/features/sign/propose-form.ts'
import { receiveFrom } from '../../src/features/sign/receive-request.ts'
import { checkSignForm, signedRecipes, signRequest } from '../../src/features/sign/sign-request.ts'
import { holdsKey } from '../../src/parts/entry-bundle.ts'
import { emptyCertificateForm } from '../../src/parts/entry-form.ts'
import { exportRecipes, moreRecipes } from '../../src/parts/export-entry.ts'
import { type IssueForm, NEW_AUTHORITY } from '../../src/parts/issue-form.ts'
import { issuerLimits } from '../../src/parts/issuing.ts'
import type { Services } from '../../src/parts/services.ts'
import { hashAlgorithms } from '../../src/pki/algorithms.ts'
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import { signCertificationRequest } from '../../src/pki/certification-request.ts'
import { importSigningKey } from '../../src/pki/key-pair.ts'
import { encodePem } from '../../src/pki/pem.ts'
import type { ReceivedRequest } from '../../src/pki/received-request.ts'
import { findTarget, targets } from '../../src/targets/registry.ts'
import type { Entry } from '../../src/vault/entry.ts'
import { summarizeEntry } from '../../src/vault/summary.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'
import { makeServices, neverAborted, NOW } from './make-services.ts'

let identity: Identity
let rsaRequestDer: Bytes
beforeAll(async () => {
  identity = await makeIdentity('p-256', { subjectAltNames: 'phone.example.com' })
  // What every target takes.
  rsaRequestDer = (await makeIdentity('rsa-2048', { subjectAltNames: 'phone.example.com' })).requestDer
})

const receive = (bytes: Bytes, services: Services = makeServices()): Promise<ReceivedRequest> =>
  receiveFrom(bytes, services, neverAborted)

const pem = (label: string, der: Bytes): Bytes => new TextEncoder().encode(encodePem(label, der))

function formFor(received: ReceivedRequest, issuerId = NEW_AUTHORITY): IssueForm {
  const form: IssueForm = {
    certificate: emptyCertificateForm('tls-server', NOW),
    macAddress: '',
    issuerId,
    authority: { ...emptyCertificateForm('root-ca', NOW), name: 'Test Root', keyAlgorithm: 'p-256' },
  }
  form.authority.subject.commonName = 'Test Root'
  proposeForm(form.certificate, received, 'phone.csr')
  return form
}

function planOf(form: IssueForm, received: ReceivedRequest | null, limits: Parameters<typeof checkSignForm>[2] = null) {
  const checked = checkSignForm(form, received, limits, NOW)
  if (checked.ok) return checked.value
  throw new Error(checked.problems.map(({ field, error }) => `${field}: ${error.code}`).join())
}

/** An authority of the vault, with its key. */
const authorityEntry = (): Entry => ({
  id: 'root',
  kind: 'authority',
  name: 'Root of the vault',
  targetId: 'generic',
  createdAt: NOW,
  certificateDer: identity.rootDer,
  chain: [],
  doneSteps: [],
  hasPrivateKey: true,
})

async function servicesWithAuthority(): Promise<Services> {
  const services = makeServices()
  await services.keeper.keep([{ entry: authorityEntry(), privateKeyInfo: identity.otherPrivateKeyInfo }])
  return services
}

describe('receiveFrom()', () => {
  it('finds the one request among a certificate and a key, and twice the same counts once', async () => {
    const { requestDer, certificateDer, privateKeyInfo } = identity
    const blocks = [
      pem('CERTIFICATE', certificateDer),
      pem('PRIVATE KEY', privateKeyInfo),
      pem('CERTIFICATE REQUEST', requestDer),
      pem('NEW CERTIFICATE REQUEST', requestDer),
    ]
    expect((await receive(concatBytes(blocks))).requestDer).toEqual(requestDer)
  })

  it.each<[string, () => Bytes | Promise<Bytes>, string]>([
    ['a certificate', () => identity.certificateDer, 'request/absent'],
    ['a key', () => pem('PRIVATE KEY', identity.privateKeyInfo), 'request/absent'],
    ['nothing', () => new Uint8Array(), 'file/empty'],
    ['words', () => new TextEncoder().encode('hello'), 'file/unrecognised'],
    ['a request that is cut', () => pem('CERTIFICATE REQUEST', identity.requestDer.slice(0, 99)), 'der/truncated'],
    [
      'two requests',
      async () =>
        concatBytes(
          [identity.requestDer, (await makeIdentity()).requestDer].map((der) => pem('CERTIFICATE REQUEST', der)),
        ),
      'request/several',
    ],
  ])('refuses %s with the reason', async (_, make, code) => {
    await expect(receive(await make())).rejects.toMatchObject({ code })
  })

  it("refuses the key of an authority, the vault's own or one above an entry", async () => {
    const signingKey = await importSigningKey(identity.otherPrivateKeyInfo, hashAlgorithms['sha-256'])
    const requestDer = await signCertificationRequest(identity.request, signingKey.subjectPublicKeyInfo, signingKey)
    const refused = { code: 'request/authority-key' }
    expect((await receive(requestDer)).algorithm.id).toBe('p-256')
    await expect(receive(requestDer, await servicesWithAuthority())).rejects.toMatchObject(refused)
    const services = makeServices()
    const { certificateDer, rootDer } = identity
    const chain = [{ name: 'Root above', certificateDer: rootDer }]
    await services.keeper.keep([
      { entry: { ...authorityEntry(), kind: 'identity', certificateDer, chain, hasPrivateKey: false } },
    ])
    await expect(receive(requestDer, services)).rejects.toMatchObject({
      ...refused,
      detail: { authority: 'Root above' },
    })
    // And at the last moment, should the vault have been unlocked since.
    const received = await receive(requestDer)
    const plan = planOf(formFor(received), received)
    await expect(signRequest(plan, services, neverAborted)).rejects.toMatchObject(refused)
  })
})

describe('signRequest()', () => {
  it('signs with an authority of the vault, and keeps the certificate without a key', async () => {
    const services = await servicesWithAuthority()
    const received = await receive(identity.requestDer, services)
    const form = formFor(received, 'root')
    const plan = planOf(form, received, await issuerLimits(services.keeper, 'root'))
    const { id, bundle } = await signRequest(plan, services, neverAborted)
    const { entry } = await services.keeper.load(id)
    expect(entry).toMatchObject({ kind: 'identity', hasPrivateKey: false, name: 'pbx.example' })
    expect(entry.chain.map(({ name }) => name)).toEqual(['Root of the vault'])
    const certificate = decodeCertificate(entry.certificateDer ?? new Uint8Array())
    expect(certificate.subjectPublicKeyInfo).toEqual(received.subjectPublicKeyInfo)
    expect(bundle.passed && bundle.files.map(({ content }) => content)).toEqual([
      'certificate-pem',
      'chain-pem',
      'root-pem',
    ])
    await expect(services.keeper.openPrivateKeyInfo(id)).rejects.toMatchObject({ code: 'vault/key-absent' })
  })

  it.each(targets)('hands out certificate and chain for $label, now and later, and never a key', async (target) => {
    const services = makeServices()
    const received = await receive(rsaRequestDer, services)
    const form = formFor(received)
    Object.assign(form.certificate, { targetId: target.id, hash: target.hashes[0] ?? 'sha-256' })
    Object.assign(form.certificate.subject, { commonName: '001122AABBCC' })
    const { bundle, id } = await signRequest(planOf(form, received), services, neverAborted)
    if (!bundle.passed) throw new Error('the self-test failed')
    const contents = bundle.files.map(({ content }) => content)
    expect(contents.some((content) => content.startsWith('certificate'))).toBe(true)
    expect(contents.some((content) => content === 'chain-pem' || content.startsWith('authorit'))).toBe(true)
    const summary = summarizeEntry(await services.keeper.load(id))
    const later = [...exportRecipes(summary, target, true), ...moreRecipes(summary, target, true)]
    expect([...signedRecipes(target.id), ...later].filter(({ content }) => holdsKey(content))).toEqual([])
  })

  it('keeps nothing once it is cancelled, and no root without its certificate', async () => {
    const services = makeServices()
    const received = await receive(identity.requestDer)
    const plan = planOf(formFor(received), received)
    await expect(signRequest(plan, services, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect((await services.keeper.list()).held).toEqual([])
  })

  it('proves possession itself: a plan with another request is refused', async () => {
    const received = await receive(identity.requestDer)
    const plan = planOf(formFor(received), received)
    const requestDer = plan.requestDer.slice()
    requestDer[requestDer.length - 1] = (requestDer.at(-1) ?? 0) ^ 1
    const refused = signRequest({ ...plan, requestDer }, makeServices(), neverAborted)
    await expect(refused).rejects.toMatchObject({ code: 'request/signature-wrong' })
  })

  it('hands out nothing when the reread certificate is for another key', async () => {
    const services = makeServices()
    const prove = services.pki.proveCertificate
    const other = (await makeIdentity()).credential.certificateDer ?? new Uint8Array()
    const { subjectPublicKeyInfo } = decodeCertificate(other)
    const pki: Services['pki'] = {
      ...services.pki,
      proveCertificate: (certificate, issuer, request, key) =>
        prove(certificate, issuer, request, key && subjectPublicKeyInfo),
    }
    const received = await receive(identity.requestDer)
    const plan = planOf(formFor(received), received)
    const refused = signRequest(plan, { ...services, pki }, neverAborted)
    await expect(refused).rejects.toMatchObject({ code: 'reread/mismatch' })
    expect((await services.keeper.list()).held).toEqual([])
  })
})

describe('checkSignForm()', () => {
  it('asks for a request before anything else', async () => {
    const received = await receive(identity.requestDer)
    const checked = checkSignForm(formFor(received), null, null, NOW)
    expect(checked.ok ? [] : checked.problems.map(({ field }) => field)).toEqual(['request'])
  })

  it('refuses a key that the target does not take', async () => {
    const received = await receive(identity.requestDer)
    const form = formFor(received)
    form.certificate.targetId = findTarget('openscape-business').id
    const checked = checkSignForm(form, received, null, NOW)
    expect(checked.ok ? [] : checked.problems.map(({ field }) => field)).toEqual(['keyAlgorithm'])
  })
})
