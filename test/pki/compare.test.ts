import { beforeAll, describe, expect, it } from 'vitest'
import { type Bytes, decodeHex, encodeHex } from '../../src/pki/bytes.ts'
import { issueCertificate, issueSelfSignedCertificate } from '../../src/pki/certificate.ts'
import { signCertificationRequest } from '../../src/pki/certification-request.ts'
import { compareObjects, type Comparison } from '../../src/pki/compare.ts'
import type { Comparable } from '../../src/pki/compared-side.ts'
import type { DisplayNode } from '../../src/pki/describe/display-node.ts'
import type { DecodedGeneralName } from '../../src/pki/general-name-der.ts'
import { keyOfGeneralName } from '../../src/pki/general-name-key.ts'
import { parseIssuanceForm } from '../../src/pki/issuance-request.ts'
import { isKeyOf } from '../../src/pki/match-key.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { pkiErrorCode } from './expect-pki-error.ts'
import { type FormChanges, type Identity, issueSample, now, sampleForm, unwrap } from './issuance-samples.ts'

let root: Identity
let otherRoot: Identity
let server: Identity

beforeAll(async () => {
  const authority = (serialNumber: string) => sampleForm('root-ca', { serialNumber, validityDays: '3650' })
  ;[root, otherRoot] = await Promise.all([issueSample(authority('1')), issueSample(authority('2'))])
  server = await issueSample(serverForm({}), root)
})

const serverForm = (changes: FormChanges) =>
  sampleForm('tls-server', { subjectAltNames: 'pbx.example.com, 2001:db8::1', ...changes })

const certificate = (der: Bytes): Comparable => ({ kind: 'certificate', der })
const request = (der: Bytes): Comparable => ({ kind: 'certification-request', der })
const compareTo = (der: Bytes): Comparison => compareObjects(certificate(server.certificateDer), certificate(der))

/** Issues for the key that the server has already. */
function renew(changes: FormChanges, issuer = root): Promise<Bytes> {
  const checked = unwrap(parseIssuanceForm(serverForm(changes), { now }))
  return issueCertificate(checked, server.keyPair.subjectPublicKeyInfo, {
    certificateDer: issuer.certificateDer,
    signingKey: issuer.keyPair.signingKey,
  })
}

const renewRoot = (changes: FormChanges): Promise<Bytes> =>
  issueSelfSignedCertificate(unwrap(parseIssuanceForm(sampleForm('root-ca', changes), { now })), root.keyPair)

const compareRoots = (der: Bytes): Comparison => compareObjects(certificate(root.certificateDer), certificate(der))

/** Changes octets of a certificate, all lengths staying what they are; its signature is then wrong, which nobody asks. */
function patch(der: Bytes, from: string | RegExp, to: string): Bytes {
  const hex = encodeHex(der)
  const changed = hex.replace(from, to)
  if (changed === hex) throw new TypeError('nothing was changed')
  return unwrapHex(changed)
}

function unwrapHex(hex: string): Bytes {
  const octets = decodeHex(hex)
  if (octets === null) throw new TypeError('no hexadecimal')
  return octets
}

const textsOf = (nodes: readonly DisplayNode[]) => nodes.map(({ label, value }) => [label, value])

