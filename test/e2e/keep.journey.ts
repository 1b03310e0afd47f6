// What is kept, where, and for whom: the vault from its creation to its restoring elsewhere.
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { button, fillForm, make } from './pages/forms.ts'
import { createVault, unlock, VAULT_PASSPHRASE } from './pages/vault.ts'

const NAME = 'pbx.example.com'

test.beforeEach(async ({ open, page }) => {
  await open('new/request')
  await fillForm(page, { Name: NAME, Key: 'ECDSA P-256' })
  await make(page, 'Create request')
})

test('without a vault the tab has it, says so, and nothing is kept', async ({ open, page }) => {
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByText('in this tab only, not kept')).toBeVisible()
  // Something would be lost: the browser asks, and automation says yes.
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await open()
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
})

test('a vault keeps it over a reload; a wrong passphrase is told from a right one', async ({ open, page }) => {
  await expect(page.getByText('Nobody can recover this passphrase')).toBeVisible()
  await createVault(page)
  await page.reload()
  await open()
  await expect(page.getByRole('heading', { name: 'The vault is locked' })).toBeVisible()
  await expect(page.getByText(NAME)).toBeHidden()
  await fillForm(page, { 'Vault passphrase': 'another battery staple' })
  await button(page, 'Unlock').click()
  await expect(page.getByText('does not open the vault').first()).toBeVisible()
  await unlock(page)
  await page.getByRole('link', { name: NAME }).click()
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
})

test('an entry shows its fields, fingerprints and PEM, and gives its files again', async ({ page, saved }) => {
  await createVault(page)
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await expect(page.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)).toBeVisible()
  await expect(page.getByText(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/)).toBeVisible()
  await expect(page.getByText('-----BEGIN CERTIFICATE REQUEST-----')).toBeVisible()
  await expect(page.getByText('ECDSA P-256').first()).toBeVisible()
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
  await button(page, 'Prepare files').click()
  const request = await saved(() => button(page, `Download ${NAME}.csr`).click())
  expect(request.bytes.toString()).toContain('BEGIN CERTIFICATE REQUEST')
})

test('a deleted entry comes back with Undo, key and all', async ({ page, saved }) => {
  await createVault(page)
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await button(page, 'Delete').click()
  await expect(page.getByRole('link', { name: NAME })).toBeHidden()
  await button(page, 'Undo').click()
  await page.getByRole('link', { name: NAME }).click()
  await button(page, 'Prepare files').click()
  const key = await saved(() => button(page, `Download ${NAME}.key`).click())
  expect(key.bytes.toString()).toContain('BEGIN PRIVATE KEY')
})

test('locking takes everything off the screen; unlocking brings it back', async ({ page }) => {
  await createVault(page)
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('link', { name: NAME })).toBeVisible()
  await expectNoAxeFindings(page)
  await button(page, 'Lock').click()
  await expect(page.getByRole('link', { name: NAME })).toBeHidden()
  await expectNoAxeFindings(page)
  await unlock(page)
  await expect(page.getByRole('link', { name: NAME })).toBeVisible()
  await expectFitsNarrow(page)
})

test('ten idle minutes lock the vault', { tag: '@chromium' }, async ({ page }) => {
  await page.clock.install()
  await page.reload()
  await fillForm(page, { Name: NAME, Key: 'ECDSA P-256' })
  await make(page, 'Create request')
  await createVault(page)
  await page.clock.fastForward('09:30')
  await expect(page.getByText('Vault unlocked').first()).toBeVisible()
  await page.clock.fastForward('00:40')
  await expect(page.getByText('Vault locked').first()).toBeVisible()
})

test('a backup brings everything back in another browser', async ({ page, saved, browser, baseURL }) => {
  await createVault(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  const backup = await saved(() => button(page, 'Back up').click())
  expect(backup.name).toMatch(/^ringroot-vault-\d{4}-\d\d-\d\d\.ringroot$/)
  expect(backup.bytes.includes(NAME)).toBe(false)
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(`${baseURL ?? ''}index.html#/settings`)
  await elsewhere
    .getByLabel('Backup file')
    .setInputFiles({ name: backup.name, mimeType: 'application/octet-stream', buffer: backup.bytes })
  await fillForm(elsewhere, { 'Vault passphrase': VAULT_PASSPHRASE })
  await button(elsewhere, 'Restore').click()
  await expect(elsewhere.getByText('Restored: 1 entries brought back').first()).toBeVisible()
  await elsewhere.getByRole('link', { name: 'Certificates' }).click()
  await expect(elsewhere.getByRole('link', { name: NAME })).toBeVisible()
  await elsewhere.context().close()
})
