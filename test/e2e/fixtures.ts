// What every journey gets: an open page that talks to nobody, breaks no policy, and says nothing on the console.
import { test as base, expect, type Page } from '@playwright/test'
import axe from 'axe-core'

/** A file that the page handed to the browser. */
export interface SavedFile {
  readonly name: string
  readonly bytes: Buffer
}

declare global {
  interface Window {
    ringrootSaved: { name: string; bytes: Promise<string> }[]
  }
}

interface Fixtures {
  /** Opens a route of the built file and waits until it can be used. */
  readonly open: (route?: string) => Promise<void>
  /** Does something that saves one file, and gives the file. */
  readonly saved: (act: () => Promise<void>) => Promise<SavedFile>
}

export const test = base.extend<Fixtures & { readonly quiet: undefined }>({
  // Fails the test on any request, violation, console message or uncaught error, whatever the test itself asks.
  quiet: [
    async ({ page }, use) => {
      const noise: string[] = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) noise.push(`console ${message.type()}: ${message.text()}`)
      })
      page.on('pageerror', (error) => noise.push(`uncaught: ${error.stack ?? error.message}`))
      page.on('request', (request) => {
        const url = request.url()
        if (!isOwnPage(url)) noise.push(`request: ${url}`)
      })
      await page.addInitScript(watchViolations)
      await page.addInitScript(watchSaves)
      await use(undefined)
      expect(noise).toEqual([])
    },
    { auto: true },
  ],

  open: async ({ page, baseURL }, use) => {
    await use(async (route = '') => {
      await page.goto(`${baseURL ?? ''}index.html#/${route}`)
      await expect(page.locator('html')).toHaveAttribute('data-ready', 'true')
    })
  },

  // Firefox tells nobody of a download, so the page itself is watched where it makes the link.
  saved: async ({ page }, use) => {
    await use(async (act) => {
      const before = await page.evaluate(() => window.ringrootSaved.length)
      await act()
      await expect.poll(() => page.evaluate(() => window.ringrootSaved.length)).toBe(before + 1)
      const { name, base64 } = await page.evaluate(async (index) => {
        const file = window.ringrootSaved[index]
        if (file === undefined) throw new Error('no file')
        return { name: file.name, base64: await file.bytes }
      }, before)
      return { name, bytes: Buffer.from(base64, 'base64') }
    })
  },
})
export { expect } from '@playwright/test'

function isOwnPage(url: string): boolean {
  const { protocol, pathname } = new URL(url)
  if (protocol === 'blob:' || protocol === 'data:' || protocol === 'about:') return true
  return /\/(index|ringroot)\.html$/.test(pathname)
}

function watchViolations(): void {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    console.error(`policy: ${violatedDirective} ${blockedURI} ${sample}`)
  })
}

function watchSaves(): void {
  const blobs = new Map<string, Blob>()
  window.ringrootSaved = []
  const createObjectURL = URL.createObjectURL.bind(URL)
  URL.createObjectURL = (object: Blob) => {
    const url = createObjectURL(object)
    blobs.set(url, object)
    return url
  }
  const click = HTMLElement.prototype.click
  HTMLElement.prototype.click = function () {
    const blob = this instanceof HTMLAnchorElement && this.download !== '' ? blobs.get(this.href) : undefined
    if (blob !== undefined) {
      const bytes = blob.arrayBuffer().then((buffer) => {
        let text = ''
        for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte)
        return btoa(text)
      })
      window.ringrootSaved.push({ name: (this as HTMLAnchorElement).download, bytes })
    }
    click.call(this)
  }
}

/** Expects no sideways scrolling on a screen as narrow as a phone's, which is 400 % zoom on a wide one. */
export async function expectFitsNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
}

/** Asks axe for everything that WCAG 2.2 AA and its best practices say of the screen as it stands. */
export async function expectNoAxeFindings(page: Page): Promise<void> {
  await page.evaluate(axe.source)
  const findings = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  })
  expect(findings).toEqual([])
}