describe('compareObjects()', () => {
  it('finds nothing to do for the same certificate', () => {
    const comparison = compareTo(server.certificateDer)
    expect(comparison).toMatchObject({ sameObject: true, sameKey: true, extensions: [] })
    expect(comparison.consequences).toEqual(['nothing-changes'])
  })

  it('tells a renewal with the same key: whoever pins the key goes on, whoever pins the certificate does not', async () => {
    const renewal = compareTo(await renew({ serialNumber: '1002', validityDays: '400' }))
    expect(renewal).toMatchObject({ sameObject: false, sameKey: true, namesAdded: [], namesGone: [], extensions: [] })
    expect(renewal.serialNumber).toEqual({ before: '03:E9', after: '03:EA', isSame: false })
    expect(renewal.notBefore.isSame).toBe(true)
    expect(renewal.notAfter).toEqual({
      before: new Date('2027-04-01T11:59:59Z'),
      after: new Date('2027-04-04T11:59:59Z'),
      isSame: false,
    })
    expect(renewal.issuer.isSame && renewal.subject.isSame && renewal.signatureAlgorithm.isSame).toBe(true)
    expect(renewal.consequences).toEqual([
      'devices-that-pin-the-key-go-on',
      'devices-that-pin-the-certificate-refuse-it',
    ])
  })

  it('tells another key of the same kind by its hash alone', async () => {
    const comparison = compareTo((await issueSample(serverForm({}), root)).certificateDer)
    expect(comparison.sameKey).toBe(false)
    expect(comparison.keyKind).toEqual({ before: 'ECDSA P-256', after: 'ECDSA P-256', isSame: true })
    expect(comparison.keyHash.isSame).toBe(false)
    expect(comparison.extensions.map(({ before }) => before?.label)).toEqual(['subjectKeyIdentifier'])
    expect(comparison.consequences).toEqual([
      'devices-that-pin-the-key-refuse-it',
      'devices-that-pin-the-certificate-refuse-it',
      'key-must-be-installed-too',
    ])
  })

  it('warns of a key of another kind, and of usages that change with it', async () => {
    const comparison = compareTo((await issueSample(serverForm({ keyAlgorithm: 'rsa-2048' }), root)).certificateDer)
    expect(comparison.keyKind.after).toBe('RSA 2048')
    expect(comparison.consequences).toContain('key-kind-other')
    expect(comparison.consequences).not.toContain('signature-other')
    expect(comparison.extensions.map(({ before }) => before?.label)).toContain('keyUsage')
  })

  it('lists names added and gone by kind, whatever their order', async () => {
    const comparison = compareTo(await renew({ subjectAltNames: '10.0.0.1, 2001:db8::1, sip.example.com' }))
    expect(textsOf(comparison.namesAdded)).toEqual([
      ['iPAddress', '10.0.0.1'],
      ['dNSName', 'sip.example.com'],
    ])
    expect(textsOf(comparison.namesGone)).toEqual([['dNSName', 'pbx.example.com']])
    expect(comparison.consequences).toContain('names-lost')
  })

  it('takes names that are added alone for no loss', async () => {
    const comparison = compareTo(await renew({ subjectAltNames: 'pbx.example.com, 2001:db8::1, 10.0.0.1' }))
    expect(comparison.namesGone).toEqual([])
    expect(comparison.consequences).not.toContain('names-lost')
  })

  it('takes addresses and host names for the same however they are spelled', async () => {
    const comparison = compareTo(await renew({ subjectAltNames: '2001:DB8:0:0::0:1, PBX.Example.COM' }))
    expect(comparison.namesAdded).toEqual([])
    expect(comparison.namesGone).toEqual([])
    // [2] and 15 letters, the first one of them in upper case: what other programs write.
    const upper = compareTo(patch(server.certificateDer, '820f706278', '820f506278'))
    expect([upper.sameObject, upper.namesAdded, upper.namesGone]).toEqual([false, [], []])
  })

  it('tells names that only a wildcard covers from names that are lost', async () => {
    const covered = compareTo(await renew({ subjectAltNames: '*.example.com, 2001:db8::1' })).consequences
    expect(covered).toContain('names-under-wildcard')
    expect(covered).not.toContain('names-lost')
    const above = compareTo(await renew({ subjectAltNames: '*.com, 2001:db8::1' })).consequences
    expect(above).toContain('names-lost')
    expect(above).not.toContain('names-under-wildcard')
  })

  it('warns of a common name that was an address, and is none of the new names', async () => {
    const old = certificate(await renew({ subjectAltNames: 'sip.example.com' }))
    const names = (commonName: string, subjectAltNames: string) => renew({ subject: { commonName }, subjectAltNames })
    const lost = compareObjects(old, certificate(await names('other.example.com', 'sip.example.com')))
    expect(lost.commonName).toEqual({ before: 'pbx.example.com', after: 'other.example.com', isSame: false })
    expect(lost.consequences).toContain('common-name-lost')
    const kept = compareObjects(old, certificate(await names('Acme PBX', 'sip.example.com, pbx.example.com')))
    expect(kept.consequences).not.toContain('common-name-lost')
    const [authority, renamed] = await Promise.all(
      ['ca.example.com', 'Acme CA'].map((commonName) => renewRoot({ subject: { commonName } })),
    )
    if (authority === undefined || renamed === undefined) throw new TypeError('two were asked for')
    const ofAuthorities = compareObjects(certificate(authority), certificate(renamed))
    expect(ofAuthorities.consequences).not.toContain('common-name-lost')
    const covered = compareObjects(old, certificate(await names('Acme PBX', 'sip.example.com, *.example.com')))
    expect(covered.consequences).not.toContain('common-name-lost')
  })

  it('wants the chain replaced for another issuer, also for one that has only another key', async () => {
    const otherName = await issueSample(sampleForm('root-ca', { subject: { commonName: 'Other root' } }))
    const named = compareTo(await renew({}, otherName))
    expect(named.issuer).toEqual({ before: 'C=DE, CN=Acme root-ca', after: 'C=DE, CN=Other root', isSame: false })
    expect(named.consequences).toContain('chain-must-be-replaced')
    const rekeyed = compareTo(await renew({}, otherRoot))
    expect(rekeyed.issuer.isSame).toBe(true)
    expect(rekeyed.consequences).toContain('chain-must-be-replaced')
  })

  it('warns of a signature of another kind', async () => {
    const rsaRoot = await issueSample(sampleForm('root-ca', { keyAlgorithm: 'rsa-2048' }))
    const { signatureAlgorithm, consequences } = compareTo(await renew({}, rsaRoot))
    expect([signatureAlgorithm.before, signatureAlgorithm.after]).toEqual([
      'ecdsaWithSHA256',
      'sha256WithRSAEncryption',
    ])
    expect(consequences).toContain('signature-other')
  })

  it('wants a self-signed certificate trusted, and has no chain to replace for it', async () => {
    const { consequences } = compareTo((await issueSample(serverForm({}))).certificateDer)
    expect(consequences).toContain('trust-new-root')
    expect(consequences).not.toContain('chain-must-be-replaced')
  })

  it('tells whether what an authority has issued goes on under the new one', async () => {
    const renewed = compareRoots(await renewRoot({ validityDays: '4000' })).consequences
    expect(renewed).toContain('trust-new-root')
    expect(renewed).toContain('issued-certificates-go-on')
    const replaced = compareRoots(otherRoot.certificateDer).consequences
    expect(replaced).toContain('issued-certificates-need-the-old-one')
    expect(replaced).not.toContain('key-must-be-installed-too')
    const renamed = compareRoots(await renewRoot({ subject: { commonName: 'New name' } })).consequences
    expect(renamed).toContain('issued-certificates-need-the-old-one')
  })

  it('tells an authority from an end entity', () => {
    const gained = compareTo(root.certificateDer)
    expect(gained.isAuthority).toEqual({ before: false, after: true, isSame: false })
    expect(gained.consequences).toContain('authority-gained')
    expect(gained.extensions.map(({ before }) => before?.label)).not.toContain('basicConstraints')
    const lost = compareObjects(certificate(root.certificateDer), certificate(server.certificateDer))
    expect(lost.consequences).toContain('authority-lost')
  })

  it('shows a path length that changes without the flag', async () => {
    const { isAuthority, extensions } = compareRoots(
      await renewRoot({ serialNumber: '1', validityDays: '3650', willSignAuthorities: true }),
    )
    expect(isAuthority.isSame).toBe(true)
    expect(extensions.map(({ after }) => after?.label)).toEqual(['basicConstraints'])
  })

  it('shows an extension that is critical on one side only', () => {
    const { extensions } = compareTo(patch(server.certificateDer, '0603551d0f0101ff', '0603551d0f010100'))
    expect(extensions.map(({ after }) => after?.label)).toEqual(['keyUsage'])
  })

  it('warns of days on which neither is valid, and of an end that comes sooner', async () => {
    const gap = compareTo(await renew({ notBefore: '2027-05-01 00:00:00' })).consequences
    expect(gap).toContain('gap-in-validity')
    const sooner = compareTo(await renew({ validityDays: '90' })).consequences
    expect(sooner).toContain('ends-earlier')
    expect(sooner).not.toContain('gap-in-validity')
  })

  it('warns of purposes that are gone, and of none where the new one allows all', () => {
    // serverAuth becomes emailProtection, then the whole of extKeyUsage another extension.
    const mail = patch(server.certificateDer, '2b06010505070301', '2b06010505070304')
    expect(compareTo(mail).consequences).toContain('purposes-lost')
    const anything = patch(server.certificateDer, '0603551d25', '0603551d63')
    expect(compareTo(anything).consequences).not.toContain('purposes-lost')
  })

  it('reads a request against its certificate: it answers, and lacks what the CA left out', async () => {
    const { requestDer, certificateDer, intermediateDer } = await makeIdentity()
    const answer = compareObjects(request(requestDer), certificate(certificateDer))
    expect(answer).toMatchObject({ sameObject: false, sameKey: true, namesGone: [], namesAdded: [], extensions: [] })
    expect([answer.issuer.before, answer.serialNumber.before, answer.notBefore.before, answer.notAfter.before]).toEqual(
      [null, null, null, null],
    )
    expect(answer.consequences).toEqual(['answers-the-request'])
    const foreign = compareObjects(request(requestDer), certificate(intermediateDer)).consequences
    expect(foreign).toContain('does-not-answer-the-request')
    expect(foreign).toContain('names-lost')
  })

  it('tells of two requests whether one key serves both', async () => {
    const sign = async ({ keyPair }: Identity, subjectAltNames: string) => {
      const intent = unwrap(parseIssuanceForm(serverForm({ subjectAltNames }), { now }))
      return request(await signCertificationRequest(intent, keyPair.subjectPublicKeyInfo, keyPair.signingKey))
    }
    const first = await sign(server, 'a.example.com')
    const same = compareObjects(first, await sign(server, 'a.example.com, b.example.com'))
    expect(same.consequences).toEqual(['one-key-serves-both'])
    expect(textsOf(same.namesAdded)).toEqual([['dNSName', 'b.example.com']])
    expect(compareObjects(first, await sign(otherRoot, 'a.example.com')).consequences).toEqual([
      'each-needs-its-own-key',
    ])
  })

  it('compares what it cannot read as octets', () => {
    // The values of subjectAltName and basicConstraints become INTEGERs, and so does the algorithm of the key.
    const names = patch(server.certificateDer, /(0603551d1104..)30/, '$102')
    const comparison = compareTo(names)
    expect(comparison.namesGone).toHaveLength(2)
    expect(comparison.namesAdded.map(({ label }) => label)).toEqual(['subjectAltName'])
    const flag = compareTo(patch(server.certificateDer, '0603551d130101ff040230', '0603551d130101ff040202'))
    expect(flag.isAuthority).toEqual({ before: false, after: null, isSame: false })
    const key = patch(server.certificateDer, '06072a8648ce3d0201', '02072a8648ce3d0201')
    expect(compareTo(key)).toMatchObject({ sameKey: false, keyKind: { after: null } })
    const longer = patch(key, '03e9', '03ea')
    expect(compareObjects(certificate(key), certificate(longer)).sameKey).toBe(true)
  })

  it('makes visible what a name hides, and survives structured clone', async () => {
    const comparison = compareTo(await renew({ subject: { commonName: 'pbx\u202emoc' } }))
    expect(comparison.commonName.after).toBe('pbx‹U+202E›moc')
    expect(comparison.subject.after).toContain('‹U+202E›')
    expect(structuredClone(comparison)).toEqual(comparison)
  })

  it('refuses what is no certificate with a coded error', () => {
    expect(pkiErrorCode(() => compareTo(Uint8Array.of(0x30, 0)))).toBe('der/truncated')
  })
})

