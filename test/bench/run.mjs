// `npm run bench`: ratios and times of one run, in real Chromium. A benchmark, not a test: a miss is marked, not failed.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright'
import { build } from 'vite'
import { root } from '../../src/build/packages.mjs'

const STARTS = 7
const ROUNDS = 7
const ITERATIONS = 600_000
const file = join(root, 'dist/ringroot.html')

await build({ root, logLevel: 'error' })
const command = 'command -v chromium || command -v chromium-browser || command -v google-chrome'
const browser = await chromium.launch({
  executablePath: execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})

const rows = []
/** @param limit - what it should not be over; absent where it is only told */
function tell(name, measured, unit, limit) {
  const verdict = limit === undefined ? '' : measured <= limit ? `ok, limit ${limit}` : `MISSED, limit ${limit}`
  rows.push([name, `${measured} ${unit}`.trim(), verdict])
}

async function measureRatios() {
  const [{ output }] = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: join(root, 'test/bench/ratios.ts'), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const page = await browser.newPage()
  // A loopback address is a secure context; nothing listens there.
  const nowhere = 'http://127.0.0.1:9/'
  await page.route(`${nowhere}**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: output[0].code })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
  )
  await page.goto(nowhere)
  const ratios = await page.evaluate(async (url) => (await import(url)).measureRatios(), `${nowhere}ratios.js`)
  const limits = [3, 0.03, 6, undefined, 3]
  for (const [index, { name, ratio, ms, bareMs }] of ratios.entries())
    tell(`${name} (${ms.toFixed(2)} ms ÷ ${bareMs.toFixed(2)} ms)`, Number(ratio.toFixed(3)), '×', limits[index])
  const pool = await page.evaluate(async (url) => (await import(url)).timeUnrelatedPool(), `${nowhere}ratios.js`)
  tell('path with 1 000 unrelated certificates in the pool', Math.round(pool), 'ms', 50)
  await measureAgainstOpenssl(page, `${nowhere}ratios.js`)
  await page.close()
}

/** Files of 600 000 iterations, written and read by us and by OpenSSL in turns. */
async function measureAgainstOpenssl(page, module) {
  if (spawnSync('openssl', ['version']).status !== 0) {
    console.log('SKIPPED: there is no openssl to be held against')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'ringroot-bench-'))
  const at = (name) => join(folder, name)
  const inPage = (name, argument) =>
    page.evaluate(async ([url, call, value]) => (await import(url))[call](value), [module, name, argument])
  const openssl = (...args) => {
    const started = performance.now()
    execFileSync('openssl', ['pkcs12', ...args], { stdio: 'pipe' })
    return performance.now() - started
  }
  const material = await inPage('makeMaterial')
  writeFileSync(at('key.pem'), material.keyPem)
  writeFileSync(at('certificate.pem'), material.certificatePem)
  writeFileSync(at('root.pem'), material.rootPem)
  const parts = ['-inkey', at('key.pem'), '-in', at('certificate.pem'), '-certfile', at('root.pem')]
  const cost = ['-passout', 'pass:phone-system-7', '-iter', String(ITERATIONS)]
  const legacy = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']
  openssl('-export', ...parts, ...cost, ...legacy, '-out', at('legacy.p12'))
  const legacyFile = [...readFileSync(at('legacy.p12'))]
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    const { writing, reopening } = await inPage('timeWriting', ITERATIONS)
    const written = openssl('-export', ...parts, ...cost, '-out', at('modern.p12'))
    const reading = await inPage('timeReading', legacyFile)
    const read = openssl('-in', at('legacy.p12'), '-passin', 'pass:phone-system-7', '-nodes', '-out', at('out.pem'))
    rounds.push({ writing, reopening, written, reading, read })
  }
  rmSync(folder, { recursive: true })
  const median = (of) => rounds.map(of).sort((a, b) => a - b)[ROUNDS >> 1]
  const told = (of) => `${Math.round(median(of))} ms`
  const ratio = (of, bare) => Number(median((round) => of(round) / bare(round)).toFixed(2))
  const [writing, written] = [({ writing }) => writing, ({ written }) => written]
  const [reading, read] = [({ reading }) => reading, ({ read }) => read]
  const file = `.p12 of ${ITERATIONS} iterations`
  tell(`${file}, written ÷ by OpenSSL (${told(writing)} ÷ ${told(written)})`, ratio(writing, written), '×', 1)
  tell(`${file}, reopened after that`, Math.round(median(({ reopening }) => reopening)), 'ms')
  tell(`legacy ${file}, read ÷ by OpenSSL (${told(reading)} ÷ ${told(read)})`, ratio(reading, read), '×', 2)
}

async function measureStart() {
  const times = []
  for (let start = 0; start < STARTS; start++) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.documentElement.dataset.ready !== 'true') return
        window.readyAt = performance.now()
        observer.disconnect()
      }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] })
    })
    await page.goto(pathToFileURL(file).href)
    await page.locator('html[data-ready=true]').waitFor()
    times.push(await page.evaluate(() => window.readyAt))
    await context.close()
  }
  tell(
    `first screen ready from disk, median of ${STARTS}`,
    Math.round(times.sort((a, b) => a - b)[STARTS >> 1]),
    'ms',
    1000,
  )
}

/**
 * Walks from an empty app to the .p12 inside the page: a driver outside it would look for its elements in long tasks of
 * its own.
 */
async function walkInside() {
  const rest = () => new Promise((resolve) => setTimeout(resolve, 100))
  const byLabel = (text) =>
    [...document.querySelectorAll('label')].find((label) => label.textContent.trim() === text)?.control
  const button = (text) => [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === text)
  async function find(look) {
    for (;;) {
      await rest()
      const found = look()
      if (found) return found
    }
  }
  async function fill(label, value) {
    const field = await find(() => byLabel(label))
    field.value = value
    field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
  }
  // What the driver costs to start is none of the page's.
  await rest()
  location.hash = '#/new/certificate'
  await fill('Target', 'openscape-business')
  await fill('Name', 'pbx.example.com')
  await fill('Passphrase', 'phone-system-7')
  await fill('Repeat passphrase', 'phone-system-7')
  ;(await find(() => button('Issue certificate'))).click()
  ;(await find(() => button('Download'))).click()
  await fill('Vault passphrase', 'correct horse battery staple')
  await fill('Repeat vault passphrase', 'correct horse battery staple')
  ;(await find(() => button('Create vault'))).click()
  await find(() => button('Lock'))
  location.hash = '#/'
  ;(await find(() => document.querySelector('table a'))).click()
  await find(() => document.querySelector('pre'))
  await rest()
}

async function measureLongestTask() {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.addInitScript(() => {
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(Math.round(duration))
    }).observe({ type: 'longtask', buffered: true })
  })
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(pathToFileURL(file).href)
  await page.locator('html[data-ready=true]').waitFor()
  // Start-up ends when the page has come to rest.
  await page.waitForTimeout(1500)
  const startUp = await page.evaluate(() => window.longTasks.splice(0))
  await page.waitForTimeout(500)
  await page.evaluate(() => void window.longTasks.splice(0))
  await page.evaluate(walkInside)
  const tasks = await page.evaluate(() => window.longTasks)
  tell('longest task of start-up at 4 × throttling', Math.max(0, ...startUp), 'ms')
  tell(
    `longest task from there to a kept certificate (over 50: ${tasks.join(', ') || 'none'})`,
    Math.max(0, ...tasks),
    'ms',
    50,
  )
  await context.close()
}

await measureRatios()
await measureStart()
await measureLongestTask()
await browser.close()
const bytes = readFileSync(file)
tell('the file, raw', bytes.length, 'bytes', 1_750_000)
tell('the file, gzip', gzipSync(bytes, { level: 9 }).length, 'bytes', 480_000)

const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)))
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '))
