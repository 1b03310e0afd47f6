// Revocation lists that OpenSSL makes, shown by us.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeCertificateList } from '../../src/pki/describe/describe-certificate-list.ts'
import { linesOf } from '../pki/describe/lines-of.ts'
import { describeWith, run, withTempDir } from './tools.ts'

const config = `
[ca]
default_ca = pbx
[pbx]
database = index.txt
crlnumber = number.txt
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_crl_days = 7
crl_extensions = list
[list]
authorityKeyIdentifier = keyid
issuingDistributionPoint = critical, @covered
[covered]
fullname = URI:http://crl.example/a.crl
onlyuser = TRUE
`

// As `openssl ca -revoke` writes it: status, end, revocation and reason, serial number, file, name.
const database = [
  ['R', '300101000000Z', '260102030405Z,keyCompromise', '0A0B', 'unknown', '/CN=one'],
  ['R', '300101000000Z', '260203040506Z', '0C', 'unknown', '/CN=two'],
  ['V', '300101000000Z', '', '0D', 'unknown', '/CN=three'],
]

describeWith('openssl', 'describeCertificateList()', () => {
  it('shows extensions, entries and reasons of a list', async () => {
    await withTempDir(async ({ path, write }) => {
      write('ca.cnf', config)
      write('index.txt', database.map((row) => `${row.join('\t')}\n`).join(''))
      write('number.txt', '1000\n')
      const openssl = (...args: string[]): void => {
        expect(run('openssl', args, { cwd: path })).toMatchObject({ status: 0 })
      }
      const subject = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/O=Acme/CN=Root']
      openssl('req', ...subject, '-keyout', 'ca.key', '-out', 'ca.pem')
      openssl('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'list.pem')
      openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.der')
      const lines = linesOf(await describeCertificateList(new Uint8Array(readFileSync(join(path, 'list.der')))))
      expect(lines.filter((line) => !/keyIdentifier|Update|"SHA/.test(line))).toEqual([
        'version: 2',
        'issuer: O=Acme, CN=Root',
        '  organization: Acme',
        '  commonName: Root',
        'signatureAlgorithm: sha256WithRSAEncryption',
        'extensions',
        '  authorityKeyIdentifier',
        '  issuingDistributionPoint',
        '    critical',
        '    distributionPoint',
        '      uniformResourceIdentifier: http://crl.example/a.crl',
        '    onlyContainsUserCerts',
        '  cRLNumber',
        '    cRLNumber: 4096',
        'revokedCertificates: 2',
        '  serialNumber: 0x0C',
        '    revocationDate: 2026-02-03 04:05:06 UTC',
        '  serialNumber: 0A:0B',
        '    revocationDate: 2026-01-02 03:04:05 UTC',
        '    reasonCode',
        '      keyCompromise',
        'fingerprints',
      ])
    })
  })
})
