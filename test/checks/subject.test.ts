// What rules look at: read from a certificate, and foreseen from the form that it is issued from. Both are the same.
import { describe, expect, it } from 'vitest'
import { subjectOfCertificate } from '../../src/checks/check-subject.ts'
import { subjectOfForm } from '../../src/checks/form-subject.ts'
import { hashAlgorithms, keyAlgorithms, type KeyAlgorithmId } from '../../src/pki/algorithms.ts'
import { encodeHex } from '../../src/pki/bytes.ts'
import { decodeCertificate, issuerLimitsOf } from '../../src/pki/certificate.ts'
import type { IssuanceForm } from '../../src/pki/issuance-request.ts'
import { type CertificateProfileId, profiles } from '../../src/pki/profiles.ts'
import { oids } from '../../src/pki/oids.ts'
import { everyKeyAlgorithm, type FormChanges, type Identity, issueSample, sampleForm } from '../pki/issuance-samples.ts'

const HARD_NAMES = [
  'pbx.example.com',
  'Müller.example',
  '*.example.com',
  '2001:0db8:0::1',
  '10.0.0.1',
  'Admin@PBX.example.com',
  'URI:sip:pbx.example.com',
  'dirName:C=DE, CN=Müller',
].join('\n')

let root: Promise<Identity> | undefined
const rootFor = (): Promise<Identity> =>
  (root ??= issueSample(sampleForm('root-ca', { validityDays: '3650', willSignAuthorities: true })))

async function issueFrom(form: IssuanceForm): Promise<Identity> {
  if (profiles[form.profile].isSelfSigned) return issueSample(form)
  const issuer = await rootFor()
  return issueSample(form, issuer, issuerLimitsOf(decodeCertificate(issuer.certificateDer)))
}

/** What a form cannot know: the DER's length, and the signature's whole name, which depends on the issuer's key. */
async function compare(profile: CertificateProfileId, changes: FormChanges) {
  const form = sampleForm(profile, changes)
  const { certificateDer } = await issueFrom(form)
  const { derLength, signature, ...read } = subjectOfCertificate(certificateDer)
  const { derLength: none, signature: hash, ...foreseen } = subjectOfForm(form)
  expect([derLength, none]).toEqual([certificateDer.length, null])
  expect(hash).toBe(hashAlgorithms[form.hash].label)
  expect(signature).not.toBe('')
  return { read, foreseen }
}

const everyProfile = Object.keys(profiles) as CertificateProfileId[]
const authorities = ['root-ca', 'intermediate-ca']

describe('subjectOfForm() and subjectOfCertificate()', () => {
  it.each(
    everyProfile.flatMap((profile) => everyKeyAlgorithm.map((key): [typeof profile, KeyAlgorithmId] => [profile, key])),
  )('say the same of the profile %s with %s', async (profile, keyAlgorithm) => {
    const { read, foreseen } = await compare(profile, { keyAlgorithm })
    expect(foreseen).toEqual(read)
  })

  it.each(everyProfile)('say the same of the profile %s with every field filled', async (profile) => {
    const { read, foreseen } = await compare(profile, {
      subject: {
        organization: 'Grün & Söhne "Telefonie"',
        organizationalUnit: 'EDV',
        locality: 'Köln',
        stateOrProvince: 'NRW',
      },
      subjectAltNames: HARD_NAMES,
      hash: 'sha-512',
      serialNumber: '80:00:00:00:00:00:00:01',
      notAfter: '2026-12-01 08:30:00',
      validityDays: '',
      crlDistributionPoint: { kind: 'uniformResourceIdentifier', value: 'http://crl.example.com/root.crl' },
    })
    expect(foreseen).toEqual(read)
  })

  it.each(everyProfile.filter((profile) => !authorities.includes(profile)))(
    'say the same of the profile %s without a subject, whose names are critical then',
    async (profile) => {
      const { read, foreseen } = await compare(profile, {
        subject: { commonName: '', country: '' },
        subjectAltNames: '10.0.0.1',
      })
      expect(foreseen).toEqual(read)
      expect(read.isAltNameCritical).toBe(true)
    },
  )

  it('say the same of names that a server takes from its common name', async () => {
    for (const commonName of ['10.0.0.1', '2001:DB8::1', 'müller.example', 'pbx', 'Reception 7']) {
      const { read, foreseen } = await compare('tls-server', { subject: { commonName } })
      expect(foreseen).toEqual(read)
    }
  })
})

describe('subjectOfCertificate()', () => {
  it('reads every field of a server', async () => {
    const form = sampleForm('tls-server', {
      keyAlgorithm: 'rsa-2048',
      subjectAltNames: HARD_NAMES,
      crlDistributionPoint: { kind: 'uniformResourceIdentifier', value: 'http://crl.example.com/root.crl' },
    })
    const { certificateDer } = await issueFrom(form)
    const { serialNumber, ...subject } = subjectOfCertificate(certificateDer)
    expect(encodeHex(serialNumber ?? new Uint8Array())).toBe('03e9')
    expect(subject).toEqual({
      role: 'server',
      isSelfIssued: false,
      subject: [[{ type: oids.countryName, value: 'DE' }], [{ type: oids.commonName, value: 'pbx.example.com' }]],
      names: [
        { kind: 'dNSName', value: 'pbx.example.com' },
        { kind: 'dNSName', value: 'xn--mller-kva.example' },
        { kind: 'dNSName', value: '*.example.com' },
        { kind: 'iPAddress', value: '2001:db8::1' },
        { kind: 'iPAddress', value: '10.0.0.1' },
        { kind: 'rfc822Name', value: 'Admin@pbx.example.com' },
        { kind: 'uniformResourceIdentifier', value: 'sip:pbx.example.com' },
        { kind: 'other', value: '' },
      ],
      isAltNameCritical: false,
      notBefore: new Date('2026-02-28T12:00:00Z'),
      notAfter: new Date('2027-04-01T11:59:59Z'),
      key: { family: 'rsa', label: 'RSA 2048', modulusBits: 2048, algorithm: keyAlgorithms['rsa-2048'] },
      signature: 'ecdsaWithSHA256',
      isSignatureWeak: false,
      constraints: { isCritical: true, value: { cA: false } },
      keyUsage: { isCritical: true, value: ['digitalSignature', 'keyEncipherment'] },
      extKeyUsage: [oids.idKpServerAuth, oids.idKpClientAuth],
      hasCrlPoint: true,
      hasPublicPolicy: false,
      hasSubjectKeyIdentifier: true,
      hasAuthorityKeyIdentifier: true,
      unknownCritical: [],
      derLength: certificateDer.length,
    })
  })

  it.each([
    ['root-ca', 'root', true],
    ['intermediate-ca', 'intermediate', false],
    ['tls-server', 'server', false],
    ['client', 'client', false],
    ['self-signed-server', 'server', true],
  ] as const)('takes the profile %s for the role %s', async (profile, role, isSelfIssued) => {
    const { certificateDer } = await issueFrom(sampleForm(profile))
    expect(subjectOfCertificate(certificateDer)).toMatchObject({ role, isSelfIssued })
  })
})
