// What other programs wrote under a passphrase or as a bundle, opened by us as a person opens it: every scheme that OpenSSL,
// Java, NSS and GnuTLS still write. Node's own reader of certificates tells what a file has to hold, not ours.
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { Finding } from '../../src/pki/findings/finding.ts'
import { openAsPerson } from '../corpora/corpus.ts'
import { describeWith, run, type TempDir, withTempDir } from './tools.ts'

const PASSPHRASE = 'Opens it all 1'
// GnuTLS and NSS write 600 000 iterations and cannot be told to write fewer; Java takes long to start.
vi.setConfig({ testTimeout: 30_000 })

/** Runs a program that has to succeed in a directory; the line holds its arguments, then follow those with blanks. */
function runWell({ path: cwd }: TempDir, line: string, ...more: string[]): string {
  const [command = '', ...args] = line.split(' ')
  const { status, stdout, stderr } = run(command, [...args, ...more], { cwd })
  expect(status, `${line}\n${stderr}`).toBe(0)
  return stdout
}

const newKeys = {
  rsa: '-newkey rsa:2048',
  ec: '-newkey ec -pkeyopt ec_paramgen_curve:P-256',
  ed25519: '-newkey ed25519',
} as const
type KeyKind = keyof typeof newKeys
const made = new Map<string, string>()

/** Has a key and its certificate made once, and writes both; gives the certificate. */
function writeIdentity(dir: TempDir, name: string, kind: KeyKind = 'ec'): string {
  const newIdentity = `openssl req -x509 ${newKeys[kind]} -nodes -keyout - -days 30 -subj /CN=${name}`
  const pem = made.get(name + kind) ?? runWell(dir, newIdentity)
  made.set(name + kind, pem)
  const certificate = pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'))
  dir.write(`${name}.key`, pem.slice(0, -certificate.length))
  dir.write(`${name}.crt`, certificate)
  return certificate
}

/** Writes a server's identity, `chain.crt` with two certificates more, and `all.crt` with all three. */
function writeChain(dir: TempDir, kind: KeyKind = 'ec'): { keyOf: string; certificates: string[] } {
  const keyOf = writeIdentity(dir, 'pbx', kind)
  const chain = ['A', 'B'].map((name) => writeIdentity(dir, name))
  dir.write('chain.crt', chain.join(''))
  dir.write('all.crt', [keyOf, ...chain].join(''))
  return { keyOf, certificates: [keyOf, ...chain] }
}

const open = (dir: TempDir, file: string, passphrase: string | null): Promise<Finding[]> =>
  openAsPerson(new Uint8Array(readFileSync(join(dir.path, file))), passphrase)

