// Extensions that OpenSSL writes from the words of its configuration, shown by us.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeCertificate } from '../../src/pki/describe/describe-certificate.ts'
import { linesOf } from '../pki/describe/lines-of.ts'
import { describeWith, run, withTempDir } from './tools.ts'

// One timestamp of a log ab…ab at 2026-11-20 11:22:33.999 UTC, signed with nothing of worth.
const timestamp = `00${'ab'.repeat(32)}000001a1f8b1a48f0000040300020102`
const sctList = `0066${`0031${timestamp}`.repeat(2)}`

const config = `
[req]
distinguished_name = dn
[dn]
[all]
basicConstraints = critical, CA:TRUE
policyConstraints = requireExplicitPolicy:3, inhibitPolicyMapping:0
inhibitAnyPolicy = 2
policyMappings = 1.2.3:1.2.4, 1.2.5:1.2.6
certificatePolicies = @policy
subjectInfoAccess = caRepository;URI:http://x/ca, 1.2.3;DNS:x
tlsfeature = status_request, status_request_v2
nsCertType = client, server, sslCA
nsComment = Made by OpenSSL
freshestCRL = URI:http://x/delta.crl
1.3.6.1.4.1.11129.2.4.2 = DER:0468${sctList}
[policy]
policyIdentifier = 1.2.3
userNotice.1 = @notice
[notice]
explicitText = UTF8:Hände weg
organization = Acme
noticeNumbers = 1, 2
`

describeWith('openssl', 'describeCertificate()', () => {
  it('shows the extensions of OpenSSL in words', async () => {
    await withTempDir(async ({ path, write }) => {
      write('req.cnf', config)
      const subject = '-x509 -newkey rsa:2048 -nodes -subj /CN=x -utf8 -extensions all'
      const files = '-config req.cnf -keyout x.key -outform DER -out x.der'
      expect(run('openssl', ['req', ...`${subject} ${files}`.split(' ')], { cwd: path })).toMatchObject({ status: 0 })
      const judged = run('openssl', 'x509 -in x.der -inform DER -noout -text'.split(' '), { cwd: path }).stdout
      expect(judged).toContain('Nov 20 11:22:33.999 2026 GMT')
      const tree = await describeCertificate(new Uint8Array(readFileSync(join(path, 'x.der'))))
      const extensions = tree.find(({ label }) => label === 'extensions')?.children ?? []
      // Newer versions add a subjectKeyIdentifier of their own.
      const shown = extensions.filter(({ label }) => label !== 'basicConstraints' && label !== 'subjectKeyIdentifier')
      expect(linesOf(shown)).toEqual([
        'policyConstraints',
        '  requireExplicitPolicy: 3',
        '  inhibitPolicyMapping: 0',
        'inhibitAnyPolicy',
        '  skipCerts: 2',
        'policyMappings',
        '  policyMapping',
        '    issuerDomainPolicy: 1.2.3',
        '    subjectDomainPolicy: 1.2.4',
        '  policyMapping',
        '    issuerDomainPolicy: 1.2.5',
        '    subjectDomainPolicy: 1.2.6',
        'certificatePolicies',
        '  policy: 1.2.3',
        '    userNotice',
        '      text: Hände weg',
        '      organization: Acme',
        '      noticeNumbers: 1, 2',
        'subjectInfoAccess',
        '  caRepository',
        '    uniformResourceIdentifier: http://x/ca',
        '  "1.2.3"',
        '    dNSName: x',
        'tlsFeature',
        '  mustStaple',
        '  mustStapleAll',
        'netscapeCertType',
        '  sslClient',
        '  sslServer',
        '  sslCA',
        'netscapeComment',
        '  text: Made by OpenSSL',
        'freshestCRL',
        '  distributionPoint',
        '    uniformResourceIdentifier: http://x/delta.crl',
        'signedCertificateTimestampList',
        '  timestampCount: 2',
        ...[1, 2].flatMap(() => [
          '  signedCertificateTimestamp',
          '    timestamp: 2026-11-20 11:22:33 UTC',
          `    logId: ${Array(32).fill('AB').join(':')}`,
        ]),
      ])
    })
  })
})
