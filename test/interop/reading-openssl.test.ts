// What OpenSSL makes, read by us: keys, requests, certificates, with and without what we would not write ourselves.
import { expect, it } from 'vitest'
import { hashAlgorithms, keyAlgorithms } from '../../src/pki/algorithms.ts'
import { encodeHex } from '../../src/pki/bytes.ts'
import { decodeCertificate, issueCertificate, verifyCertificateSignature } from '../../src/pki/certificate.ts'
import { decodeCertificationRequest, verifyCertificationRequest } from '../../src/pki/certification-request.ts'
import { formatDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { decodeBasicConstraints } from '../../src/pki/extensions/basic-constraints.ts'
import { decodeCertificatePolicies } from '../../src/pki/extensions/certificate-policies.ts'
import { decodeCrlDistributionPoints } from '../../src/pki/extensions/crl-distribution-points.ts'
import { findExtension } from '../../src/pki/extensions/extension.ts'
import { decodeNameConstraints } from '../../src/pki/extensions/name-constraints.ts'
import { decodeSubjectAltName } from '../../src/pki/extensions/subject-alt-name.ts'
import { fingerprint } from '../../src/pki/fingerprint.ts'
import { parseIssuanceForm } from '../../src/pki/issuance-request.ts'
import { generateKeyPair, importSigningKey, publicKeyOf } from '../../src/pki/key-pair.ts'
import { oids } from '../../src/pki/oids.ts'
import { decodePem, encodePem } from '../../src/pki/pem.ts'
import { formatSerialNumber } from '../../src/pki/serial-number.ts'
import { publicKeyKindOf } from '../../src/pki/subject-public-key-info.ts'
import { sampleForm, unwrap } from '../pki/issuance-samples.ts'
import { describeWith, run, type TempDir, withTempDir } from './tools.ts'

const generators: [string, string, string[]][] = [
  ['RSA 2048', 'rsa-2048', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']],
  ['ECDSA P-256', 'p-256', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
  ['ECDSA P-384', 'p-384', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384']],
  ['ECDSA P-521', 'p-521', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521']],
  ['Ed25519', 'ed25519', ['-algorithm', 'ED25519']],
]

const config = `
[req]
distinguished_name = dn
string_mask = default
utf8 = yes
[dn]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = 0102030405
subjectAltName = otherName:1.3.6.1.4.1.311.20.2.3;UTF8:pbx, RID:1.2.3, IP:::1, DNS:a.example
crlDistributionPoints = point
nameConstraints = critical, permitted;DNS:example.com, excluded;IP:10.0.0.0/255.0.0.0
certificatePolicies = 1.2.3.4, @policy
[point]
fullname = URI:http://crl.example/
CRLissuer = dirName:issuer
reasons = keyCompromise
[issuer]
CN = CRL issuer
[policy]
policyIdentifier = 1.2.3.5
CPS.1 = http://cps.example/
userNotice.1 = @notice
[notice]
explicitText = Hands off
`

const derOf = (pem: string): Uint8Array<ArrayBuffer> => decodePem(pem)[0]?.der ?? new Uint8Array()

function makeCa({ path: cwd, write }: TempDir, generator: string[]): { keyPem: string; certificatePem: string } {
  write('openssl.cnf', config)
  const keyPem = run('openssl', ['genpkey', ...generator], { cwd }).stdout
  write('ca.key', keyPem)
  const subject = '/C=DE/O=Ämter, "A" \\+ B/CN=OpenSSL CA'
  const made = run(
    'openssl',
    [
      'req',
      '-x509',
      '-new',
      '-key',
      'ca.key',
      '-config',
      'openssl.cnf',
      '-extensions',
      'ca',
      '-subj',
      subject,
      '-utf8',
      '-days',
      '30',
      '-set_serial',
      '0x80ff',
    ],
    { cwd },
  )
  expect(made).toMatchObject({ status: 0 })
  return { keyPem, certificatePem: made.stdout }
}

describeWith('openssl', 'what openssl makes', () => {
  it.each(generators)(
    'importSigningKey() and publicKeyOf() read its PKCS #8 key of %s',
    async (label, id, generator) => {
      const keyPem = run('openssl', ['genpkey', ...generator]).stdout
      const privateKeyInfo = derOf(keyPem)
      const publicPem = run('openssl', ['pkey', '-pubout'], { input: keyPem }).stdout
      expect(encodePem('PUBLIC KEY', await publicKeyOf(privateKeyInfo))).toBe(publicPem)
      const { algorithm } = await importSigningKey(privateKeyInfo, hashAlgorithms['sha-256'])
      expect(algorithm).toMatchObject({ id, label })
    },
  )

  it.each(generators)(
    'decodeCertificate() and verifyCertificateSignature() read its certificate with %s',
    async (label, _, generator) => {
      await withTempDir(async (dir) => {
        const certificateDer = derOf(makeCa(dir, generator).certificatePem)
        const certificate = decodeCertificate(certificateDer)
        expect(formatDistinguishedName(certificate.subject)).toBe('C=DE, O=Ämter\\, \\"A\\" \\+ B, CN=OpenSSL CA')
        expect(formatSerialNumber(certificate.serialNumber)).toEqual({ decimal: '33023', hexadecimal: '80:FF' })
        expect(publicKeyKindOf(certificate.subjectPublicKeyInfo).label).toBe(label)
        expect(await verifyCertificateSignature(certificateDer, certificate.subjectPublicKeyInfo)).toBe(true)
        dir.write('ca.pem', encodePem('CERTIFICATE', certificateDer))
        const shown = run('openssl', ['x509', '-in', 'ca.pem', '-noout', '-fingerprint', '-sha256'], {
          cwd: dir.path,
        }).stdout
        expect(shown.trim()).toBe(`sha256 Fingerprint=${await fingerprint(certificateDer, 'SHA-256')}`)
      })
    },
  )

  it('the decoders of extensions read kinds that we do not write', async () => {
    await withTempDir((dir) => {
      const { extensions } = decodeCertificate(derOf(makeCa(dir, generators[1]?.[2] ?? []).certificatePem))
      const valueOf = (oid: string): Uint8Array => findExtension(extensions, oid)?.valueDer ?? new Uint8Array()
      expect(decodeBasicConstraints(valueOf(oids.basicConstraints))).toEqual({ cA: true, pathLenConstraint: undefined })
      expect(decodeSubjectAltName(valueOf(oids.subjectAltName))).toMatchObject([
        { kind: 'other', tagNumber: 0 },
        { kind: 'other', tagNumber: 8 },
        { kind: 'iPAddress', value: '::1' },
        { kind: 'dNSName', value: 'a.example' },
      ])
      expect(decodeCrlDistributionPoints(valueOf(oids.cRLDistributionPoints))).toMatchObject([
        { fullName: [{ value: 'http://crl.example/' }], cRLIssuer: [{ kind: 'directoryName' }] },
      ])
      expect(decodeNameConstraints(valueOf(oids.nameConstraints))).toEqual({
        permitted: [{ kind: 'dNSName', value: 'example.com' }],
        excluded: [{ kind: 'iPAddress', value: '10.0.0.0/8' }],
      })
      expect(decodeCertificatePolicies(valueOf(oids.certificatePolicies))).toMatchObject([
        { policyIdentifier: '1.2.3.4', cPSuris: [], userNotices: [] },
        {
          policyIdentifier: '1.2.3.5',
          cPSuris: ['http://cps.example/'],
          userNotices: [{ explicitText: 'Hands off' }],
          otherQualifiers: [],
        },
      ])
    })
  })

  it.each(generators)(
    'issueCertificate() issues under its CA with %s, which openssl verifies strictly',
    async (_, __, generator) => {
      await withTempDir(async (dir) => {
        const { keyPem, certificatePem } = makeCa(dir, generator)
        const clock = new Date()
        const form = sampleForm('tls-server', {
          notBefore: clock.toISOString().slice(0, 19),
          notAfter: '',
          validityDays: '20',
        })
        const request = unwrap(parseIssuanceForm(form, { now: clock }))
        const { subjectPublicKeyInfo } = await generateKeyPair(keyAlgorithms['p-256'], hashAlgorithms['sha-256'])
        const certificateDer = await issueCertificate(
          { ...request, subject: [], subjectAltNames: [{ kind: 'dNSName', value: 'a.example.com' }] },
          subjectPublicKeyInfo,
          {
            certificateDer: derOf(certificatePem),
            signingKey: await importSigningKey(derOf(keyPem), hashAlgorithms['sha-256']),
          },
        )
        expect(
          encodeHex(
            findExtension(decodeCertificate(certificateDer).extensions, oids.authorityKeyIdentifier)?.valueDer ??
              new Uint8Array(),
          ),
        ).toBe('300780050102030405')
        dir.write('ca.pem', certificatePem)
        dir.write('leaf.pem', encodePem('CERTIFICATE', certificateDer))
        expect(
          run('openssl', ['verify', '-x509_strict', '-CAfile', 'ca.pem', 'leaf.pem'], { cwd: dir.path }),
        ).toMatchObject({ status: 0 })
      })
    },
  )

  it.each(generators)(
    'verifyCertificationRequest() reads its request with %s, and the same without attributes',
    async (_, __, generator) => {
      await withTempDir(async ({ path: cwd, write }) => {
        write('openssl.cnf', config)
        write('a.key', run('openssl', ['genpkey', ...generator], { cwd }).stdout)
        const make = (...more: string[]): Uint8Array<ArrayBuffer> =>
          derOf(
            run('openssl', ['req', '-new', '-key', 'a.key', '-config', 'openssl.cnf', '-subj', '/CN=pbx', ...more], {
              cwd,
            }).stdout,
          )
        const requestDer = make('-addext', 'subjectAltName=DNS:a.example')
        expect(await verifyCertificationRequest(requestDer)).toBe(true)
        expect(decodeCertificationRequest(requestDer).extensions).toHaveLength(1)
        const plain = make()
        expect(await verifyCertificationRequest(plain)).toBe(true)
        expect(decodeCertificationRequest(plain)).toMatchObject({ extensions: [], attributes: [] })
      })
    },
  )

  it('importSigningKey() says what it cannot take', async () => {
    const refused = ['RSA-PSS', 'X25519', 'ED448'].map(
      (algorithm) => run('openssl', ['genpkey', '-algorithm', algorithm]).stdout,
    )
    refused.push(run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1']).stdout)
    refused.push(run('openssl', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024']).stdout)
    for (const pem of refused) {
      await expect(importSigningKey(derOf(pem), hashAlgorithms['sha-256'])).rejects.toMatchObject({
        code: 'key/algorithm-unsupported',
      })
    }
  })
})
