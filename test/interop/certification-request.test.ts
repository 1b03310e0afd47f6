// Our requests, verified by OpenSSL, GnuTLS and Java, and signed by an OpenSSL CA that copies what they ask for.
import { describe, expect, it } from 'vitest'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import { signCertificationRequest } from '../../src/pki/certification-request.ts'
import { findExtension } from '../../src/pki/extensions/extension.ts'
import { decodeSubjectAltName } from '../../src/pki/extensions/subject-alt-name.ts'
import { formatDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { type CertificationForm, parseCertificationForm } from '../../src/pki/issuance-request.ts'
import { generateKeyPair } from '../../src/pki/key-pair.ts'
import { oids } from '../../src/pki/oids.ts'
import { decodePem, encodePem } from '../../src/pki/pem.ts'
import { emptySubject, everyKeyAlgorithm, unwrap } from '../pki/issuance-samples.ts'
import { describeWith, run, withTempDir } from './tools.ts'

const forms: [string, Pick<CertificationForm, 'subject' | 'subjectAltNames'>][] = [
  [
    'hard names',
    {
      subject: {
        ...emptySubject,
        country: 'DE',
        organization: 'Acme "Best" Inc',
        organizationalUnit: 'A + B',
        locality: 'C:\\new',
        commonName: 'Müller ☎',
      },
      subjectAltNames:
        'pbx.example.com, ::ffff:1.2.3.4, a@b.example\nURI:https://pbx.example.com/\ndirName:O=\\#1 Store',
    },
  ],
  ['an empty subject', { subject: emptySubject, subjectAltNames: '10.0.0.1' }],
]

describe.each(everyKeyAlgorithm)('a request with %s', (keyAlgorithm) => {
  describe.each(forms)('for %s', (_, form) => {
    async function make(): Promise<{ requestPem: string; keyPem: string }> {
      const intent = unwrap(parseCertificationForm({ ...form, keyAlgorithm, hash: 'sha-512' }))
      const { subjectPublicKeyInfo, privateKeyInfo, signingKey } = await generateKeyPair(
        intent.keyAlgorithm,
        intent.hash,
      )
      const requestDer = await signCertificationRequest(intent, subjectPublicKeyInfo, signingKey)
      return {
        requestPem: encodePem('CERTIFICATE REQUEST', requestDer),
        keyPem: encodePem('PRIVATE KEY', privateKeyInfo),
      }
    }

    describeWith('openssl', 'openssl', () => {
      it('verifies it, finds the key in it, and signs it with what it asks for', async () => {
        const { requestPem, keyPem } = await make()
        await withTempDir(({ path: cwd, write }) => {
          write('a.csr', requestPem)
          write('a.key', keyPem)
          expect(run('openssl', ['req', '-in', 'a.csr', '-verify', '-noout'], { cwd })).toMatchObject({ status: 0 })
          const publicKey = run('openssl', ['req', '-in', 'a.csr', '-pubkey', '-noout'], { cwd }).stdout
          expect(run('openssl', ['pkey', '-in', 'a.key', '-pubout'], { cwd }).stdout).toBe(publicKey)
          expect(run('openssl', ['pkey', '-in', 'a.key', '-check', '-noout'], { cwd })).toMatchObject({ status: 0 })
          const signed = run(
            'openssl',
            ['x509', '-req', '-in', 'a.csr', '-signkey', 'a.key', '-copy_extensions', 'copyall', '-days', '1'],
            { cwd },
          )
          const [block] = decodePem(signed.stdout)
          const { subject, extensions } = decodeCertificate(block?.der ?? new Uint8Array())
          const intent = unwrap(parseCertificationForm({ ...form, keyAlgorithm, hash: 'sha-512' }))
          expect(formatDistinguishedName(subject)).toBe(formatDistinguishedName(intent.subject))
          const names = findExtension(extensions, oids.subjectAltName)
          expect(names && decodeSubjectAltName(names.valueDer)).toEqual(intent.subjectAltNames)
        })
      })
    })

    describeWith('certtool', 'certtool', () => {
      it('reads it', async () => {
        const { requestPem } = await make()
        const shown = run('certtool', ['--crq-info'], { input: requestPem })
        expect(shown).toMatchObject({ status: 0 })
        expect(shown.stdout).toContain('Self signature: verified')
      })
    })

    describeWith('keytool', 'keytool', () => {
      it('reads it', async () => {
        const { requestPem } = await make()
        await withTempDir(({ path: cwd, write }) => {
          write('a.csr', requestPem)
          expect(run('keytool', ['-printcertreq', '-file', 'a.csr'], { cwd })).toMatchObject({ status: 0 })
        })
      })
    })
  })
})