describe('isKeyOf()', () => {
  it('tells whether a key fits a certificate or a request', async () => {
    const key = server.keyPair.subjectPublicKeyInfo
    const { requestDer } = await makeIdentity()
    expect(isKeyOf(key, certificate(server.certificateDer))).toBe(true)
    expect(isKeyOf(key, certificate(root.certificateDer))).toBe(false)
    expect(isKeyOf(key, request(requestDer))).toBe(false)
    const own = await signCertificationRequest(server.request, key, server.keyPair.signingKey)
    expect(isKeyOf(key, request(own))).toBe(true)
  })

  it('refuses what holds no key with a coded error', () => {
    expect(pkiErrorCode(() => isKeyOf(Uint8Array.of(0x30, 0), certificate(server.certificateDer)))).toMatch(/^der\//)
  })
})

describe('keyOfGeneralName()', () => {
  const uri = (value: string): DecodedGeneralName => ({ kind: 'uniformResourceIdentifier', value })
  const email = (value: string): DecodedGeneralName => ({ kind: 'rfc822Name', value })
  const directory = (value: string): DecodedGeneralName => ({
    kind: 'directoryName',
    value: [[{ type: '2.5.4.3', value }]],
  })

  it.each([
    [uri('SIP:Admin@PBX.example;x=Y'), uri('sip:Admin@pbx.example;x=Y')],
    [uri('HTTPS://Pbx.example/A?B'), uri('https://pbx.example/A?B')],
    [email('Admin@PBX.example'), email('Admin@pbx.example')],
    [directory('Acme  PBX'), directory('acme pbx')],
  ])('takes %j and %j for one name', (a, b) => {
    expect(keyOfGeneralName(a)).toBe(keyOfGeneralName(b))
  })

  it.each<[DecodedGeneralName, DecodedGeneralName]>([
    [uri('sip:Admin@pbx.example'), uri('sip:admin@pbx.example')],
    [uri('https://pbx.example/A'), uri('https://pbx.example/a')],
    [uri('urn:Phone:A'), uri('urn:phone:a')],
    [email('Admin@pbx.example'), email('admin@pbx.example')],
    [
      { kind: 'dNSName', value: '10.0.0.1' },
      { kind: 'iPAddress', value: '10.0.0.1' },
    ],
    [
      { kind: 'other', tagNumber: 8, encoded: Uint8Array.of(0x88, 1, 1) },
      { kind: 'other', tagNumber: 8, encoded: Uint8Array.of(0x88, 1, 2) },
    ],
  ])('takes %j and %j for two names', (a, b) => {
    expect(keyOfGeneralName(a)).not.toBe(keyOfGeneralName(b))
  })
})
