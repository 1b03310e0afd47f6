// `npm run fuzz`: mutated files for FUZZ_MINUTES (default 5), chosen by FUZZ_SEED (default: by chance, and printed). It works
// in a process of its own, so that one that hangs or runs out of memory is told as well.
import { fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const SILENCE = 30_000
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))
const duration = Number(process.env.FUZZ_MINUTES ?? 5) * 60_000
const folder = join(tmpdir(), `ringroot-fuzz-${seed}`)

if (process.send === undefined) watch()
else await work()

async function work() {
  const { module } = await runnerImport(fileURLToPath(new URL('fuzz.ts', import.meta.url)), { logLevel: 'error' })
  const beat = setInterval(() => process.send('beat'), 1000)
  const { cases, answers, slowest, failures } = await module.fuzz({ seed, duration, folder })
  clearInterval(beat)
  console.table(answers)
  console.table(slowest)
  console.log(`seed ${seed}: ${cases} cases, ${failures.length} failed`)
  process.exitCode = failures.length > 0 ? 1 : 0
  process.disconnect()
}

function watch() {
  console.log(`FUZZ_SEED=${seed}`)
  const child = fork(fileURLToPath(import.meta.url), { env: { ...process.env, FUZZ_SEED: String(seed) } })
  let heard = Date.now()
  child.on('message', () => (heard = Date.now()))
  const guard = setInterval(() => {
    if (Date.now() - heard > SILENCE) child.kill('SIGKILL')
  }, 1000)
  child.on('exit', (status, signal) => {
    clearInterval(guard)
    process.exitCode = status ?? 1
    if (signal === null) return
    const current = join(folder, 'current.hex')
    console.log(`FAILED: hung or ended by ${signal}: ${readFileSync(current, 'utf8').split('\n')[0]}\n  ${current}`)
  })
}
