// Trust: the kit of one's own root, from the form to the files, and on paper.
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { needOpenssl, openssl } from './openssl.ts'
import { button, fillForm, make } from './pages/forms.ts'

const NAME = 'Kit Root "$(id)" 2026'

test('J9: an authority’s entry leads to the trust kit of its root, whose files open elsewhere', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/authority')
  await fillForm(page, { Name: NAME, 'Common name (CN)': NAME })
  await make(page, 'Create authority')
  await page.getByRole('link', { name: 'Open the entry' }).click()
  const sha256 = (await page.locator('.mono').first().textContent()) ?? ''
  await page.getByRole('link', { name: 'Trust kit' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Trust' })).toBeVisible()
  await expect(page.getByRole('heading', { name: `Trust kit for “${NAME}”` })).toBeFocused()
  await expect(page.getByRole('heading', { name: `Trust kit for “${NAME}”` })).toBeInViewport()
  const stem = `root-ca-${sha256.replaceAll(':', '').slice(0, 8).toLowerCase()}`
  const pem = await saved(() => button(page, `Download ${stem}.crt`).click())
  expect(openssl([pem], 'x509', '-in', pem.name, '-noout', '-fingerprint', '-sha256')).toContain(sha256)
  const der = await saved(() => button(page, `Download ${stem}.cer`).click())
  expect(openssl([der], 'x509', '-inform', 'DER', '-in', der.name, '-noout', '-fingerprint', '-sha256')).toContain(
    sha256,
  )
  const script = await saved(() => button(page, 'Download install-root-ca-windows.ps1').click())
  expect(script.bytes.toString()).not.toContain('$(id)')
  await page.locator('summary', { hasText: 'Yealink T/CP/W' }).click()
  const lines = await saved(() => button(page, 'Download provisioning.txt').click())
  expect(lines.bytes.toString()).toContain('static.trusted_certificates.url')
  const zip = await saved(() => button(page, 'Download all (ZIP)').click())
  expect(zip.name).toBe(`trust-kit-${stem}.zip`)
  expect(zip.bytes.toString('latin1')).toContain('phones/yealink/trusted-ca.pem')
})

test('a root from elsewhere, as file or text, has a kit; what is no root is refused with its reason', async ({
  open,
  page,
  saved,
}) => {
  await open('new/certificate')
  await fillForm(page, {
    Name: 'pbx.example.com',
    Passphrase: 'import-7-import',
    'Repeat passphrase': 'import-7-import',
  })
  await make(page, 'Issue certificate')
  const server = await saved(() => button(page, 'Download pbx.example.com.crt').click())
  const chain = await saved(() => button(page, 'Download pbx.example.com-chain.crt').click())
  await open('trust')
  await page.reload()
  await open('trust')
  await expect(page.getByRole('heading', { name: 'No root here yet' })).toBeVisible()
  await page.getByLabel('Certificate as text').fill(server.bytes.toString())
  await button(page, 'Use this root').click()
  await expect(page.getByText('This is no root certificate').first()).toBeVisible()
  await expectNoAxeFindings(page)
  await page
    .getByLabel('Certificate file', { exact: true })
    .setInputFiles({ name: chain.name, mimeType: 'text/plain', buffer: chain.bytes })
  await expect(page.getByRole('heading', { name: /^Trust kit for “pbx.example.com Root/ })).toBeVisible()
  await expect(page.getByText('This is no root certificate')).toHaveCount(0)
  await page.getByText('When a root of your own is the wrong tool').click()
  await expect(page.getByText('Android 7 (API 24)').first()).toBeVisible()
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
  await expectNoAxeFindings(page)
})

// Automation puts Chromium alone into the print medium.
test('the sheet to hand out prints alone, on one page', { tag: '@chromium' }, async ({ open, page }) => {
  await open('new/authority')
  await fillForm(page, { Name: 'Kit Root' })
  await make(page, 'Create authority')
  await page.getByRole('link', { name: 'Trust', exact: true }).click()
  await expect(page.getByRole('img', { name: 'QR code of the SHA-256 fingerprint' })).toBeVisible()
  await page.evaluate(() => {
    window.print = () => undefined
  })
  await button(page, 'Print').click()
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
  // Printing has ended meanwhile.
  await button(page, 'Print').click()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { name: 'Sheet to hand out' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Trust' })).toBeHidden()
})

test('certificates are trusted with their source, counted against a device’s places, and packed for it', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/authority')
  await fillForm(page, { Name: 'Own Root', 'Common name (CN)': 'Own Root' })
  await make(page, 'Create authority')
  const own = await saved(() => button(page, 'Download Own Root.crt').click())
  await page.getByRole('link', { name: 'Trust', exact: true }).click()
  const trusted = page.getByRole('list', { name: 'Trusted certificates' })
  await expect(trusted.getByRole('listitem')).toHaveCount(1)
  await page.getByText('Add trusted certificates').click()
  await page
    .getByLabel('File with certificates to trust', { exact: true })
    .setInputFiles({ name: 'from-the-pbx.pem', mimeType: 'text/plain', buffer: own.bytes })
  await expect(trusted.getByRole('listitem')).toHaveCount(2)
  await expect(trusted).toContainText('From from-the-pbx.pem')
  await expect(trusted.getByText('The same certificate is here as “Own Root” too')).toHaveCount(2)
  await page.getByLabel('Store of', { exact: true }).selectOption({ label: 'IP Office Manager' })
  await expect(page.getByText('2 of 25 places')).toBeVisible()
  // What was added does not take the kit over.
  await expect(page.getByLabel('Root certificate', { exact: true }).locator('option').first()).toHaveText('Own Root')
  await page.getByLabel('Take “Own Root” for the device').first().uncheck()
  await page.getByLabel('Store of', { exact: true }).selectOption({ label: 'Yealink T/CP/W' })
  await expect(page.getByText('1 of 10 places')).toBeVisible()
  await expectNoAxeFindings(page)
  const zip = await saved(() => button(page, 'Download trusted-certificates.zip').click())
  expect(zip.bytes.toString('latin1')).toContain('Own Root.cer')
  await expectFitsNarrow(page)
  await page.getByRole('list', { name: 'Trusted certificates' }).getByRole('link').last().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Own Root' })).toBeVisible()
})
