// What the benchmark measures inside a browser: each thing against its own bare cost, interleaved in one run.
import type { Bytes } from '../../src/pki/bytes.ts'
import { decodeCertificate, issueCertificate, issuerLimitsOf } from '../../src/pki/certificate.ts'
import { commonNameOf } from '../../src/pki/distinguished-name.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { openPkcs12 } from '../../src/pki/pkcs12-reader.ts'
import { checkPkcs12 } from '../../src/pki/reread/reread-pkcs12.ts'
import { oids } from '../../src/pki/oids.ts'
import { checkCertificationPath, type PathAnswer } from '../../src/pki/path/certification-path.ts'
import { rfc5280Profile } from '../../src/pki/path/path-profile.ts'
import { decodeSignedStructure, verifyStructure } from '../../src/pki/signed-structure.ts'
import { publicKeyKindOf } from '../../src/pki/subject-public-key-info.ts'
import { readCertificate } from '../../src/pki/x509-library.ts'
import { type Identity, issueSample, now, sampleForm } from '../pki/issuance-samples.ts'

const ROUNDS = 15
const WARM_UP = 50
const PASSPHRASE = 'phone-system-7'
const ITERATIONS = 2048

/** One thing against another. */
export interface Ratio {
  readonly name: string
  /** Median of the ratios of each round. */
  readonly ratio: number
  /** Median milliseconds of the thing and of what it is held against. */
  readonly ms: number
  readonly bareMs: number
}

/** Measures all of them, warmed up. */
export async function measureRatios(): Promise<Ratio[]> {
  const root = await issueSample(sampleForm('root-ca'))
  const server = await issueSample(sampleForm('tls-server'), root)
  const { signingKey, privateKeyInfo } = root.keyPair
  const issue = (): Promise<unknown> =>
    issueCertificate(server.request, server.keyPair.subjectPublicKeyInfo, {
      certificateDer: root.certificateDer,
      signingKey,
    })
  const tbs = crypto.getRandomValues(new Uint8Array(500))
  const sign = (): Promise<unknown> =>
    crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signingKey.privateKey, tbs)
  const contents = { ...server.keyPair, certificateDer: server.certificateDer, chainDer: [root.certificateDer] }
  const write = (): Promise<Bytes> =>
    encodePfx({ ...contents, friendlyName: 'pbx', passphrase: PASSPHRASE, iterations: ITERATIONS })
  const pfxDer = await write()
  const reopen = (): Promise<unknown> => checkPkcs12(pfxDer, contents, { passphrase: PASSPHRASE, protection: 'modern' })
  const list = (): Promise<unknown> => Promise.resolve(readListFields(server.certificateDer))
  const parse = (): Promise<unknown> => Promise.resolve(readCertificate(server.certificateDer))
  const derive = await bareDerivation()
  privateKeyInfo.fill(0)
  return [
    await compare('certificate, built and signed ÷ one P-256 signature', 20, issue, sign),
    await compare('certificate, fields of a list read ÷ parsed by @peculiar/x509', 50, list, parse),
    await compare('.p12 of 2048 iterations, written ÷ one PBKDF2 of 2048', 10, write, derive),
    await compare('.p12 of 2048 iterations, reopened ÷ one PBKDF2 of 2048', 5, reopen, derive),
    await comparePath(),
  ]
}

/** A path of three certificates, checked with every rule, against its two signatures. */
async function comparePath(): Promise<Ratio> {
  const root = await issueSample(sampleForm('root-ca', { willSignAuthorities: true }))
  const limits = issuerLimitsOf(decodeCertificate(root.certificateDer))
  const middle = await issueSample(sampleForm('intermediate-ca', { validityDays: '300' }), root, limits)
  const server = await issueSample(
    sampleForm('tls-server', { subjectAltNames: 'pbx.example.com', validityDays: '90' }),
    middle,
  )
  const links = [
    [server, middle],
    [middle, root],
  ] as const
  const signatures = links.map(([below, above]) => {
    return [decodeSignedStructure(below.certificateDer), above.keyPair.subjectPublicKeyInfo] as const
  })
  const verify = async (): Promise<void> => {
    for (const [structure, key] of signatures) await verifyStructure(structure, key)
  }
  return compare(
    'path of 3 P-256 certificates, built and validated ÷ its two signatures',
    20,
    () => askPath(server, [root.certificateDer], [middle.certificateDer]),
    verify,
  )
}

