// Requests that OpenSSL, GnuTLS and Java make, signed by an authority of ours, and judged by OpenSSL.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { receiveFrom } from '../../src/features/sign/receive-request.ts'
import { proposeForm } from '../../src/features/sign/propose-form.ts'
import { checkSignForm, signRequest } from '../../src/features/sign/sign-request.ts'
import { emptyCertificateForm } from '../../src/parts/entry-form.ts'
import { type IssueForm, NEW_AUTHORITY } from '../../src/parts/issue-form.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { challengePasswordOf, type ReceivedRequest } from '../../src/pki/received-request.ts'
import { makeServices, neverAborted, NOW } from '../features/make-services.ts'
import { describeWith, run, type TempDir, withTempDir } from './tools.ts'

function must({ path: cwd }: TempDir, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = run(command, args, { cwd })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}${stdout}`)
  return stdout
}

const bytesOf = ({ path }: TempDir, name: string): Bytes => new Uint8Array(readFileSync(join(path, name)))

const receive = (bytes: Bytes, services = makeServices()): Promise<ReceivedRequest> =>
  receiveFrom(bytes, services, neverAborted)

/** Signs a request as the page does with nothing changed, and writes the files. */
async function sign(dir: TempDir, received: ReceivedRequest): Promise<string[]> {
  const services = makeServices()
  const form: IssueForm = {
    certificate: emptyCertificateForm('tls-server', NOW),
    macAddress: '',
    issuerId: NEW_AUTHORITY,
    authority: { ...emptyCertificateForm('root-ca', NOW), name: 'Test Root', keyAlgorithm: 'p-256' },
  }
  form.authority.subject.commonName = 'Test Root'
  proposeForm(form.certificate, received, 'device.csr')
  const checked = checkSignForm(form, received, null, NOW)
  if (!checked.ok) throw new Error(checked.problems.map(({ field, error }) => `${field}: ${error.code}`).join())
  const { bundle, id } = await signRequest(checked.value, services, neverAborted)
  expect((await services.keeper.load(id)).entry).toMatchObject({ kind: 'identity', hasPrivateKey: false })
  if (!bundle.passed) throw new Error('the self-test failed')
  for (const { name, bytes } of bundle.files) dir.write(name, bytes)
  return bundle.files.map(({ name }) => name)
}

const CONFIG = `
[req]
distinguished_name = dn
prompt = no
req_extensions = ext
attributes = attrs
[dn]
C = DE
O = Acme + Sons
OU = Phones
CN = phone-7.example.com
emailAddress = a@example.com
[attrs]
challengePassword = s3cret-of-the-device
[ext]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, digitalSignature
extendedKeyUsage = serverAuth, codeSigning
subjectAltName = DNS:phone-7.example.com, IP:10.0.0.7, URI:sip:7@example.com, email:7@example.com, otherName:1.3.6.1.4.1.311.20.2.3;UTF8:upn@example.com
1.2.3.4.5 = critical, ASN1:UTF8String:whatever
`

const keys: [string, string[]][] = [
  ['RSA 2048', ['genrsa', '-out', 'a.key', '2048']],
  ['ECDSA P-256', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'a.key']],
  ['ECDSA P-384', ['ecparam', '-name', 'secp384r1', '-genkey', '-noout', '-out', 'a.key']],
  ['ECDSA P-521', ['ecparam', '-name', 'secp521r1', '-genkey', '-noout', '-out', 'a.key']],
  ['Ed25519', ['genpkey', '-algorithm', 'ed25519', '-out', 'a.key']],
]

describeWith('openssl', 'signRequest() on what OpenSSL asks for', () => {
  it.each(keys)('issues for %s what openssl verifies, with the names and nothing else of the request', (label, args) =>
    withTempDir(async (dir) => {
      dir.write('a.cnf', CONFIG)
      must(dir, 'openssl', ...args)
      must(dir, 'openssl', 'req', '-new', '-key', 'a.key', '-config', 'a.cnf', '-out', 'a.csr')
      const received = await receive(bytesOf(dir, 'a.csr'))
      expect(received).toMatchObject({ algorithm: { label }, wantsAuthority: true, hasChallengePassword: true })
      expect(challengePasswordOf(received.requestDer)).toBe('s3cret-of-the-device')
      expect(received.extensions.map(({ fate }) => fate)).toEqual([
        'authority',
        'authority',
        'own',
        'proposed',
        'unknown',
      ])
      expect(received.names.leftOut.map(({ name, reason }) => [name.label, reason])).toEqual([
        ['emailAddress', 'no-field'],
        ['otherName', 'no-field'],
      ])
      const files = await sign(dir, received)
      expect(files).toEqual(['phone-7.example.com.crt', 'phone-7.example.com-chain.crt', 'Test Root.crt'])
      const name = 'phone-7.example.com.crt'
      expect(must(dir, 'openssl', 'verify', '-x509_strict', '-CAfile', 'Test Root.crt', name)).toContain('OK')
      const text = must(dir, 'openssl', 'x509', '-in', name, '-noout', '-text')
      expect(text).toContain('C = DE, O = "Acme + Sons", OU = Phones, CN = phone-7.example.com')
      expect(text).toContain(
        'DNS:phone-7.example.com, IP Address:10.0.0.7, URI:sip:7@example.com, email:7@example.com\n',
      )
      expect(text).toContain('CA:FALSE')
      expect(text).not.toMatch(/Certificate Sign|Code Signing|1\.2\.3\.4\.5|emailAddress|s3cret/)
      expect(must(dir, 'openssl', 'x509', '-in', name, '-noout', '-pubkey')).toBe(
        must(dir, 'openssl', 'pkey', '-in', 'a.key', '-pubout'),
      )
    }),
  )

  it.each([
    ['DER', ['-outform', 'DER']],
    ['PEM with text around', ['-text']],
    ['NEW CERTIFICATE REQUEST', ['-newhdr']],
  ])('reads a request as %s', (_, args) =>
    withTempDir(async (dir) => {
      must(dir, 'openssl', ...(keys[1]?.[1] ?? []))
      must(dir, 'openssl', 'req', '-new', '-key', 'a.key', '-subj', '/CN=a.example.com', '-out', 'a.csr', ...args)
      const { names } = await receive(bytesOf(dir, 'a.csr'))
      expect(names.subject.commonName).toBe('a.example.com')
    }),
  )

  it.each<[string, string[], string[], string]>([
    ['RSA 1024', ['genrsa', '-out', 'a.key', '1024'], [], 'request/key-short'],
    ['RSA 2056', ['genrsa', '-out', 'a.key', '2056'], [], 'request/key-size-unusual'],
    [
      'secp256k1',
      ['ecparam', '-name', 'secp256k1', '-genkey', '-noout', '-out', 'a.key'],
      [],
      'request/key-unsupported',
    ],
    [
      'explicit curve parameters',
      ['ecparam', '-name', 'prime256v1', '-param_enc', 'explicit', '-genkey', '-noout', '-out', 'a.key'],
      [],
      'request/key-unsupported',
    ],
    ['Ed448', ['genpkey', '-algorithm', 'ed448', '-out', 'a.key'], [], 'request/key-unsupported'],
    ['an RSA-PSS key', ['genpkey', '-algorithm', 'rsa-pss', '-out', 'a.key'], [], 'request/key-unsupported'],
    [
      'RSA-PSS signature',
      ['genrsa', '-out', 'a.key', '2048'],
      ['-sigopt', 'rsa_padding_mode:pss'],
      'request/signature-unsupported',
    ],
    ['MD5', ['genrsa', '-out', 'a.key', '2048'], ['-md5'], 'request/signature-unsupported'],
  ])('refuses %s', (_, key, args, code) =>
    withTempDir(async (dir) => {
      must(dir, 'openssl', ...key)
      must(dir, 'openssl', 'req', '-new', '-key', 'a.key', '-subj', '/CN=a', '-out', 'a.csr', ...args)
      await expect(receive(bytesOf(dir, 'a.csr'))).rejects.toMatchObject({ code })
    }),
  )

  it.each<[string, string[], string[], keyof ReceivedRequest]>([
    ['exponent 3', ['genrsa', '-3', '-out', 'a.key', '2048'], [], 'isExponentSmall'],
    ['a request that is signed with SHA-1', keys[0]?.[1] ?? [], ['-sha1'], 'isSignatureWeak'],
    ['a request that is signed with ECDSA and SHA-1', keys[1]?.[1] ?? [], ['-sha1'], 'isSignatureWeak'],
  ])('takes %s with a word', (_, key, args, word) =>
    withTempDir(async (dir) => {
      must(dir, 'openssl', ...key)
      must(dir, 'openssl', 'req', '-new', '-key', 'a.key', '-subj', '/CN=a.example.com', '-out', 'a.csr', ...args)
      const received = await receive(bytesOf(dir, 'a.csr'))
      const words = (['isExponentSmall', 'isSignatureWeak'] as const).filter((each) => received[each])
      expect(words).toEqual([word])
      const [name = ''] = await sign(dir, received)
      expect(must(dir, 'openssl', 'verify', '-x509_strict', '-CAfile', 'Test Root.crt', name)).toContain('OK')
      expect(must(dir, 'openssl', 'x509', '-in', name, '-noout', '-text')).toContain('ecdsa-with-SHA256')
    }),
  )
})

describeWith('keytool', 'signRequest() on what Java asks for', () => {
  it(
    'issues what openssl verifies',
    () =>
      withTempDir(async (dir) => {
        const store = ['-keystore', 'a.p12', '-storepass', 'changeit', '-alias', 'a']
        must(
          dir,
          'keytool',
          '-genkeypair',
          ...store,
          '-keyalg',
          'RSA',
          '-keysize',
          '3072',
          '-dname',
          'CN=java.example.com',
        )
        must(dir, 'keytool', '-certreq', ...store, '-file', 'a.csr', '-ext', 'san=dns:java.example.com,ip:10.0.0.8')
        const received = await receive(bytesOf(dir, 'a.csr'))
        const [name = ''] = await sign(dir, received)
        expect(must(dir, 'openssl', 'verify', '-x509_strict', '-CAfile', 'Test Root.crt', name)).toContain('OK')
        must(
          dir,
          'keytool',
          '-importcert',
          ...store.slice(0, 4),
          '-noprompt',
          '-alias',
          'root',
          '-file',
          'Test Root.crt',
        )
        must(dir, 'keytool', '-importcert', ...store, '-noprompt', '-file', name)
      }),
    60_000,
  )
})

describeWith('certtool', 'signRequest() on what GnuTLS asks for', () => {
  it('issues what certtool verifies', () =>
    withTempDir(async (dir) => {
      dir.write(
        'a.tmpl',
        'cn = "gnutls.example.com"\ndns_name = "gnutls.example.com"\nchallenge_password = x\ntls_www_server\n',
      )
      must(dir, 'certtool', '--generate-privkey', '--ecc', '--outfile', 'a.key')
      must(
        dir,
        'certtool',
        '--generate-request',
        '--load-privkey',
        'a.key',
        '--template',
        'a.tmpl',
        '--outfile',
        'a.csr',
      )
      const received = await receive(bytesOf(dir, 'a.csr'))
      const [name = ''] = await sign(dir, received)
      must(dir, 'certtool', '--verify', '--load-ca-certificate', 'Test Root.crt', '--infile', name)
    }))
})