const plainHex = (text: string | undefined): string => (text ?? '').replaceAll(':', '').toLowerCase()
const keyHashOf = (certificatePem: string): string =>
  createHash('sha256')
    .update(new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
const sha256Of = (certificatePem: string): string => plainHex(new X509Certificate(certificatePem).fingerprint256)

/** Expects certificates in any order, and a key that belongs to one of them, or none. */
function expectHeld(
  findings: readonly Finding[],
  { keyOf, certificates }: { keyOf?: string | undefined; certificates: readonly string[] },
): void {
  const keyHashes = findings.flatMap(({ facts }) => facts.filter(({ label }) => label === 'keyHash'))
  const held = {
    problems: findings.flatMap(({ problem }) => problem ?? []),
    keys: keyHashes.map(({ value }) => plainHex(value)),
    certificates: findings.flatMap(({ sha256 }) => sha256 ?? []).toSorted(),
  }
  expect(held).toEqual({
    problems: [],
    keys: keyOf === undefined ? [] : [keyHashOf(keyOf)],
    certificates: certificates.map(sha256Of).toSorted(),
  })
}

async function expectRefused(dir: TempDir, file: string, passphrase: string): Promise<void> {
  const refusal = {
    state: 'needs-passphrase',
    problem: { code: expect.stringMatching(/\/passphrase-refused$/) as string },
  }
  expect(await open(dir, file, passphrase)).toMatchObject([refusal])
}

// Since OpenSSL 3 these ciphers stand in a module of their own, which is not everywhere.
const LEGACY = '-provider legacy -provider default'
const both = (scheme: string): string => `-certpbe ${scheme} -keypbe ${scheme}`

const pkcs12Options = [
  ...['PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC', 'NONE'].map(both),
  ...['RC2-40', 'RC2-128', 'RC4-40', 'RC4-128'].map((cipher) => `${both(`PBE-SHA1-${cipher}`)} ${LEGACY}`),
  `-certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1 ${LEGACY}`,
  '-certpbe NONE -keypbe AES-256-CBC',
  ...['sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((hash) => `-macalg ${hash}`),
  '-nomaciter',
  `${both('AES-256-CBC')} -nomac`,
  `${both('PBE-SHA1-3DES')} -nomac`,
  `${both('PBE-SHA1-RC4-40')} -nomac ${LEGACY}`,
]

const pkcs8 = 'openssl pkcs8 -topk8 -in pbx.key -iter 16'
const oldSchemes = 'SHA1-RC2-40 SHA1-RC2-128 SHA1-RC4-40 SHA1-RC4-128 MD5-DES SHA1-DES MD5-RC2-64 SHA1-RC2-64'.split(
  ' ',
)
const keyLines: [KeyKind, string][] = (
  [
    ['rsa', ['3DES', '2DES'].map((cipher) => `${pkcs8} -v1 PBE-SHA1-${cipher}`)],
    ['ec', oldSchemes.map((scheme) => `${pkcs8} -v1 PBE-${scheme} ${LEGACY}`)],
    ['ed25519', ['des3', 'aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc'].map((cipher) => `${pkcs8} -v2 ${cipher}`)],
    ['ec', ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'].map((hash) => `${pkcs8} -v2prf hmacWith${hash}`)],
    ['ec', ['des', 'rc2', 'rc2-64', 'rc2-40'].map((cipher) => `${pkcs8} -v2 ${cipher} ${LEGACY}`)],
    ['rsa', [`${pkcs8} -outform DER`, 'openssl pkcs8 -topk8 -in pbx.key -scrypt']],
    ['rsa', ['aes128', 'aes192', 'aes256', 'des3'].map((cipher) => `openssl rsa -in pbx.key -traditional -${cipher}`)],
    ['rsa', [`openssl rsa -in pbx.key -traditional -des ${LEGACY}`]],
    ['ec', ['aes256', 'des3'].map((cipher) => `openssl ec -in pbx.key -${cipher}`)],
  ] as const
).flatMap(([kind, lines]) => lines.map((line): [KeyKind, string] => [kind, line]))
const plainKeyLines: [KeyKind, string][] = [
  ...['', ' -outform DER'].map((form): [KeyKind, string] => ['rsa', `openssl rsa -in pbx.key -traditional${form}`]),
  ...['', ' -outform DER', ' -conv_form compressed'].map((form): [KeyKind, string] => [
    'ec',
    `openssl ec -in pbx.key${form}`,
  ]),
  ['ed25519', 'openssl pkey -in pbx.key -outform DER'],
]

describeWith('openssl', 'what openssl writes', () => {
  const lacksLegacy = run('openssl', ['list', '-providers', ...LEGACY.split(' ')]).status !== 0
  const needsMore = (line: string): boolean => lacksLegacy && line.endsWith(LEGACY)
  const exportAs = (dir: TempDir, options: string, passphrase: string): string =>
    runWell(
      dir,
      `openssl pkcs12 -export -inkey pbx.key -in pbx.crt -certfile chain.crt -out a.p12 -iter 16 ${options}`,
      ...['-name', 'Tür 7', '-passout', `pass:${passphrase}`],
    )

  it.for(pkcs12Options)('opens PKCS #12 of %s, and refuses another passphrase', async (options, { skip }) => {
    skip(needsMore(options), 'openssl has no legacy provider')
    await withTempDir(async (dir) => {
      const written = writeChain(dir)
      exportAs(dir, options, PASSPHRASE)
      const findings = await open(dir, 'a.p12', PASSPHRASE)
      expectHeld(findings, written)
      expect(findings[0]).toMatchObject({
        name: 'Tür 7',
        notes: /-nomac\b/.test(options) ? ['no-mac'] : [],
      })
      await expectRefused(dir, 'a.p12', `${PASSPHRASE}x`)
    })
  })

  it.each(['', 'Grüße', '😀 €', 'x'.repeat(80)])('opens PKCS #12 under the passphrase "%s"', async (passphrase) => {
    await withTempDir(async (dir) => {
      const written = writeChain(dir)
      for (const options of ['-nomac', '-macalg sha1', both('PBE-SHA1-3DES'), `${both('PBE-SHA1-3DES')} -nomac`]) {
        exportAs(dir, options, passphrase)
        expectHeld(await open(dir, 'a.p12', passphrase), written)
        await expectRefused(dir, 'a.p12', `${passphrase}x`)
      }
    })
  })

  it.each(['rsa', 'ec', 'ed25519'] as const)('opens PKCS #12 with a key of %s, also unprotected', async (kind) => {
    await withTempDir(async (dir) => {
      const written = writeChain(dir, kind)
      exportAs(dir, '-macalg sha256', PASSPHRASE)
      expectHeld(await open(dir, 'a.p12', PASSPHRASE), written)
      exportAs(dir, `-nomac ${both('NONE')}`, PASSPHRASE)
      expectHeld(await open(dir, 'a.p12', null), written)
    })
  })

  it.for(keyLines)(
    'opens a private key (%s) of "%s", and refuses another passphrase',
    async ([kind, line], { skip }) => {
      skip(needsMore(line), 'openssl has no legacy provider')
      await withTempDir(async (dir) => {
        const keyOf = writeIdentity(dir, 'pbx', kind)
        runWell(dir, line, '-out', 'a.key', '-passout', 'pass:Grüße 1')
        expectHeld(await open(dir, 'a.key', 'Grüße 1'), { keyOf, certificates: [] })
        await expectRefused(dir, 'a.key', 'Grüße 2')
      })
    },
  )

  it.each(plainKeyLines)('opens a private key (%s) of "%s"', async (kind, line) => {
    await withTempDir(async (dir) => {
      const keyOf = writeIdentity(dir, 'pbx', kind)
      runWell(dir, line, '-out', 'a.key')
      expectHeld(await open(dir, 'a.key', null), { keyOf, certificates: [] })
    })
  })

  it.each(['PEM', 'DER'])('opens PKCS #7 in %s', async (form) => {
    await withTempDir(async (dir) => {
      const { certificates } = writeChain(dir)
      runWell(dir, `openssl crl2pkcs7 -nocrl -certfile all.crt -out a.p7b -outform ${form}`)
      const findings = await open(dir, 'a.p7b', null)
      expect(findings.map(({ kind }) => kind)).toEqual(['pkcs7', 'certificate', 'certificate', 'certificate'])
      expectHeld(findings, { certificates })
    })
  })
})

describeWith('ssh-keygen', 'what OpenSSH writes', () => {
  it.each([
    ['ed25519', ''],
    ['rsa', PASSPHRASE],
  ])('names its private key of %s under the passphrase "%s" as unsupported', async (kind, passphrase) => {
    await withTempDir(async (dir) => {
      runWell(dir, `ssh-keygen -q -f id -t ${kind} -N`, passphrase)
      expect(await open(dir, 'id', null)).toMatchObject([
        { kind: 'private-key', state: 'error', problem: { code: 'key/form-unsupported', detail: { form: 'openssh' } } },
      ])
    })
  })
})

describeWith('keytool', 'what Java keeps', () => {
  const store = (command: string, options = ''): string =>
    `keytool -${command} -keystore a.p12 -storetype PKCS12 -alias pbx${options} -storepass`

  it.each([' -keyalg RSA', ' -keyalg EC', ' -keyalg RSA -J-Dkeystore.pkcs12.legacy'])(
    'opens a key store of%s, and refuses another passphrase',
    async (options) => {
      await withTempDir(async (dir) => {
        runWell(dir, store('genkeypair', ` -dname CN=pbx${options}`), PASSPHRASE)
        const keyOf = runWell(dir, store('exportcert', ' -rfc'), PASSPHRASE)
        const findings = await open(dir, 'a.p12', PASSPHRASE)
        expectHeld(findings, { keyOf, certificates: [keyOf] })
        expect(findings[0]).toMatchObject({ name: 'pbx', notes: [] })
        await expectRefused(dir, 'a.p12', `${PASSPHRASE}x`)
      })
    },
  )

  it('opens a trust store', async () => {
    await withTempDir(async (dir) => {
      const certificates = [writeIdentity(dir, 'A')]
      runWell(dir, store('importcert', ' -noprompt -file A.crt'), PASSPHRASE)
      const findings = await open(dir, 'a.p12', PASSPHRASE)
      expectHeld(findings, { certificates })
      expect(findings[0]).toMatchObject({ name: 'pbx', notes: [] })
    })
  })
})

describeWith('pk12util', 'what NSS exports', () => {
  const old = 'PKCS #12 V2 PBE With SHA-1 And'
  it.each([
    ['AES-128-CBC', 'AES-256-CBC'],
    ['DES-EDE3-CBC', 'RC2-CBC'],
    [`${old} 128 Bit RC4`, `${old} 40 Bit RC4`],
    [`${old} 3KEY Triple DES-CBC`, `${old} 40 Bit RC2 CBC`],
    ['AES-192-CBC', 'none'],
  ])('opens PKCS #12 of %s for the key and %s for the certificates', async (keyCipher, certificateCipher) => {
    await withTempDir(async (dir) => {
      const keyOf = writeIdentity(dir, 'pbx', 'rsa')
      runWell(dir, 'certutil -N -d sql:. --empty-password')
      runWell(dir, 'openssl pkcs12 -export -inkey pbx.key -in pbx.crt -name Tür -out in.p12 -passout pass:x')
      runWell(dir, 'pk12util -i in.p12 -W x -d sql:. -K', '')
      const ciphers = ['-c', keyCipher, '-C', certificateCipher]
      runWell(dir, 'pk12util -o a.p12 -n Tür -d sql:. -W x', ...ciphers, '-K', '')
      const findings = await open(dir, 'a.p12', 'x')
      expectHeld(findings, { keyOf, certificates: [keyOf] })
      expect(findings[0]).toMatchObject({ name: 'Tür', notes: [] })
    })
  })
})

describeWith('certtool', 'what GnuTLS writes', () => {
  const toPkcs12 =
    'certtool --to-p12 --load-privkey pbx.key --load-certificate all.crt --p12-name pbx --outder --outfile a.p12'
  it.each(['3des-pkcs12', 'aes-128', 'aes-256', 'rc2-40', 'arcfour'])(
    'opens PKCS #12 and PKCS #8 of %s',
    async (cipher) => {
      await withTempDir(async (dir) => {
        const written = writeChain(dir)
        const sealed = ['--pkcs-cipher', cipher, '--password', PASSPHRASE]
        runWell(dir, toPkcs12, ...sealed)
        expectHeld(await open(dir, 'a.p12', PASSPHRASE), written)
        runWell(dir, 'certtool --to-p8 --load-privkey pbx.key --outfile a.key', ...sealed)
        expectHeld(await open(dir, 'a.key', PASSPHRASE), { ...written, certificates: [] })
      })
    },
  )

  it.each(['--empty-password', '--null-password'])('opens PKCS #12 of %s with an empty passphrase', async (option) => {
    await withTempDir(async (dir) => {
      const written = writeChain(dir)
      runWell(dir, toPkcs12, option)
      expectHeld(await open(dir, 'a.p12', ''), written)
    })
  })
})
