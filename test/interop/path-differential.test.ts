// The same random PKIs judged by us, by OpenSSL and by Java: where they differ, a reason below says why.
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { encodeBase64 } from '../../src/pki/bytes.ts'
import { oids } from '../../src/pki/oids.ts'
import type { PathAnswer } from '../../src/pki/path/certification-path.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { Random } from '../fuzz/random.ts'
import { ask, makeEntity, moment, told } from '../pki/path/make-path.ts'
import { makeRandomPki, type RandomPki } from './random-pki.ts'
import { describeWith, run, withTempDir } from './tools.ts'

const COUNT = 2000
const BATCH = 100
// Ten seconds each where nothing else runs.
const TIMEOUT = 240_000
// A gate tells the same of the same code; another number looks elsewhere.
const seed = Number(process.env['PATH_SEED'] ?? 3)

/** One PKI on which two programs differ. */
interface Dispute {
  readonly pki: RandomPki
  readonly ours: PathAnswer
  readonly theirs: string
}
/** Why a program answers otherwise, and when that is the reason. */
type Reasons = Readonly<Record<string, (dispute: Dispute) => boolean>>

const isAccepted = ({ ours }: Dispute): boolean => ours.verdict === 'accepted'
const hasMark = ({ pki }: Dispute, mark: string): boolean => pki.marks.some((it) => it.startsWith(mark))

const wildcard: Reasons = {
  'A wildcard stands for an excluded name as well; the others compare it as a text.': (dispute) =>
    dispute.ours.failure?.rule.code === 'constraint/excluded' &&
    hasMark(dispute, 'excludes-these') &&
    hasMark(dispute, 'wildcard'),
}
const openssl: Reasons = {
  ...wildcard,
  'OpenSSL takes no issuer whose key identifier is another one; RFC 5280 §6.1 does not look at them.': (dispute) =>
    isAccepted(dispute) && hasMark(dispute, 'wrong-key-identifier') && dispute.theirs.startsWith('error 20 '),
}
const java: Reasons = {
  ...wildcard,
  'Java strikes a permitted subtree that another certificate excludes, and where none is left permits everything.': (
    dispute,
  ) =>
    dispute.ours.failure?.rule.code === 'constraint/not-permitted' &&
    hasMark(dispute, 'permits-others') &&
    hasMark(dispute, 'excludes-others'),
  'Java takes name and key of a trusted certificate and nothing else of it (RFC 5280 §6.1.1 (d)).': ({ ours }) =>
    ours.path.every(({ role, failures }) =>
      failures.every(
        ({ code, detail }) =>
          role === 'anchor' || (code.startsWith('constraint/') && 'by' in detail && detail.by.includes('Root')),
      ),
    ),
}

const pkis: RandomPki[] = []

beforeAll(async () => {
  console.log(`PATH_SEED=${String(seed)}`)
  const random = new Random(seed)
  const keys = await Promise.all(Array.from({ length: 10 }, (_, index) => makeEntity(String(index))))
  for (let id = 0; id < COUNT; id++) pkis.push(await makeRandomPki(id, keys, random))
}, TIMEOUT)

/** Gives the PKIs on which answers differ. */
async function findDisputes(
  theirs: ReadonlyMap<number, string>,
  askUs: (pki: RandomPki) => Promise<PathAnswer>,
): Promise<Dispute[]> {
  expect(theirs.size).toBe(COUNT)
  const disputes: Dispute[] = []
  for (let start = 0; start < COUNT; start += BATCH) {
    const batch = pkis.slice(start, start + BATCH)
    for (const [index, ours] of (await Promise.all(batch.map(askUs))).entries()) {
      const dispute = { pki: batch[index] as RandomPki, ours, theirs: theirs.get(start + index) ?? 'no answer' }
      if (isAccepted(dispute) !== (dispute.theirs === 'OK')) disputes.push(dispute)
    }
  }
  // A judge who always says the same would agree as well.
  const accepted = [...theirs.values()].filter((verdict) => verdict === 'OK').length
  expect(Math.min(accepted, COUNT - accepted)).toBeGreaterThan(COUNT / 5)
  return disputes
}

/** Gives a line for each dispute that has no reason. */
const unexplained = (disputes: readonly Dispute[], reasons: Reasons): string[] =>
  disputes
    .filter((dispute) => !Object.values(reasons).some((isReason) => isReason(dispute)))
    .map(({ pki, ours, theirs }) => `${String(pki.id)} [${pki.marks.join(' ')}] ours: ${told(ours)}; theirs: ${theirs}`)