const askPath = (server: Identity, anchors: readonly Bytes[], intermediates: readonly Bytes[]): Promise<PathAnswer> =>
  checkCertificationPath({
    target: server.certificateDer,
    anchors,
    intermediates,
    moment: now,
    profile: rfc5280Profile,
    purposes: [oids.idKpServerAuth],
    peer: { kind: 'dNSName', value: 'pbx.example.com' },
  })

/** Checks a path with 1 000 certificates of others in the pool; gives its milliseconds. */
export async function timeUnrelatedPool(): Promise<number> {
  const root = await issueSample(sampleForm('root-ca'))
  const server = await issueSample(sampleForm('tls-server', { subjectAltNames: 'pbx.example.com' }), root)
  const others: Bytes[] = []
  for (let index = 0; index < 1000; index++) {
    const subject = { commonName: `Other authority ${String(index)}` }
    others.push((await issueSample(sampleForm('root-ca', { subject }))).certificateDer)
  }
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    const { verdict } = await askPath(server, [root.certificateDer], others)
    times.push(performance.now() - started)
    if (verdict !== 'accepted') throw new TypeError('timeUnrelatedPool() asks about a right path')
  }
  return median(times)
}

/** What OpenSSL gets to write the same file, and what the timings below work on. */
interface Material {
  readonly keyPem: string
  readonly certificatePem: string
  readonly rootPem: string
  readonly contents: Omit<Parameters<typeof encodePfx>[0], 'iterations'>
}
let material: Material | undefined

/** Makes an identity; gives its PEM, for OpenSSL to write the same files of. */
export async function makeMaterial(): Promise<Omit<Material, 'contents'>> {
  const root = await issueSample(sampleForm('root-ca'))
  const { certificateDer, keyPair } = await issueSample(sampleForm('tls-server'), root)
  const { privateKeyInfo } = keyPair
  const chainDer = [root.certificateDer]
  material = {
    keyPem: encodePem('PRIVATE KEY', privateKeyInfo),
    certificatePem: encodePem('CERTIFICATE', certificateDer),
    rootPem: encodePem('CERTIFICATE', root.certificateDer),
    contents: { privateKeyInfo, certificateDer, chainDer, friendlyName: 'pbx', passphrase: PASSPHRASE },
  }
  const { keyPem, certificatePem, rootPem } = material
  return { keyPem, certificatePem, rootPem }
}

/** Writes a modern file; gives its milliseconds, and those of reopening it. */
export async function timeWriting(iterations: number): Promise<{ writing: number; reopening: number }> {
  if (material === undefined) throw new TypeError('timeWriting() needs makeMaterial() first')
  const { contents } = material
  const started = performance.now()
  const pfxDer = await encodePfx({ ...contents, iterations })
  const written = performance.now()
  await checkPkcs12(pfxDer, contents, { passphrase: PASSPHRASE, protection: 'modern' })
  return { writing: written - started, reopening: performance.now() - written }
}

/** Opens a file; gives its milliseconds. */
export async function timeReading(pfxDer: readonly number[]): Promise<number> {
  const started = performance.now()
  const { keys } = await openPkcs12(Uint8Array.from(pfxDer), PASSPHRASE)
  if (keys.length !== 1) throw new TypeError('timeReading() needs a file with one key')
  return performance.now() - started
}

/** What a line of a list says of a certificate. */
function readListFields(certificateDer: Bytes): unknown {
  const { subject, issuer, notBefore, notAfter, subjectPublicKeyInfo } = decodeCertificate(certificateDer)
  return [commonNameOf(subject), commonNameOf(issuer), notBefore, notAfter, publicKeyKindOf(subjectPublicKeyInfo).label]
}

async function bareDerivation(): Promise<() => Promise<unknown>> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(PASSPHRASE), 'PBKDF2', false, [
    'deriveBits',
  ])
  const salt = crypto.getRandomValues(new Uint8Array(16))
  return () => crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS }, secret, 256)
}

async function compare(
  name: string,
  batch: number,
  run: () => Promise<unknown>,
  bare: () => Promise<unknown>,
): Promise<Ratio> {
  // Warm: a batch of phones is made by code that the browser has optimised long before the last one.
  await time(batch * WARM_UP, run)
  await time(batch * WARM_UP, bare)
  const rounds: (readonly [number, number])[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push([await time(batch, run), await time(batch, bare)])
  return {
    name,
    ratio: median(rounds.map(([thing, base]) => thing / base)),
    ms: median(rounds.map(([thing]) => thing)),
    bareMs: median(rounds.map(([, base]) => base)),
  }
}

/** Milliseconds a call, over a batch. */
async function time(batch: number, run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  for (let i = 0; i < batch; i++) await run()
  return (performance.now() - started) / batch
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}
