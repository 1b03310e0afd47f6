// `npm run check`: the fast gate. Each step is named after the promise it keeps; `--json FILE` leaves the counts.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../../src/build/packages.mjs'

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const work = mkdtempSync(join(tmpdir(), 'ringroot-check-'))
const unitCounts = join(work, 'unit.json')
const bin = (path) => join(root, 'node_modules', path)
const AT_ONCE = 2

const promises = [
  {
    name: 'Every unit test passes in node',
    args: [bin('vitest/vitest.mjs'), 'run', '--project=node', '--reporter=dot', '--reporter=json'].concat(
      `--outputFile.json=${unitCounts}`,
    ),
  },
  { name: 'Types are strict', args: [bin('vue-tsc/bin/vue-tsc.js'), '--noEmit'] },
  { name: 'The domain has no DOM', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'src/pki/tsconfig.json'] },
  {
    name: 'Code is clear and awaited',
    // Without --cache: what a typed rule says of one file changes with the types of another.
    args: [bin('eslint/bin/eslint.js'), '-c', 'test/architecture/eslint.config.js', '--max-warnings=0', '.'],
  },
  {
    name: 'Imports go one way',
    args: [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      'test/architecture/dependency-rules.mjs',
    ].concat(['--output-type', 'err-long', 'src', 'test']),
  },
  { name: 'Nothing is dead', args: [bin('knip/bin/knip.js'), '--no-progress'] },
  { name: 'One form of writing', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
]

function run({ name, args }) {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('close', (status) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
      if (status !== 0) console.log(output)
      resolve(status === 0)
    })
  })
}

const waiting = [...promises]
const kept = []
async function worker() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) kept.push(await run(next))
}
await Promise.all(Array.from({ length: AT_ONCE }, worker))

const counts = { passed: kept.filter(Boolean).length, failed: kept.filter((ok) => !ok).length, skipped: 0 }
try {
  const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(unitCounts, 'utf8'))
  counts.passed += numPassedTests
  counts.failed += numFailedTests
  counts.skipped += numTotalTests - numPassedTests - numFailedTests
} catch {
  console.log('The unit tests left no counts') // their step has failed and says why
}
rmSync(work, { recursive: true, force: true })
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(counts))
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed > 0 ? 1 : 0
