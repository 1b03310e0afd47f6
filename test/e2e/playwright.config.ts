// Every journey in Chromium and Firefox, from disk and from a host. Firefox keeps its real isolation of local files.
import { defineConfig, type ReporterDescription } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = `${root}dist/`

// Of its own, so that two runs on one machine do not meet; the workers inherit it.
const port = (process.env['RINGROOT_E2E_PORT'] ??= String(20_000 + (process.pid % 20_000)))
const hosts = { file: pathToFileURL(dist).href, http: `http://127.0.0.1:${port}/` }

function find(...commands: string[]): string | null {
  for (const command of commands) {
    try {
      return execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim()
    } catch {
      // the next one
    }
  }
  return null
}

const chromium = find('chromium', 'chromium-browser', 'google-chrome')
const firefox = find('firefox-esr', 'firefox')
const isMainProcess = process.env['TEST_WORKER_INDEX'] === undefined
if (chromium === null && isMainProcess) console.log('SKIPPED: there is no Chromium; not tested: its journeys')
if (firefox === null && isMainProcess) console.log('SKIPPED: there is no Firefox; not tested: its journeys')

const chromiumUse = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: chromium ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A name that is not the loopback's: plain http is no secure context there.
      '--host-resolver-rules=MAP insecure.test 127.0.0.1',
    ],
  },
}
const firefoxUse = {
  browserName: 'firefox' as const,
  channel: 'moz-firefox',
  launchOptions: {
    executablePath: firefox ?? '',
    // Automation turns the isolation of local files off; people have it on.
    firefoxUserPrefs: { 'security.fileuri.strict_origin_policy': true },
  },
}

const browsers = [
  ...(chromium === null ? [] : [{ name: 'chromium', use: chromiumUse }]),
  ...(firefox === null ? [] : [{ name: 'firefox', use: firefoxUse }]),
]
const counts = process.env['RINGROOT_E2E_JSON']
const reporters: ReporterDescription[] = [['list']]
if (counts !== undefined) reporters.push(['json', { outputFile: counts }])

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.journey.ts',
  outputDir: `${root}test-results`,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: reporters,
  forbidOnly: true,
  use: { actionTimeout: 15_000, viewport: { width: 1280, height: 900 }, trace: 'off' },
  projects: browsers.flatMap(({ name, use }) =>
    (['file', 'http'] as const).map((host) => ({
      name: `${name}-${host}`,
      use: { ...use, baseURL: hosts[host] },
      // Tests that need a browser or a host say so in a tag; elsewhere they do not exist.
      grepInvert: [...(name === 'firefox' ? [/@chromium/] : []), ...(host === 'file' ? [/@http/] : [])],
    })),
  ),
  webServer: {
    command: `node test/e2e/host.mjs ${port}`,
    cwd: root,
    url: hosts.http,
    reuseExistingServer: false,
  },
})
