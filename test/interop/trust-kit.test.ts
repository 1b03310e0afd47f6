// The trust kit carried out for real: every command below comes out of the guides and runs as it stands, on scratch stores.
// Not here: Windows, macOS, iOS and Android, which no machine of ours runs.
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:tls'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { GuidePart } from '../../src/bundles/trust-kit/guide.ts'
import { buildTrustKit, type TrustKit } from '../../src/bundles/trust-kit/trust-kit.ts'
import { decodeCertificate, issuerLimitsOf } from '../../src/pki/certificate.ts'
import { proposeValidity } from '../../src/pki/issuance-request.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { type Identity, issueSample, sampleForm } from '../pki/issuance-samples.ts'
import { canScratch, runInScratch } from './scratch-system.ts'
import { describeWhere, describeWith, run, type TempDir, withTempDir } from './tools.ts'

// A whole store of roots is written anew, and Firefox starts.
vi.setConfig({ testTimeout: 120_000 })

const now = new Date()
let root: Identity
let leaf: Identity
let kit: TrustKit
const leafPem = (): string => encodePem('CERTIFICATE', leaf.certificateDer)
const keyPem = (): string => encodePem('PRIVATE KEY', leaf.keyPair.privateKeyInfo)

beforeAll(async () => {
  const common = { serialNumber: '', keyAlgorithm: 'rsa-2048' as const }
  const rootForm = sampleForm('root-ca', {
    ...common,
    ...proposeValidity('root-ca', now),
    subject: { commonName: '$(id) "Root\' %PATH%' },
  })
  root = await issueSample(rootForm, undefined, undefined, now)
  const limits = issuerLimitsOf(decodeCertificate(root.certificateDer))
  const leafForm = sampleForm('tls-server', {
    ...common,
    ...proposeValidity('tls-server', now, limits),
    subject: { commonName: 'localhost' },
    subjectAltNames: 'localhost, 127.0.0.1',
  })
  leaf = await issueSample(leafForm, root, limits, now)
  kit = await buildTrustKit(root.certificateDer)
})

/** Lends a folder with every file of the kit, and the server's certificate and key. */
const withKit = <T>(use: (dir: TempDir) => T | Promise<T>): Promise<T> =>
  withTempDir((dir) => {
    for (const { name, bytes } of kit.files) dir.write(name, bytes)
    dir.write('leaf.pem', leafPem())
    dir.write('leaf.key', keyPem())
    return use(dir)
  })

/** The commands of a guide's part, or of one of its lines. */
function commands(guideId: string, part: GuidePart, lineId?: string): string {
  const guide = kit.guides.find(({ id }) => id === guideId)
  const lines = (guide?.[part] ?? []).filter(({ id }) => lineId === undefined || id === lineId)
  const found = lines.flatMap(({ command }) => (command === undefined ? [] : [command]))
  if (found.length === 0) throw new Error(`no command in ${guideId} ${part} ${lineId ?? ''}`)
  return found.join('\n')
}

async function inScratch(dir: TempDir, script: string, timeout?: number) {
  const scratch = `${dir.path}/scratch`
  mkdirSync(scratch, { recursive: true })
  return runInScratch(script, { scratch, cwd: dir.path, ...(timeout === undefined ? {} : { timeout }) })
}

