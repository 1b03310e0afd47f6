// What we issue, read and judged by OpenSSL, GnuTLS, NSS and Java: each catches something that the others let pass.
import { beforeAll, describe, expect, it } from 'vitest'
import { type KeyAlgorithmId } from '../../src/pki/algorithms.ts'
import { decodeCertificate, issuerLimitsOf } from '../../src/pki/certificate.ts'
import { proposeValidity } from '../../src/pki/issuance-request.ts'
import { encodePem } from '../../src/pki/pem.ts'
import type { CertificateProfileId } from '../../src/pki/profiles.ts'
import { emptySubject, type FormChanges, type Identity, issueSample, sampleForm } from '../pki/issuance-samples.ts'
import { describeWith, run, type TempDir, withTempDir } from './tools.ts'

// The programs judge by their own clock.
const now = new Date()

const hardSubject = {
  country: 'DE',
  stateOrProvince: 'C:\\new',
  locality: 'Zürich',
  organization: 'Acme "Best" Inc',
  organizationalUnit: 'A + B',
}
const hardNames = [
  'pbx.example.com, *.pbx.example.com, müller.example, 192.168.1.10, fd00::10, ::ffff:1.2.3.4, admin@müller.example',
  'URI:sip:pbx@example.com',
  'dirName:C=DE, O=Acme\\, Inc., CN=#1 Store + OU=☎',
].join('\n')

interface Path {
  readonly root: Identity
  readonly intermediate: Identity
  readonly leaf: Identity
}

const issue = (profile: CertificateProfileId, changes: FormChanges, issuer?: Identity): Promise<Identity> => {
  const limits = issuer && issuerLimitsOf(decodeCertificate(issuer.certificateDer))
  return issueSample(
    sampleForm(profile, { serialNumber: '', ...proposeValidity(profile, now, limits), ...changes }),
    issuer,
    limits,
    now,
  )
}

async function issuePath(keyAlgorithm: KeyAlgorithmId, leafChanges: FormChanges): Promise<Path> {
  const common = { keyAlgorithm, hash: 'sha-384' as const }
  const root = await issue('root-ca', {
    ...common,
    subject: { ...hardSubject, commonName: 'Root ☎' },
    willSignAuthorities: true,
  })
  const intermediate = await issue(
    'intermediate-ca',
    { ...common, subject: { ...hardSubject, commonName: 'Intermediate' } },
    root,
  )
  const leaf = await issue('tls-server', { ...common, ...leafChanges }, intermediate)
  return { root, intermediate, leaf }
}

const leafForms: [string, FormChanges][] = [
  ['hard names', { subject: { ...hardSubject, commonName: 'pbx.example.com' }, subjectAltNames: hardNames }],
  ['an empty subject', { subject: emptySubject, subjectAltNames: 'pbx.example.com, 10.0.0.1' }],
  [
    'a URI as CRL point',
    { crlDistributionPoint: { kind: 'uniformResourceIdentifier', value: 'http://pbx.example.com/ca.crl' } },
  ],
  ['a DNS name as CRL point', { crlDistributionPoint: { kind: 'dNSName', value: 'crl.example.com' } }],
  ['a directory name as CRL point', { crlDistributionPoint: { kind: 'directoryName', value: 'C=DE, CN=CRL 1' } }],
  ['an end beyond 2049', { notAfter: '', validityDays: '1800' }],
]

const pemOf = ({ certificateDer }: Identity): string => encodePem('CERTIFICATE', certificateDer)

/** Lends a directory with root.pem, intermediate.pem, leaf.pem and chain.pem (leaf first). */
const withPath = <T>({ root, intermediate, leaf }: Path, use: (dir: TempDir) => T | Promise<T>): Promise<T> =>
  withTempDir((dir) => {
    dir.write('root.pem', pemOf(root))
    dir.write('intermediate.pem', pemOf(intermediate))
    dir.write('leaf.pem', pemOf(leaf))
    dir.write('chain.pem', [leaf, intermediate, root].map(pemOf).join(''))
    return use(dir)
  })

