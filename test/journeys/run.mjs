// `npm run journeys -- --out DIR [--only NAME]`: drives the built file, from disk, through every journey in Chromium and
// leaves what a person would have saved in DIR/<journey>/, for anyone to judge.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { root } from '../../src/build/packages.mjs'

const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } })
if (values.out === undefined) {
  console.error('Usage: npm run journeys -- --out DIR [--only NAME]')
  process.exit(2)
}
const out = resolve(values.out)
const file = join(root, 'dist/ringroot.html')
if (!existsSync(file))
  spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: root })

const folder = join(root, 'test/journeys')
const modules = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith('.journey.mjs'))
    .sort()
    .map((name) => import(pathToFileURL(join(folder, name)).href)),
)
const journeys = modules
  .flatMap((module) => module.journeys)
  .filter(({ name }) => values.only === undefined || name === values.only)

const command = 'command -v chromium || command -v chromium-browser || command -v google-chrome'
const browser = await chromium.launch({
  executablePath: execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})

async function drive({ name, run }) {
  const target = join(out, name)
  mkdirSync(target, { recursive: true })
  const noise = []
  const context = await browser.newContext({ acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) noise.push(message.text())
  })
  page.on('pageerror', ({ message }) => noise.push(message))
  await page.goto(pathToFileURL(file).href)
  await page.locator('html[data-ready=true]').waitFor()
  await run({
    page,
    /** Does something that downloads one file, and leaves it under its own name. */
    async save(act) {
      const [download] = await Promise.all([page.waitForEvent('download'), act()])
      await download.saveAs(join(target, download.suggestedFilename()))
    },
    /** Leaves the one passphrase of the folder and gives it back. */
    passphrase(text) {
      writeFileSync(join(target, 'passphrase.txt'), text)
      return text
    },
  })
  await context.close()
  if (noise.length > 0) throw new Error(`the page complained: ${noise.join('; ')}`)
}

for (const journey of journeys) {
  try {
    await drive(journey)
    console.log(`ok      ${journey.name}`)
  } catch (error) {
    console.log(`FAILED  ${journey.name}: ${error.message}`)
    process.exitCode = 1
  }
}
await browser.close()
if (journeys.length === 0) {
  console.log(`FAILED  there is no journey "${values.only}"`)
  process.exitCode = 1
}