describeWith('python3', 'the .mobileconfig, read by python3 plistlib', () => {
  it('appleProfile() is a property list with the root, fixed names and identifiers that come from the fingerprint', () =>
    withKit(({ path, write }) => {
      const script = write(
        'read.py',
        [
          'import json, plistlib, sys, uuid',
          "with open(sys.argv[1], 'rb') as file: profile = plistlib.load(file)",
          "payload, = profile['PayloadContent']",
          "payload['PayloadContent'] = payload['PayloadContent'].hex()",
          "for each in (profile, payload): each['version'] = uuid.UUID(each['PayloadUUID']).version",
          'print(json.dumps(profile))',
        ].join('\n'),
      )
      const { status, stdout, stderr } = run('python3', [script, `${path}/${kit.anchor.stem}.mobileconfig`])
      expect(stderr).toBe('')
      expect(status).toBe(0)
      const profile = JSON.parse(stdout) as { PayloadContent: Record<string, unknown>[] } & Record<string, unknown>
      const start = kit.anchor.sha256.slice(0, 8)
      expect(profile).toMatchObject({ PayloadType: 'Configuration', PayloadVersion: 1, version: 8 })
      expect(profile['PayloadDisplayName']).toBe(`Phone system root certificate ${start}`)
      expect(profile.PayloadContent).toHaveLength(1)
      expect(profile.PayloadContent[0]).toMatchObject({
        PayloadType: 'com.apple.security.root',
        PayloadContent: Buffer.from(root.certificateDer).toString('hex'),
        PayloadDisplayName: `Root certificate ${start}`,
        version: 8,
      })
      expect(profile.PayloadContent[0]?.['PayloadUUID']).not.toBe(profile['PayloadUUID'])
    }))
})

describeWith('openssl', 'the commands that compare, run by a shell', () => {
  it.each([
    ['macos', 'install', 'compare'],
    ['linux-debian', 'install', 'compare'],
  ] as const)('%s: %s/%s prints the fingerprint that the guide names', (guideId, part, lineId) =>
    withKit(({ path }) => {
      const { status, stdout } = run('sh', ['-c', commands(guideId, part, lineId)], { cwd: path })
      expect(status).toBe(0)
      expect(stdout.replaceAll(':', '').toUpperCase()).toContain(kit.anchor.sha256)
    }),
  )
})

describeWith('keytool', 'the guide for Java, carried out on a scratch JAVA_HOME', () => {
  it('its commands add, show and remove the root', () =>
    withKit(({ path }) => {
      mkdirSync(`${path}/java/lib/security`, { recursive: true })
      const java = (part: GuidePart) =>
        run('sh', ['-c', `export JAVA_HOME="$PWD/java"; ${commands('java', part)}`], { cwd: path })
      expect(java('install').status).toBe(0)
      const listed = java('verify')
      expect(listed.status).toBe(0)
      expect(listed.stdout).toContain('trustedCertEntry')
      expect(listed.stdout.replaceAll(':', '')).toContain(kit.anchor.sha256)
      expect(java('remove').status).toBe(0)
      expect(java('verify').status).not.toBe(0)
    }))
})

describeWith('certutil', 'the guide for NSS, carried out in a scratch home', () => {
  it('its commands make the store, add, verify and remove the root', () =>
    withKit(({ path }) => {
      const nss = (part: GuidePart) =>
        run('sh', ['-c', `export HOME="$PWD/home"; mkdir -p "$HOME"; ${commands('linux-nss', part)}`], { cwd: path })
      expect(nss('install')).toMatchObject({ status: 0 })
      const verified = nss('verify')
      expect(verified.status).toBe(0)
      expect(verified.stdout).toContain('certificate is valid')
      // The server below it is what people want trusted.
      const server = ['-A', '-t', ',,', '-n', 'server', '-i', 'leaf.pem']
      const store = ['-d', 'sql:home/.pki/nssdb']
      run('certutil', [...store, ...server], { cwd: path })
      const judge = () => run('certutil', [...store, '-V', '-u', 'V', '-n', 'server'], { cwd: path })
      expect(judge().stdout).toContain('certificate is valid')
      expect(nss('remove').status).toBe(0)
      expect(judge().status).not.toBe(0)
    }))
})

describe('the guide for Node, carried out against a server on loopback', () => {
  it('its commands make Node trust the server, which it does not without them', () =>
    withKit(async ({ path }) => {
      const { server, port } = await listen()
      try {
        const look = commands('node', 'verify')
          .replace("443, 'pbx.example.com'", `${String(port)}, '127.0.0.1'`)
          .replace('pbx.example.com', 'localhost')
        const after = await runShell(`${commands('node', 'install', 'variable')}\n${look}`, path)
        expect(after).toMatchObject({ status: 0, stdout: 'true\n' })
        const without = await runShell(look, path)
        expect(without.status).not.toBe(0)
        expect(without.stderr).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify/)
      } finally {
        server.close()
      }
    }))
})

