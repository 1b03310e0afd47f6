// The file itself: it opens, says nothing, stays where it is, and refuses where it cannot work.
import { readFileSync } from 'node:fs'
import { expect, expectNoAxeFindings, test } from './fixtures.ts'

const dist = new URL('../../dist/', import.meta.url)

test('both files of the build are the same bytes', () => {
  expect(readFileSync(new URL('ringroot.html', dist)).equals(readFileSync(new URL('index.html', dist)))).toBe(true)
})

test('the first screen opens without a request, a violation or a word on the console', async ({ open, page }) => {
  await open()
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
})

test('an unknown address leads to the certificates', async ({ open, page }) => {
  await open('no/such/page')
  await expect(page.getByRole('heading', { level: 1, name: 'Certificates' })).toBeVisible()
})

test('a dropped file does not take the page away', async ({ open, page }) => {
  await open()
  const isPrevented = await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['text'], 'dropped.txt'))
    return ['dragover', 'drop'].map((type) => {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data })
      document.body.dispatchEvent(event)
      return event.defaultPrevented
    })
  })
  expect(isPrevented).toEqual([true, true])
})

// The name is mapped in Chromium only.
test(
  'plain http on a name of its own says why it cannot work',
  { tag: ['@chromium', '@http'] },
  async ({ page, baseURL }) => {
    await page.goto(`${(baseURL ?? '').replace('127.0.0.1', 'insecure.test')}index.html`)
    await expect(page.getByText('opened over plain http')).toBeVisible()
  },
)

test('inside a frame it refuses to run', { tag: '@http' }, async ({ page, baseURL }) => {
  // The host of the test forbids framing in its headers as well; here only the page itself speaks.
  await page.route('**/framed.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<iframe src="/inner/index.html" width="600"></iframe>' }),
  )
  await page.route('**/inner/index.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: readFileSync(new URL('index.html', dist), 'utf8') }),
  )
  page.removeAllListeners('request')
  await page.goto(`${baseURL ?? ''}framed.html`)
  await expect(page.frameLocator('iframe').getByText('does not run inside another page')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`every empty screen is accessible and fits: ${colorScheme}, ${String(width)} px`, async ({ open, page }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      for (const route of [
        '',
        'new',
        'new/request',
        'new/authority',
        'new/certificate',
        'inspect',
        'trust',
        'settings',
      ]) {
        await open(route)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expectNoAxeFindings(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      }
    })
  }
}