describeWith('openssl', 'OpenSSL verify -x509_strict', () => {
  it(
    'agrees with checkCertificationPath() on random PKIs, but for what its reasons explain',
    async () => {
      const disputes = await findDisputes(await askOpenssl(pkis), ({ target, anchors, pool }) =>
        ask(target, anchors, pool),
      )
      // OpenSSL goes up one way and never back: where we accept, it has to accept the same way alone.
      const ours = disputes.filter(isAccepted)
      const alone = await askOpenssl(ours.map(({ pki, ours: { path } }) => asPki(pki, path)))
      const left = disputes.filter(({ pki }) => alone.get(pki.id) !== 'OK')
      expect(unexplained(left, openssl)).toEqual([])
    },
    TIMEOUT,
  )
})

function asPki({ id, target, marks }: RandomPki, path: PathAnswer['path']): RandomPki {
  const [, ...above] = path.map(({ der }) => der)
  return { id, target, marks, anchors: above.slice(-1), pool: above.slice(0, -1) }
}

async function askOpenssl(all: readonly RandomPki[]): Promise<Map<number, string>> {
  const verdicts = new Map<number, string>()
  for (let start = 0; start < all.length; start += BATCH)
    for (const [id, verdict] of await askBatch(all.slice(start, start + BATCH))) verdicts.set(id, verdict)
  return verdicts
}

/** Names are distinct, so a hundred PKIs share one pool and one store. */
function askBatch(batch: readonly RandomPki[]): Promise<Map<number, string>> {
  return withTempDir(({ path, write }) => {
    const pem = (list: readonly Uint8Array[]): string => list.map((der) => encodePem('CERTIFICATE', der)).join('')
    write('anchors.pem', pem(batch.flatMap(({ anchors }) => anchors)))
    write('pool.pem', pem(batch.flatMap(({ pool }) => pool)))
    for (const { id, target } of batch) write(`${String(id)}.pem`, pem([target]))
    // Without a policy that would do OpenSSL takes none at all.
    const anyPolicy = ['-policy_check', '-policy', oids.anyPolicy]
    const options = ['-x509_strict', ...anyPolicy, '-purpose', 'sslserver', '-verify_hostname', 'pbx.example.com']
    const at = ['-attime', String(moment.getTime() / 1000)]
    const files = ['-no-CApath', '-no-CAstore', '-CAfile', 'anchors.pem', '-untrusted', 'pool.pem']
    const { stdout, stderr } = run(
      'openssl',
      ['verify', ...options, ...at, ...files, ...batch.map(({ id }) => `${String(id)}.pem`)],
      { cwd: path },
    )
    const verdicts = new Map<number, string>()
    for (const [, id] of `${stdout}\n${stderr}`.matchAll(/^(\d+)\.pem: OK/gm)) verdicts.set(Number(id), 'OK')
    // The error of a file stands in the lines before `error <file>: verification failed`.
    for (const [, reason = '', id] of `${stdout}\n${stderr}`.matchAll(
      /^(error \d+ at [^\n]*)(?:\n(?!error \d+\.pem)[^\n]*)*\nerror (\d+)\.pem: verification failed/gm,
    ))
      verdicts.set(Number(id), reason)
    for (const { id } of batch) if (!verdicts.has(id)) verdicts.set(id, 'refused')
    return verdicts
  })
}

describeWith('javac', 'Java PKIX', () => {
  it(
    'agrees with checkCertificationPath() on random PKIs, but for what its reasons explain',
    async () => {
      const disputes = await findDisputes(await askJava(), ({ target, anchors, pool }) =>
        ask(target, anchors, pool, { peer: null, purposes: [] }),
      )
      expect(unexplained(disputes, java)).toEqual([])
    },
    TIMEOUT,
  )
})

function askJava(): Promise<Map<number, string>> {
  return withTempDir(({ write }) => {
    const list = (ders: readonly Uint8Array[]): string => ders.map(encodeBase64).join(',')
    const lines = pkis.map(({ id, anchors, pool, target }) => [id, list(anchors), list(pool), list([target])].join(' '))
    const file = write('pkis.txt', lines.join('\n'))
    const judge = join(import.meta.dirname, 'PathJudge.java')
    const { stdout } = run('java', [judge, file, String(moment.getTime())], { timeout: TIMEOUT })
    return new Map(
      [...stdout.matchAll(/^(\d+) (.*)$/gm)].map(([, id, verdict]) => [Number(id), verdict ?? ''] as const),
    )
  })
}
