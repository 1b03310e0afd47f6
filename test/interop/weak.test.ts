// SHA1/RSA1024, which IP Office still offers: written as asked, passes its own test, and is refused where we say it is.
import { expect, it } from 'vitest'
import { issueCredential } from '../../src/features/issue/issue-credential.ts'
import { emptyCertificateForm, type CertificateForm } from '../../src/parts/entry-form.ts'
import { checkIssuance, NEW_AUTHORITY } from '../../src/parts/issue-form.ts'
import { ITSELF } from '../../src/parts/issuing.ts'
import { hashAlgorithms } from '../../src/pki/algorithms.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { importSigningKey } from '../../src/pki/key-pair.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { makeServices, neverAborted } from '../features/make-services.ts'
import { describeWith, run, withTempDir } from './tools.ts'

// The programs judge by their own clock.
const now = new Date()
const container = { passphrase: 'nine blue kettles', protection: 'compatible', includeChain: true } as const

const pemOf = ({ certificateDer = new Uint8Array() }: { certificateDer?: Bytes }): string =>
  encodePem('CERTIFICATE', certificateDer)

function formOf(profile: 'tls-server' | 'self-signed-server' | 'root-ca', commonName: string): CertificateForm {
  const form = emptyCertificateForm(profile, now)
  return { ...form, name: commonName, targetId: 'ip-office-manager', subject: { ...form.subject, commonName } }
}

async function makeWeak(profile: 'tls-server' | 'self-signed-server') {
  const services = makeServices({ now: () => now })
  const checked = checkIssuance(
    {
      certificate: { ...formOf(profile, 'ipo.example'), keyAlgorithm: 'rsa-1024', hash: 'sha-1' },
      authority: formOf('root-ca', 'Acme Root'),
      issuerId: profile === 'tls-server' ? NEW_AUTHORITY : ITSELF,
      macAddress: '',
    },
    null,
    now,
    [],
  )
  if (!checked.ok) throw new Error(checked.problems.map(({ error }) => error.message).join())
  const made = await issueCredential(checked.value, container, services, neverAborted)
  return { made, services }
}

describeWith('openssl', 'SHA1/RSA1024', () => {
  it.each(['tls-server', 'self-signed-server'] as const)('is written and passes its own test: %s', async (profile) => {
    const { made, services } = await makeWeak(profile)
    expect(made.bundle.ticks.filter(({ passed }) => !passed)).toEqual([])
    const [p12] = made.bundle.passed ? made.bundle.files : []
    await withTempDir(async (dir) => {
      const file = dir.write('identity.p12', p12?.bytes ?? '')
      const opened = run('openssl', [
        'pkcs12',
        '-legacy',
        '-in',
        file,
        '-passin',
        `pass:${container.passphrase}`,
        '-nodes',
      ])
      expect(opened.status).toBe(0)
      const text = run('openssl', ['x509', '-noout', '-text'], { input: opened.stdout }).stdout
      expect(text).toContain('Signature Algorithm: sha1WithRSAEncryption')
      expect(text).toContain('Public-Key: (1024 bit)')
      expect(text).toContain('CA:FALSE')
      const { entry } = await services.keeper.load(made.id)
      const [root] = entry.chain
      const anchor = dir.write('root.pem', pemOf(root ?? entry))
      const leaf = dir.write('leaf.pem', pemOf(entry))
      const verify = (...args: string[]) => run('openssl', ['verify', ...args, '-CAfile', anchor, leaf])
      expect(verify('-auth_level', '0')).toMatchObject({ status: 0, stderr: '' })
      // Security level 2, as Debian and Ubuntu set it: 112 bits.
      const refused = verify('-auth_level', '2')
      expect(refused.status).not.toBe(0)
      expect(refused.stderr).toMatch(/EE certificate key too weak/)
    })
  })

  it('leaves a key that signs nothing afterwards', async () => {
    const { made, services } = await makeWeak('self-signed-server')
    const key = await services.keeper.openPrivateKeyInfo(made.id)
    await expect(importSigningKey(key, hashAlgorithms['sha-256'])).rejects.toMatchObject({
      code: 'key/algorithm-unsupported',
    })
  })
})
