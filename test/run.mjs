// `npm test`: installs what is missing, then runs every promise, and ends with one line of counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPackages, requireNode, root } from '../src/build/packages.mjs'
import { installSystemTools } from './setup/system-tools.mjs'

requireNode()
installPackages()
const missing = installSystemTools()
const hasChromium = !missing.some(({ commands }) => commands.includes('chromium'))

const work = mkdtempSync(join(tmpdir(), 'ringroot-test-'))
const total = { passed: 0, failed: 0, skipped: missing.length }
const minutes = 60_000

/** A step whose exit code is its whole result. */
const plain = (status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 })

/** A step that leaves its counts in a file; a bad exit without a failed test is a failure too. */
function counted(status, file, read) {
  try {
    const counts = read(JSON.parse(readFileSync(file, 'utf8')))
    return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const fromGate = (counts) => counts
const fromVitest = ({ numPassedTests, numFailedTests, numTotalTests }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numTotalTests - numPassedTests - numFailedTests,
})
const fromPlaywright = ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
})

const bin = (path) => join(root, 'node_modules', path)
const steps = [
  {
    name: 'Gate',
    args: ['test/architecture/check.mjs', '--json', join(work, 'gate.json')],
    file: 'gate.json',
    read: fromGate,
  },
  {
    name: 'Independent programs and their files',
    args: [bin('vitest/vitest.mjs'), 'run', '--project=interop', '--reporter=default', '--reporter=json'].concat(
      `--outputFile.json=${join(work, 'interop.json')}`,
    ),
    file: 'interop.json',
    read: fromVitest,
  },
  { name: 'Build', args: [bin('vite/bin/vite.js'), 'build'] },
  { name: 'Bundle report', args: ['src/build/report.mjs'] },
  {
    name: 'Unit tests in Chromium',
    args: [
      bin('vitest/vitest.mjs'),
      'run',
      '--project=chromium',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${join(work, 'chromium.json')}`,
    ],
    file: 'chromium.json',
    read: fromVitest,
    needsChromium: true,
  },
  {
    name: 'Journeys in Chromium and Firefox',
    args: [bin('@playwright/test/cli.js'), 'test', '-c', 'test/e2e/playwright.config.ts'],
    env: { RINGROOT_E2E_JSON: join(work, 'e2e.json') },
    file: 'e2e.json',
    read: fromPlaywright,
    needsChromium: true,
  },
  {
    name: 'Files of every journey',
    args: ['test/journeys/run.mjs', '--out', join(work, 'journeys')],
    needsChromium: true,
  },
]

for (const { name, args, env, file, read, needsChromium } of steps) {
  console.log(`\n=== ${name}`)
  if (needsChromium && !hasChromium) {
    console.log('SKIPPED: there is no Chromium')
    total.skipped += 1
    continue
  }
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: 'true', ...env },
    timeout: 20 * minutes,
  })
  const counts = read === undefined ? plain(status) : counted(status, join(work, file), read)
  for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key]
  if (counts.failed > 0) console.log(`FAILED: ${name}`)
}

rmSync(work, { recursive: true, force: true })
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
