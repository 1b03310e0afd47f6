// What we write as PKCS #12 and encrypted PKCS #8, imported (not only listed) by programs that people use.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import { openPfx } from '../../src/pki/cms-library.ts'
import type { Protection } from '../../src/pki/pbes2.ts'
import { decodePem, encodePem } from '../../src/pki/pem.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { encodePkcs7 } from '../../src/pki/pkcs7.ts'
import { encryptPrivateKeyInfo } from '../../src/pki/pkcs8.ts'
import { encodeTraditionalPrivateKey } from '../../src/pki/private-key-writer.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'
import { describeWith, run, type TempDir, withTempDir } from './tools.ts'

const ALGORITHMS = ['rsa-2048', 'p-256', 'p-384', 'p-521', 'ed25519'] as const
type Algorithm = (typeof ALGORITHMS)[number]
const PASSPHRASE = 'Import-Passphrase 1'
/** Every key in the modern form, one of each family in the compatible one. */
const CASES: readonly (readonly [Algorithm, Protection])[] = [
  ...ALGORITHMS.map((algorithm) => [algorithm, 'modern'] as const),
  ...(['rsa-2048', 'p-256', 'ed25519'] as const).map((algorithm) => [algorithm, 'compatible'] as const),
]

const identities = new Map<Algorithm, Promise<Identity>>()
function identityOf(algorithm: Algorithm): Promise<Identity> {
  const made = identities.get(algorithm) ?? makeIdentity(algorithm)
  identities.set(algorithm, made)
  return made
}