const isScratchPossible = canScratch()
const lack = 'no mount namespace with an overlay can be made here'

describeWhere(isScratchPossible, lack, 'the guides for Linux, carried out in a scratch copy of this system', () => {
  // Whether the server is trusted, by what OpenSSL finds where Debian keeps its roots.
  const judge = 'openssl verify -no-CAfile -no-CAstore -CApath /etc/ssl/certs leaf.pem'

  describeWith('update-ca-certificates', 'Debian', () => {
    it.each([
      ['by script', 'script', 'script-verify', 'script-remove'],
      ['by hand', 'add', 'openssl', 'remove'],
    ] as const)('%s: adds, verifies and removes the root', (_, add, verify, remove) =>
      withKit(async (dir) => {
        const step = (part: GuidePart, line: string) => commands('linux-debian', part, line)
        const script = [
          `if ${judge}; then exit 10; fi`,
          step('install', add),
          `${judge} || exit 11`,
          `(${step('verify', verify)}) || exit 12`,
          step('remove', remove),
          `if ${judge}; then exit 13; fi`,
          verify === 'script-verify' ? `if ${step('verify', verify)}; then exit 14; fi` : '',
        ].join('\n')
        const { status, stderr } = await inScratch(dir, script)
        expect(status, stderr).toBe(0)
      }),
    )

    it('the script refuses another file, a missing one, an unknown word and whoever is not root, and changes nothing', () =>
      withKit(async (dir) => {
        const file = `${kit.anchor.stem}.crt`
        const script = [
          `unchanged() { ! ls /usr/local/share/ca-certificates | grep -q root-ca; }`,
          `refuses() { if sh ./install-root-ca-linux.sh "$@" 2>>said; then exit 20; fi; unchanged || exit 21; }`,
          `refuses --verify`,
          `refuses --delete`,
          `mv ${file} kept; refuses`,
          `cp leaf.pem ${file}; refuses`,
          `sed 's/^M/N/' kept > ${file}; refuses`,
          `tr -d '\\n' < kept > ${file}; refuses`,
          `id() { echo 1000; }`,
          'cat said',
        ].join('\n')
        const { status, stdout, stderr } = await inScratch(dir, script)
        expect(status, stderr).toBe(0)
        expect(stdout).toContain('Not there')
        expect(stdout).toContain('Use --verify or --remove')
        expect(stdout).toContain('is missing')
        expect(stdout.split('is another file').length - 1).toBe(3)
      }))

    it('the script takes the file with the line ends of Windows as well', () =>
      withKit(async (dir) => {
        const file = `${kit.anchor.stem}.crt`
        const script = `sed 's/$/\\r/' ${file} > crlf; mv crlf ${file}; sh ./install-root-ca-linux.sh && ${judge}`
        const { status, stderr } = await inScratch(dir, script)
        expect(status, stderr).toBe(0)
      }))
  })

  // Their own programs are not here: a stand-in joins the folder into the bundle, as the real ones do.
  it.each([
    [
      'rhel',
      '/etc/pki/ca-trust/source/anchors',
      'update-ca-trust',
      '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    ],
    ['arch', '/etc/ca-certificates/trust-source/anchors', 'trust', '/etc/ssl/certs/ca-certificates.crt'],
    ['suse', '/usr/share/pki/trust/anchors', 'update-ca-certificates', '/var/lib/ca-certificates/ca-bundle.pem'],
  ] as const)(
    '%s: the script and the commands by hand use its folder and its program (a stand-in)',
    (id, folder, program, bundle) =>
      withKit(async (dir) => {
        const bundleHere = id === 'suse' ? '/etc/ssl/ca-bundle.pem' : bundle
        const step = (part: GuidePart, line: string) => commands(`linux-${id}`, part, line).replace(bundle, bundleHere)
        const script = [
          'mount -t tmpfs tmpfs /usr/local/share',
          ': > /etc/ssl/certs/ca-certificates.crt',
          `mkdir -p ${folder} $(dirname ${bundleHere})`,
          `printf '#!/bin/sh\\ncat ${folder}/* > ${bundleHere} 2>/dev/null\\nexit 0\\n' > /usr/local/bin/${program}`,
          `chmod +x /usr/local/bin/${program}; PATH=/usr/local/bin:$PATH`,
          step('install', 'script'),
          step('verify', 'script-verify'),
          step('verify', 'openssl'),
          step('remove', 'script-remove'),
          `if ${step('verify', 'script-verify')}; then exit 30; fi`,
          step('install', 'add'),
          step('verify', 'script-verify'),
          step('remove', 'remove'),
          `if ${step('verify', 'script-verify')}; then exit 31; fi`,
        ].join('\n')
        const { status, stderr } = await inScratch(dir, script)
        expect(status, stderr).toBe(0)
      }),
  )

  describeWith('firefox', 'policies.json and the real Firefox', () => {
    // True for a request, false for a handshake that Firefox broke off.
    const visit = (setUp: string): Promise<boolean | undefined> =>
      withKit(async (dir) => {
        const { server, port, outcome } = await listen()
        try {
          const decided = outcome.then((isAsked) => {
            // Firefox does not end by itself.
            dir.write('decided', '')
            return isAsked
          })
          const script = [
            setUp,
            'mkdir profile',
            `echo '${firefoxSilence.map((name) => `user_pref("${name}", false);`).join(' ')}' > profile/user.js`,
            `firefox --headless --no-remote --profile "$PWD/profile" https://localhost:${String(port)}/ &`,
            'tries=0',
            'while [ ! -e decided ] && [ $tries -lt 400 ]; do sleep 0.2; tries=$((tries + 1)); done',
            'kill -KILL $!',
          ].join('\n')
          await inScratch(dir, script, 100_000)
          return await Promise.race([decided, Promise.resolve(undefined)])
        } finally {
          server.close()
        }
      })
    const policy = (files: string): string => {
      const [, , certificates = ''] = commands('firefox', 'install', 'certificate').split('\n')
      const [, , policies = ''] = commands('firefox', 'install', 'policy').split('\n')
      return `mkdir -p ${certificates} ${policies}\nrm -f ${policies}/*\n${files
        .replaceAll('CERTIFICATES', certificates)
        .replaceAll('POLICIES', policies)}`
    }

    it('Firefox asks a server below the root for its page only where the policy and the file are in place', async () => {
      const both = `cp ${kit.anchor.stem}.crt CERTIFICATES/\ncp policies.json POLICIES/`
      const visits = [visit(policy(both)), visit(policy('cp policies.json POLICIES/'))]
      expect(await Promise.all(visits)).toEqual([true, false])
    })
  })
})

interface Listening {
  readonly server: Server
  readonly port: number
  /** Whether the first who came asked for something, or broke the handshake off. */
  readonly outcome: Promise<boolean>
}

// What Firefox would ask the network for by itself.
const firefoxSilence = [
  'browser.shell.checkDefaultBrowser',
  'datareporting.policy.dataSubmissionEnabled',
  'app.normandy.enabled',
  'network.captive-portal-service.enabled',
  'network.connectivity-service.enabled',
]

function listen(): Promise<Listening> {
  const server = createServer({ cert: leafPem(), key: keyPem() })
  const outcome = new Promise<boolean>((resolve) => {
    server.on('secureConnection', (socket) => {
      socket.on('error', () => undefined)
      socket.on('data', () => {
        resolve(true)
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      })
      // In TLS 1.3 a client refuses the certificate after the server has finished.
      socket.on('close', () => {
        resolve(false)
      })
    })
    server.on('tlsClientError', () => {
      resolve(false)
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, outcome, port: typeof address === 'object' ? (address?.port ?? 0) : 0 })
    })
  })
}

function runShell(script: string, cwd: string): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', script], { cwd, timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr })
    })
  })
}
