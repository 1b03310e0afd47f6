// What we write as PKCS #12 and encrypted PKCS #8, imported (not only listed) by programs that people use.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import { openPfx } from '../../src/pki/cms-library.ts'
import { decodePem, encodePem } from '../../src/pki/pem.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { encryptPrivateKeyInfo } from '../../src/pki/pkcs8.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'
import { describeWith, run, type TempDir, withTempDir } from './tools.ts'

const ALGORITHMS = ['rsa-2048', 'p-256', 'p-384', 'p-521', 'ed25519'] as const
type Algorithm = (typeof ALGORITHMS)[number]
const PASSPHRASE = 'Import-Passphrase 1'

const identities = new Map<Algorithm, Promise<Identity>>()
function identityOf(algorithm: Algorithm): Promise<Identity> {
  const made = identities.get(algorithm) ?? makeIdentity(algorithm)
  identities.set(algorithm, made)
  return made
}

async function writePfx(
  dir: TempDir,
  { privateKeyInfo, certificateDer, chainDer }: Identity,
  passphrase = PASSPHRASE,
): Promise<string> {
  const contents = { privateKeyInfo, certificateDer, chainDer, friendlyName: 'Tür 7', passphrase, iterations: 2048 }
  return dir.write('identity.p12', await encodePfx(contents))
}

const certificatesIn = (text: string) =>
  decodePem(text)
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(({ der }) => der)
const keysIn = (text: string) =>
  decodePem(text)
    .filter(({ label }) => label === 'PRIVATE KEY')
    .map(({ der }) => der)

describeWith('openssl', 'OpenSSL and encodePfx()', () => {
  it.each(ALGORITHMS)('imports key and chain of %s in their order', async (algorithm) => {
    const identity = await identityOf(algorithm)
    await withTempDir(async (dir) => {
      const { status, stdout, stderr } = run('openssl', [
        'pkcs12',
        '-in',
        await writePfx(dir, identity),
        '-passin',
        `pass:${PASSPHRASE}`,
        '-nodes',
      ])
      expect([status, stderr]).toEqual([0, ''])
      expect(certificatesIn(stdout)).toEqual([identity.certificateDer, ...identity.chainDer])
      expect(keysIn(stdout)).toEqual([identity.privateKeyInfo])
      // OpenSSL shows friendlyName in Latin-1; NSS below shows the exact text.
      expect(stdout.match(/friendlyName: T.r 7/g)).toHaveLength(2)
    })
  })

  it.each(['Grüße aus Köln', '€uro 😀', 'x'.repeat(128)])(
    'opens a file with the passphrase "%s", and refuses another',
    async (passphrase) => {
      await withTempDir(async (dir) => {
        const file = await writePfx(dir, await identityOf('p-256'), passphrase)
        expect(
          run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${passphrase}`, '-nodes', '-noout']).status,
        ).toBe(0)
        expect(
          run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${passphrase}x`, '-nodes', '-noout']).status,
        ).not.toBe(0)
      })
    },
  )

  it('sees AES-256-CBC, PBKDF2 with HMAC-SHA-256 and a SHA-256 MAC, and nothing older', async () => {
    await withTempDir(async (dir) => {
      const { stderr } = run('openssl', [
        'pkcs12',
        '-in',
        await writePfx(dir, await identityOf('p-256')),
        '-passin',
        `pass:${PASSPHRASE}`,
        '-info',
        '-noout',
      ])
      expect(stderr).toContain('MAC: sha256, Iteration 2048')
      const bags = stderr.split('\n').filter((line) => /PBE|PBES/.test(line))
      expect(bags).toHaveLength(2)
      for (const bag of bags) expect(bag).toContain('PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256')
    })
  })

  it.each(ALGORITHMS)('reads the %s key that encryptPrivateKeyInfo() encrypted', async (algorithm) => {
    const { privateKeyInfo } = await identityOf(algorithm)
    const pem = encodePem('ENCRYPTED PRIVATE KEY', await encryptPrivateKeyInfo(privateKeyInfo, 'geheim ü'))
    const { status, stdout } = run('openssl', ['pkcs8', '-passin', 'pass:geheim ü'], { input: pem })
    expect(status).toBe(0)
    expect(keysIn(stdout)).toEqual([privateKeyInfo])
  })

  it('writes a file that openPfx() opens', async () => {
    const { privateKeyInfo, certificateDer, rootDer } = await identityOf('p-256')
    await withTempDir(async (dir) => {
      const key = dir.write('a.key', encodePem('PRIVATE KEY', privateKeyInfo))
      const certificate = dir.write('a.crt', encodePem('CERTIFICATE', certificateDer))
      const chain = dir.write('ca.crt', encodePem('CERTIFICATE', rootDer))
      const out = join(dir.path, 'a.p12')
      const made = run('openssl', [
        'pkcs12',
        '-export',
        '-inkey',
        key,
        '-in',
        certificate,
        '-certfile',
        chain,
        '-name',
        'Tür',
        '-out',
        out,
        '-passout',
        'pass:ü€',
      ])
      expect([made.status, made.stderr]).toEqual([0, ''])
      const bags = await openPfx(new Uint8Array(readFileSync(out)), 'ü€')
      expect(bags.map(({ der }) => der)).toEqual([certificateDer, rootDer, privateKeyInfo])
      expect(bags[0]).toMatchObject({ friendlyName: 'Tür', localKeyIdHex: bags[2]?.localKeyIdHex })
    })
  })
})

