// Feeds mutated files to what opens files, and looks that findings come back, soon: no throw, no second of silence.
import { Buffer } from 'node:buffer'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemble, type PileObject } from '../../src/pki/assemble.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { describeAsn1 } from '../../src/pki/describe/describe-asn1.ts'
import { describeCertificateList } from '../../src/pki/describe/describe-certificate-list.ts'
import { describeCertificate } from '../../src/pki/describe/describe-certificate.ts'
import { describeRequest } from '../../src/pki/describe/describe-request.ts'
import type { Finding } from '../../src/pki/findings/finding.ts'
import { openFile, openSealed } from '../../src/pki/findings/open-file.ts'
import { octetMutations } from './mutate-octets.ts'
import { treeMutations } from './mutate-tree.ts'
import { Random } from './random.ts'
import { makeSeeds, type Seed } from './seeds.ts'

export interface FuzzOptions {
  readonly seed: number
  /** Milliseconds. */
  readonly duration: number
  /** Where files go that made something fail; `current.hex` is the one being opened. */
  readonly folder: string
}

export interface FuzzSummary {
  readonly cases: number
  /** How many findings had each problem, or state where there was none. */
  readonly answers: Readonly<Record<string, number>>
  /** The slowest, slowest first. */
  readonly slowest: readonly { readonly ms: number; readonly what: string }[]
  readonly failures: readonly string[]
}

// Derivations a file asks for may take this long at most: they are tested elsewhere.
const OPTIONS = { maxIterations: 10_000 }
// Milliseconds for an answer, and for each finding in it: a private key of P-521 takes four to prove.
const LIMIT = 1000
const LIMIT_EACH = 10
const MAX_FAILURES = 20

/** Runs until the time is up, or until enough has failed. */
export async function fuzz({ seed, duration, folder }: FuzzOptions): Promise<FuzzSummary> {
  mkdirSync(folder, { recursive: true })
  const seeds = await makeSeeds()
  const run = new Run(folder)
  const random = new Random(seed)
  const end = performance.now() + duration
  while (performance.now() < end && run.failures.size < MAX_FAILURES) {
    await run.tryCase(makeCase(seeds, random))
  }
  return run.summary()
}

interface Case {
  readonly what: string
  readonly passphrase: string | null
  readonly make: () => Bytes | Promise<Bytes>
}

const mutations = Object.entries({ ...octetMutations, ...treeMutations })

function makeCase(seeds: readonly Seed[], random: Random): Case {
  const { name, bytes, passphrase, wrap } = random.pick(seeds)
  const steps: string[] = []
  let mutated = bytes
  for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count--) {
    const [step, mutate] = random.pick(mutations)
    mutated = mutate(mutated, random, random.pick(seeds).bytes)
    steps.push(step)
  }
  return { what: `${name}: ${steps.join(', ')}`, passphrase, make: () => wrap?.(mutated) ?? mutated }
}

/** Does what the page does with findings: describes each whole, and puts them together. */
async function show(findings: readonly Finding[]): Promise<Finding[]> {
  const pile: PileObject[] = []
  for (const [id, { kind, der, publicKey }] of findings.entries()) {
    if (publicKey !== undefined) pile.push({ id, kind: 'private-key', publicKey })
    if (der === undefined) continue
    describeAsn1(der)
    if (kind === 'crl') await describeCertificateList(der)
    if (kind === 'certificate') await describeCertificate(der)
    if (kind === 'certification-request') await describeRequest(der)
    if (kind === 'certificate' || kind === 'certification-request') pile.push({ id, kind, der })
  }
  await assemble(pile, [], new Date(0))
  return [...findings]
}

class Run {
  cases = 0
  readonly failures = new Map<string, string>()
  private readonly answers = new Map<string, number>()
  private slowest: { ms: number; what: string }[] = []
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  async tryCase({ what, passphrase, make }: Case): Promise<void> {
    const bytes = await make()
    const label = `case ${this.cases++}, ${what}`
    this.keep('current', bytes, label)
    const open = (how: string, opening: () => Promise<Finding[]>) =>
      this.time({ label: `${label}: ${how}`, bytes }, opening)
    const found = await open('openFile()', () => openFile(bytes.slice()))
    await open('showing it', () => show(found))
    for (const { sealed } of found) {
      if (sealed === undefined) continue
      await open('openSealed()', () => openSealed(sealed, passphrase ?? '', OPTIONS))
      await open('openSealed() with a wrong passphrase', () => openSealed(sealed, 'wrong', OPTIONS))
    }
  }

  summary(): FuzzSummary {
    const answers = Object.fromEntries([...this.answers].toSorted(([, a], [, b]) => b - a))
    return { cases: this.cases, answers, slowest: this.slowest, failures: [...this.failures.values()] }
  }

  private async time(about: { label: string; bytes: Bytes }, opening: () => Promise<Finding[]>): Promise<Finding[]> {
    const once = async (): Promise<{ findings: Finding[]; ms: number }> => {
      const start = performance.now()
      const findings = await opening()
      return { findings, ms: performance.now() - start }
    }
    try {
      const first = await once()
      const { findings } = first
      // Another program may have had the processor meanwhile: only what is slow twice is slow.
      const ms = first.ms < LIMIT / 4 ? first.ms : Math.min(first.ms, (await once()).ms)
      this.count(findings)
      this.rank({ ms: Math.round(ms), what: about.label })
      if (ms > LIMIT + LIMIT_EACH * findings.length) {
        const kinds = new Set(findings.map(({ kind, state, problem }) => `${kind} ${problem?.code ?? state}`))
        this.fail(`slow ${[...kinds].join()}`, `took ${Math.round(ms)} ms`, about)
      }
      return findings
    } catch (error) {
      const [message = '', place = ''] = (
        error instanceof Error ? (error.stack ?? error.message) : String(error)
      ).split('\n')
      this.fail(message.slice(0, 40) + place, `${message}${place}`, about)
      return []
    }
  }

  private count(findings: readonly Finding[]): void {
    if (findings.length === 0) throw new TypeError('no finding came back')
    // They go from a worker to the page.
    structuredClone(findings)
    for (const { state, problem } of findings) {
      if (state === 'error' && problem === undefined) throw new TypeError('an error came back without its problem')
      const answer = problem?.code ?? state
      this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1)
    }
  }

  private rank(answer: { ms: number; what: string }): void {
    if (answer.ms <= (this.slowest[9]?.ms ?? -1)) return
    this.slowest = [...this.slowest, answer].toSorted((a, b) => b.ms - a.ms).slice(0, 10)
  }

  /** Tells of one failure of each sort. */
  private fail(sort: string, how: string, { label, bytes }: { label: string; bytes: Bytes }): void {
    if (this.failures.has(sort)) return
    const file = this.keep(`case-${this.cases - 1}`, bytes, label)
    this.failures.set(sort, `${label}: ${how}\n  ${file}`)
    console.log(`FAILED ${this.failures.get(sort) ?? ''}`)
  }

  private keep(name: string, bytes: Bytes, label: string): string {
    const file = join(this.folder, `${name}.hex`)
    writeFileSync(file, `# ${label}\n${Buffer.from(bytes).toString('hex')}\n`)
    return file
  }
}