describe.each(['rsa-2048', 'p-256', 'p-521', 'ed25519'] as const)('a path of %s', (keyAlgorithm) => {
  describe.each(leafForms)('to a server with %s', (_, changes) => {
    let path: Path
    beforeAll(async () => {
      path = await issuePath(keyAlgorithm, changes)
    })

    describeWith('openssl', 'openssl', () => {
      it('verifies it strictly, for a TLS server and for a TLS client', () =>
        withPath(path, ({ path: cwd }) => {
          for (const purpose of ['sslserver', 'sslclient']) {
            const strict = [
              '-x509_strict',
              '-purpose',
              purpose,
              '-CAfile',
              'root.pem',
              '-untrusted',
              'intermediate.pem',
              'leaf.pem',
            ]
            expect(run('openssl', ['verify', ...strict], { cwd })).toMatchObject({ status: 0 })
          }
          expect(
            run('openssl', ['verify', '-x509_strict', '-CAfile', 'root.pem', 'leaf.pem'], { cwd }).status,
          ).not.toBe(0)
        }))
    })

    describeWith('certtool', 'certtool', () => {
      it('reads it and verifies the chain', () =>
        withPath(path, ({ path: cwd }) => {
          expect(run('certtool', ['-i', '--infile', 'leaf.pem'], { cwd })).toMatchObject({ status: 0 })
          const verified = run('certtool', ['--verify', '--load-ca-certificate', 'root.pem', '--infile', 'chain.pem'], {
            cwd,
          })
          expect(verified.stdout).toContain('The certificate is trusted.')
        }))
    })

    describeWith('keytool', 'keytool', () => {
      it('reads it', () =>
        withPath(path, ({ path: cwd }) => {
          const printed = run('keytool', ['-printcert', '-file', 'leaf.pem'], { cwd })
          expect(printed).toMatchObject({ status: 0 })
          expect(printed.stdout).toContain('ExtendedKeyUsages')
        }))
    })

    // NSS 3.87 has no Ed25519 certificates.
    if (keyAlgorithm === 'ed25519') return
    describeWith('certutil', 'certutil of NSS', () => {
      it('trusts it as a TLS server', () =>
        withPath(path, ({ path: cwd }) => {
          const db = ['-d', `sql:${cwd}`]
          run('certutil', ['-N', ...db, '--empty-password'])
          run('certutil', ['-A', ...db, '-n', 'root', '-t', 'CT,,', '-i', `${cwd}/root.pem`, '-a'])
          run('certutil', ['-A', ...db, '-n', 'intermediate', '-t', ',,', '-i', `${cwd}/intermediate.pem`, '-a'])
          run('certutil', ['-A', ...db, '-n', 'leaf', '-t', ',,', '-i', `${cwd}/leaf.pem`, '-a'])
          expect(run('certutil', ['-V', ...db, '-n', 'leaf', '-u', 'V'])).toMatchObject({
            status: 0,
            stdout: 'certutil: certificate is valid\n',
          })
          expect(run('certutil', ['-V', ...db, '-n', 'leaf', '-u', 'C'])).toMatchObject({ status: 0 })
        }))
    })
  })
})

describeWith('openssl', 'openssl x509 -text', () => {
  it('shows names exactly, extensions, and the serial number', async () => {
    const path = await issuePath('p-256', { ...leafForms[0]?.[1], serialNumber: '0A:BC' })
    const shown = await withPath(path, ({ path: cwd }) =>
      run('openssl', ['x509', '-in', 'leaf.pem', '-noout', '-text', '-nameopt', 'utf8,sep_multiline,sname'], { cwd }),
    )
    expect(shown.status).toBe(0)
    for (const line of [
      'Serial Number: 2748 (0xabc)',
      'ST=C:\\new',
      'L=Zürich',
      'O=Acme "Best" Inc',
      'OU=A + B',
      'CN=pbx.example.com',
      'X509v3 Basic Constraints: critical',
      'CA:FALSE',
      'X509v3 Key Usage: critical',
      'TLS Web Server Authentication, TLS Web Client Authentication',
      'DNS:*.pbx.example.com, DNS:xn--mller-kva.example, IP Address:192.168.1.10, IP Address:FD00:0:0:0:0:0:0:10',
      'IP Address:0:0:0:0:0:FFFF:102:304',
      'email:admin@xn--mller-kva.example',
      'URI:sip:pbx@example.com',
      'DirName:',
    ]) {
      expect(shown.stdout).toContain(line)
    }
  })
})

describeWith('openssl', 'openssl verify', () => {
  it('takes a self-signed server for itself, and never as an issuer', async () => {
    const server = await issue('self-signed-server', {})
    await withTempDir(({ path: cwd, write }) => {
      write('server.pem', pemOf(server))
      const verified = run(
        'openssl',
        ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'server.pem', 'server.pem'],
        { cwd },
      )
      expect(verified).toMatchObject({ status: 0 })
      expect(run('openssl', ['x509', '-in', 'server.pem', '-noout', '-purpose'], { cwd }).stdout).toContain(
        'SSL server CA : No',
      )
    })
  })

  it('refuses what is beyond a path length of ours', async () => {
    const root = await issue('root-ca', {})
    // As if the root had no limit: parseIssuanceForm() would refuse it.
    const limits = { ...issuerLimitsOf(decodeCertificate(root.certificateDer)), pathLenConstraint: undefined }
    const form = sampleForm('intermediate-ca', proposeValidity('intermediate-ca', now, limits))
    const intermediate = await issueSample(form, root, limits, now)
    const leaf = await issue('tls-server', {}, intermediate)
    await withPath({ root, intermediate, leaf }, ({ path: cwd }) => {
      const verified = run('openssl', ['verify', '-CAfile', 'root.pem', '-untrusted', 'intermediate.pem', 'leaf.pem'], {
        cwd,
      })
      expect(verified.stderr).toContain('path length constraint exceeded')
    })
  })
})
