// What the benchmark measures inside a browser: each thing against its own bare cost, interleaved in one run.
import type { Bytes } from '../../src/pki/bytes.ts'
import { issueCertificate } from '../../src/pki/certificate.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { checkPkcs12 } from '../../src/pki/reread/reread-pkcs12.ts'
import { issueSample, sampleForm } from '../pki/issuance-samples.ts'

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
  const derive = await bareDerivation()
  privateKeyInfo.fill(0)
  return [
    await compare('certificate, built and signed ÷ one P-256 signature', 20, issue, sign),
    await compare('.p12 of 2048 iterations, written ÷ one PBKDF2 of 2048', 10, write, derive),
    await compare('.p12 of 2048 iterations, reopened ÷ one PBKDF2 of 2048', 5, reopen, derive),
  ]
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