describeWith('certtool', 'GnuTLS and encodePfx()', () => {
  it.each(ALGORITHMS)('imports the key of %s', async (algorithm) => {
    const identity = await identityOf(algorithm)
    await withTempDir(async (dir) => {
      const file = await writePfx(dir, identity)
      const listed = run('certtool', ['--p12-info', '--inder', '--infile', file, '--password', PASSPHRASE])
      expect(listed.status).toBe(0)
      // Listing succeeds even for a file whose key cannot be imported, so the key itself is asked for.
      const key = dir.write('key.pem', listed.stdout.slice(listed.stdout.indexOf('-----BEGIN ENCRYPTED PRIVATE KEY')))
      const imported = run('certtool', ['--load-privkey', key, '--password', PASSPHRASE, '--pubkey-info'])
      expect(decodePem(imported.stdout).map(({ der }) => der)).toEqual([
        decodeCertificate(identity.certificateDer).subjectPublicKeyInfo,
      ])
      // certtool -k shows every key but encrypted Ed25519, OpenSSL's own included, of which it shows the encryption alone.
      const shown = run('certtool', ['-k', '--infile', key, '--password', PASSPHRASE])
      expect(shown.status).toBe(0)
      if (algorithm !== 'ed25519') expect(shown.stdout).toContain('Public Key PIN:')
      expect(listed.stdout.match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(3)
    })
  })
})

describeWith('pk12util', 'NSS and encodePfx()', () => {
  // NSS 3.87 has no Ed25519.
  it.each(['rsa-2048', 'p-256', 'p-384', 'p-521'] as const)('imports key and chain of %s', async (algorithm) => {
    const identity = await identityOf(algorithm)
    await withTempDir(async (dir) => {
      const database = `sql:${dir.path}`
      expect(run('certutil', ['-N', '-d', database, '--empty-password']).status).toBe(0)
      const imported = run('pk12util', [
        '-i',
        await writePfx(dir, identity),
        '-W',
        PASSPHRASE,
        '-d',
        database,
        '-K',
        '',
      ])
      expect([imported.status, imported.stderr]).toEqual([0, ''])
      expect(run('certutil', ['-K', '-d', database]).stdout).toContain('Tür 7')
      expect(run('certutil', ['-L', '-d', database]).stdout.match(/u,u,u|,,/g)?.length).toBeGreaterThanOrEqual(3)
    })
  })
})

describeWith('keytool', 'Java and encodePfx()', () => {
  it.each(ALGORITHMS)(
    'imports the key and the whole chain of %s',
    async (algorithm) => {
      const identity = await identityOf(algorithm)
      await withTempDir(async (dir) => {
        const store = join(dir.path, 'store.p12')
        const source = await writePfx(dir, identity)
        const imported = run('keytool', [
          '-importkeystore',
          '-noprompt',
          '-srckeystore',
          source,
          '-srcstoretype',
          'PKCS12',
          '-srcstorepass',
          PASSPHRASE,
          '-destkeystore',
          store,
          '-deststoretype',
          'PKCS12',
          '-deststorepass',
          PASSPHRASE,
        ])
        expect([imported.status, imported.stdout]).toEqual([0, ''])
        const listed = run('keytool', ['-list', '-v', '-keystore', store, '-storepass', PASSPHRASE])
        expect(listed.stdout).toContain('Entry type: PrivateKeyEntry')
        expect(listed.stdout).toContain('Certificate chain length: 3')
      })
    },
    60_000,
  )
})
