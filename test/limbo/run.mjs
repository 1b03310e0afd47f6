// `npm run limbo -- FILE.json [--out OUT.json]`: cases in the form of x509-limbo against our path validation. They run in a
// process of their own, one at a time, so that one that hangs is ended after 5 s and told as what it is.
import { fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const PATIENCE = 5000

if (process.send === undefined) await ask()
else await answer()

/** The child: a case comes in, its result goes out. */
async function answer() {
  const { module } = await runnerImport(fileURLToPath(new URL('limbo-case.ts', import.meta.url)), { logLevel: 'error' })
  process.on('message', async (limboCase) => {
    const started = performance.now()
    try {
      const result = await module.runCase(limboCase, new Date())
      process.send({ ...result, ms: performance.now() - started })
    } catch (error) {
      // What throws has not accepted anything.
      process.send({ actual: 'FAILURE', reason: `thrown: ${error?.stack ?? error}`, ms: performance.now() - started })
    }
  })
  process.send('ready')
}

function startChild() {
  const child = fork(fileURLToPath(import.meta.url))
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', () => reject(new Error('the child ended before it was ready')))
  })
}

function runOne(child, limboCase) {
  return new Promise((resolve) => {
    const settle = (result) => {
      clearTimeout(guard)
      child.removeAllListeners()
      resolve(result)
    }
    const hang = { actual: 'HANG', reason: 'no answer', ms: PATIENCE }
    const guard = setTimeout(() => settle(hang), PATIENCE)
    child.once('message', settle)
    child.once('exit', () => settle({ ...hang, reason: 'the process ended' }))
    child.send(limboCase)
  })
}

async function ask() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } })
  const [file] = positionals
  if (file === undefined) {
    console.error('npm run limbo -- FILE.json [--out OUT.json]')
    process.exitCode = 2
    return
  }
  const read = JSON.parse(readFileSync(file, 'utf8'))
  const testcases = Array.isArray(read) ? read : read.testcases
  const results = []
  let child = await startChild()
  for (const limboCase of testcases) {
    const { actual, reason, ms } = await runOne(child, limboCase)
    const { id, tier, expected_result: expected } = limboCase
    results.push({ id, tier: tier ?? '-', expected, actual, ms: Math.round(ms * 10) / 10, reason })
    if (actual !== 'HANG') continue
    child.kill('SIGKILL')
    child = await startChild()
  }
  child.kill()
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ results }, null, 1)}\n`)
  print(results)
}

function print(results) {
  const count = (list, test) => list.filter(test).length
  const isRight = ({ expected, actual }) => expected === actual
  const rows = [...new Set(results.map(({ tier }) => tier)), 'all'].toSorted().map((tier) => {
    const list = tier === 'all' ? results : results.filter((result) => result.tier === tier)
    return {
      tier,
      cases: list.length,
      passed: count(list, isRight),
      failed: list.length - count(list, isRight),
      'false accepts': count(list, ({ expected, actual }) => expected === 'FAILURE' && actual === 'SUCCESS'),
      'false rejects': count(list, ({ expected, actual }) => expected === 'SUCCESS' && actual === 'FAILURE'),
      hangs: count(list, ({ actual }) => actual === 'HANG'),
      thrown: count(list, ({ reason }) => reason.startsWith('thrown: ')),
      'slowest ms': Math.max(0, ...list.map(({ ms }) => ms)),
    }
  })
  console.table(rows)
  for (const { tier, id, expected, actual, reason } of results.filter((result) => !isRight(result)))
    console.log(`${tier}  ${id}\n   expected ${expected}, found ${actual}: ${reason}`)
}