async function writePfx(
  dir: TempDir,
  { privateKeyInfo, certificateDer, chainDer }: Identity,
  { passphrase = PASSPHRASE, protection = 'modern' }: { passphrase?: string; protection?: Protection } = {},
): Promise<string> {
  const contents = { privateKeyInfo, certificateDer, chainDer, friendlyName: 'Tür 7', passphrase, protection }
  return dir.write('identity.p12', await encodePfx({ ...contents, iterations: 2048 }))
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
  it.each(CASES)('imports key and chain of %s in their order, %s', async (algorithm, protection) => {
    const identity = await identityOf(algorithm)
    await withTempDir(async (dir) => {
      const { status, stdout, stderr } = run('openssl', [
        'pkcs12',
        '-in',
        await writePfx(dir, identity, { protection }),
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

  it.each(
    (['modern', 'compatible'] as const).flatMap((protection) =>
      ['Grüße aus Köln', '€uro 😀', 'x'.repeat(128)].map((passphrase) => [protection, passphrase] as const),
    ),
  )('opens a %s file with the passphrase "%s", and refuses another', async (protection, passphrase) => {
    await withTempDir(async (dir) => {
      const file = await writePfx(dir, await identityOf('p-256'), { passphrase, protection })
      expect(run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${passphrase}`, '-nodes', '-noout']).status).toBe(
        0,
      )
      expect(
        run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${passphrase}x`, '-nodes', '-noout']).status,
      ).not.toBe(0)
    })
  })

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

  it('sees 3DES and a SHA-1 MAC in a compatible file, and never RC2', async () => {
    await withTempDir(async (dir) => {
      const file = await writePfx(dir, await identityOf('p-256'), { protection: 'compatible' })
      const { stderr } = run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${PASSPHRASE}`, '-info', '-noout'])
      expect(stderr).toContain('MAC: sha1, Iteration 2048')
      expect(stderr.match(/pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048/g)).toHaveLength(2)
    })
  })

  it.each(CASES)('reads the %s key that encryptPrivateKeyInfo() encrypted, %s', async (algorithm, protection) => {
    const { privateKeyInfo } = await identityOf(algorithm)
    const der = await encryptPrivateKeyInfo(privateKeyInfo, 'geheim ü', { protection })
    const pem = encodePem('ENCRYPTED PRIVATE KEY', der)
    const { status, stdout } = run('openssl', ['pkcs8', '-passin', 'pass:geheim ü'], { input: pem })
    expect(status).toBe(0)
    expect(keysIn(stdout)).toEqual([privateKeyInfo])
  })

  it.each(ALGORITHMS)('reads the old form of a %s key that encodeTraditionalPrivateKey() wrote', async (algorithm) => {
    const { privateKeyInfo } = await identityOf(algorithm)
    const traditional = encodeTraditionalPrivateKey(privateKeyInfo)
    expect(traditional === null).toBe(algorithm === 'ed25519')
    if (traditional === null) return
    const { stdout } = run('openssl', ['pkcs8', '-topk8', '-nocrypt'], {
      input: encodePem(traditional.pemLabel, traditional.der),
    })
    expect(keysIn(stdout)).toEqual([privateKeyInfo])
  })

  it('reads a key alone, certificates alone, and a PKCS #7 bundle in its order', async () => {
    const { privateKeyInfo, certificateDer, chainDer } = await identityOf('p-256')
    const common = { friendlyName: 'x', passphrase: PASSPHRASE, iterations: 10 }
    await withTempDir(async (dir) => {
      const open = (file: string) =>
        run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${PASSPHRASE}`, '-nodes']).stdout
      const key = open(dir.write('key.p12', await encodePfx({ ...common, privateKeyInfo, chainDer: [] })))
      expect([keysIn(key), certificatesIn(key)]).toEqual([[privateKeyInfo], []])
      const certificates = open(dir.write('certificates.p12', await encodePfx({ ...common, certificateDer, chainDer })))
      expect([keysIn(certificates), certificatesIn(certificates)]).toEqual([[], [certificateDer, ...chainDer]])
      const bundle = encodePem('PKCS7', encodePkcs7([certificateDer, ...chainDer]))
      const printed = run('openssl', ['pkcs7', '-print_certs'], { input: bundle }).stdout
      expect(certificatesIn(printed)).toEqual([certificateDer, ...chainDer])
    })
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
  it.each(CASES)('imports the key of %s, %s', async (algorithm, protection) => {
    const identity = await identityOf(algorithm)
    await withTempDir(async (dir) => {
      const file = await writePfx(dir, identity, { protection })
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
  const cases = CASES.filter(([algorithm]) => algorithm !== 'ed25519')
  it.each(cases)('imports key and chain of %s, %s', async (algorithm, protection) => {
    const identity = await identityOf(algorithm)
    await withTempDir(async (dir) => {
      const database = `sql:${dir.path}`
      expect(run('certutil', ['-N', '-d', database, '--empty-password']).status).toBe(0)
      const imported = run('pk12util', [
        '-i',
        await writePfx(dir, identity, { protection }),
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
  it.each(CASES)(
    'imports the key and the whole chain of %s, %s',
    async (algorithm, protection) => {
      const identity = await identityOf(algorithm)
      await withTempDir(async (dir) => {
        const store = join(dir.path, 'store.p12')
        const source = await writePfx(dir, identity, { protection })
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

  it('finds trust anchors in a trust store, each under a name of its own', async () => {
    const { rootDer, intermediateDer } = await identityOf('p-256')
    await withTempDir(async (dir) => {
      for (const protection of ['modern', 'compatible'] as const) {
        const contents = { chainDer: [rootDer, intermediateDer], friendlyName: 'acme root', passphrase: PASSPHRASE }
        const bytes = await encodePfx({ ...contents, protection, iterations: 2048, isTrustStore: true })
        const store = dir.write(`${protection}.p12`, bytes)
        const { stdout } = run('keytool', ['-list', '-keystore', store, '-storepass', PASSPHRASE])
        expect(stdout.match(/trustedCertEntry/g)).toHaveLength(2)
        expect(stdout).toContain('acme root-2')
      }
    })
  }, 60_000)

  it('reads a PKCS #7 bundle', async () => {
    const { certificateDer, chainDer } = await identityOf('p-256')
    await withTempDir((dir) => {
      const bundle = dir.write('chain.p7b', encodePkcs7([certificateDer, ...chainDer]))
      const { stdout } = run('keytool', ['-printcert', '-file', bundle])
      expect(stdout.match(/^Certificate\[\d\]:/gm)).toHaveLength(3)
      return Promise.resolve()
    })
  }, 60_000)
})
