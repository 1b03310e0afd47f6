// Certificates that OpenSSL makes as PBXs and tutorials do, read for the rules: what is there, what is missing, what is odd.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type CheckSubject, subjectOfCertificate } from '../../src/checks/check-subject.ts'
import { checkSubject } from '../../src/checks/run-checks.ts'
import { certificateFindings } from '../../src/parts/certificate-findings.ts'
import { findTarget } from '../../src/targets/registry.ts'
import { describeWith, run, withTempDir } from './tools.ts'

const CONFIG = `
[req]
distinguished_name = dn
prompt = no
[dn]
C = DE
O = Acme
CN = pbx.example.com
[full]
basicConstraints = critical, CA:FALSE
keyUsage = digitalSignature, nonRepudiation, keyAgreement
extendedKeyUsage = critical, serverAuth, 1.3.6.1.4.1.311.10.3.4
subjectAltName = critical, DNS:pbx.example.com, IP:2001:db8::7, email:a@example.com, URI:sip:example.com, RID:1.2.3, otherName:1.2.3;UTF8:x
crlDistributionPoints = URI:http://crl.example.com/
1.2.3.4 = critical, ASN1:NULL
[any]
basicConstraints = CA:FALSE
extendedKeyUsage = anyExtendedKeyUsage, clientAuth
[phone]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
[broken]
keyUsage = DER:04:01:00
subjectAltName = DER:30:05:82
extendedKeyUsage = DER:30:01
basicConstraints = DER:01:01:FF
[public]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = DNS:pbx.example.com
certificatePolicies = 2.23.140.1.2.1
[empty]
`

interface Wish {
  readonly section?: string
  readonly key?: readonly string[]
  readonly more?: readonly string[]
}

/** Has OpenSSL sign a certificate with its own key. */
const make = ({ section = 'empty', key = ['rsa:2048'], more = [] }: Wish): Promise<CheckSubject> =>
  withTempDir((dir) => {
    const config = dir.write('a.cnf', CONFIG)
    const args = ['req', '-x509', '-nodes', '-newkey', ...key, '-keyout', 'a.key', '-out', 'a.der', '-outform', 'DER']
    const { status, stderr } = run('openssl', [...args, '-config', config, '-extensions', section, ...more], {
      cwd: dir.path,
    })
    if (status !== 0) throw new Error(stderr)
    return subjectOfCertificate(new Uint8Array(readFileSync(`${dir.path}/a.der`)))
  })

const found = (subject: CheckSubject): string[] =>
  checkSubject(subject, {
    target: findTarget('generic'),
    authority: null,
    moment: subject.notBefore ?? new Date(0),
    isIssuing: false,
  }).map(({ id }) => id)

describeWith('openssl', 'subjectOfCertificate() of what OpenSSL makes', () => {
  it('reads every kind of name, usage and mark', async () => {
    const subject = await make({ section: 'full', more: ['-days', '900', '-set_serial', '0x1001'] })
    expect(subject).toMatchObject({
      role: 'server',
      isSelfIssued: true,
      names: [
        { kind: 'dNSName', value: 'pbx.example.com' },
        { kind: 'iPAddress', value: '2001:db8::7' },
        { kind: 'rfc822Name', value: 'a@example.com' },
        { kind: 'uniformResourceIdentifier', value: 'sip:example.com' },
        { kind: 'other', value: '' },
        { kind: 'other', value: '' },
      ],
      isAltNameCritical: true,
      key: { label: 'RSA 2048' },
      signature: 'sha256WithRSAEncryption',
      isSignatureWeak: false,
      constraints: { isCritical: true, value: { cA: false } },
      keyUsage: { isCritical: false, value: ['digitalSignature', 'nonRepudiation', 'keyAgreement'] },
      extKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.4.1.311.10.3.4'],
      hasCrlPoint: true,
      serialNumber: Uint8Array.of(0x10, 1),
      unknownCritical: ['1.2.3.4'],
    })
    expect(found(subject)).toEqual(
      expect.arrayContaining([
        'validity/apple-825',
        'names/critical',
        'usage/authority-bits',
        'extension/unknown-critical',
      ]),
    )
  })

  it('takes one for every purpose for a server, and one for clients alone for a client', async () => {
    expect(await make({ section: 'any' })).toMatchObject({ role: 'server' })
    expect(await make({ section: 'phone' })).toMatchObject({ role: 'client' })
  })

  it('takes what it cannot read for missing', async () => {
    const subject = await make({ section: 'broken' })
    expect(subject).toMatchObject({ role: 'server', names: [], constraints: null, keyUsage: null, extKeyUsage: null })
    expect(found(subject)).toEqual(expect.arrayContaining(['names/none', 'usage/no-key-usage']))
  })

  it('knows a certificate of a public CA by its policy, and holds it against the rules of public CAs', () =>
    withTempDir((dir) => {
      const config = dir.write('a.cnf', CONFIG)
      const args = ['req', '-x509', '-nodes', '-newkey', 'rsa:2048', '-keyout', 'a.key', '-outform', 'DER']
      const made = ['-config', config, '-extensions', 'public', '-days', '500', '-out', 'a.der']
      expect(run('openssl', [...args, ...made], { cwd: dir.path }).status).toBe(0)
      const findings = certificateFindings(new Uint8Array(readFileSync(`${dir.path}/a.der`)), {
        target: findTarget('generic'),
        moment: new Date(),
      })
      expect(findings.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['validity/public-limit', 'usage/client-purpose-public']),
      )
    }))

  it.each([
    [['rsa:1024'], [], 'RSA 1024', 'sha256WithRSAEncryption', false],
    [['rsa:2048'], ['-sha1'], 'RSA 2048', 'sha1WithRSAEncryption', true],
    [['rsa:2048'], ['-md5'], 'RSA 2048', 'md5WithRSAEncryption', true],
    [['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], ['-sha384'], 'ECDSA P-384', 'ecdsaWithSHA384', false],
    [['ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1'], [], 'ECDSA secp256k1', 'ecdsaWithSHA256', false],
    [['ed25519'], [], 'Ed25519', 'idEd25519', false],
    [['ed448'], [], 'Ed448', 'Ed448', false],
  ])('tells the key and signature of %s %s', async (key, more, label, signature, isSignatureWeak) => {
    expect(await make({ key, more })).toMatchObject({ key: { label }, signature, isSignatureWeak })
  })
})
