// A target of the person's own: copied, changed, used, exported, deleted, taken in again.
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { button, expectProblem, field, fillForm, make } from './pages/forms.ts'
import { createVault, unlock } from './pages/vault.ts'

const optionsOf = (page: Parameters<typeof field>[0]) => field(page, 'Target').getByRole('option')

test('a copy of OpenScape Business names its own files, lives in the vault, and moves as a file', async ({
  open,
  page,
  saved,
}) => {
  await open('new/certificate')
  await fillForm(page, { Target: 'OpenScape Business', Name: 'pbx.example.com', Passphrase: 'phone-system-7' })
  await fillForm(page, { 'Repeat passphrase': 'phone-system-7' })
  await button(page, 'Copy and change this target').click()
  const sheet = page.getByRole('dialog', { name: 'Copy of OpenScape Business' })
  const fileName = sheet
    .getByRole('group', { name: 'Certificate', exact: true })
    .getByLabel('Key and certificate with chain (PKCS #12), for import')
  await sheet.getByLabel('Name of your target').fill('IP Office Manager')
  await fileName.fill('../{name}.p12')
  await button(page, 'Save target').click()
  await expectProblem(sheet.getByLabel('Name of your target'), /There is a target of the name/)
  await expectProblem(fileName, /no name that every system takes/)
  await expect(sheet.getByLabel('Name of your target')).toBeFocused()
  await expectNoAxeFindings(page)

  await sheet.getByLabel('Name of your target').fill('Our PBX')
  await sheet.getByLabel('Your note').fill('Cellar, rack 2 <b>{name}</b>')
  await sheet.getByLabel('SHA-256').uncheck()
  await sheet.getByLabel('SHA-384').uncheck()
  await sheet.getByLabel('Longest validity of a certificate (days)').fill('200')
  await fileName.fill('OurPBX-{name}.p12')
  await button(page, 'Save target').click()
  await expect(sheet).toBeHidden()
  await expect(button(page, 'Change this target')).toBeFocused()
  await expect(optionsOf(page).and(page.locator(':checked'))).toHaveText('Our PBX')
  await expect(field(page, 'Target').locator('optgroup').first()).toHaveAttribute('label', 'Yours')
  // What was filled in is there still, and follows the copy.
  await expect(field(page, 'Name')).toHaveValue('pbx.example.com')
  await expect(field(page, 'Signature algorithm')).toHaveValue('sha-512')
  await expect(field(page, 'Validity (days)')).toHaveValue('200')
  await expect(page.getByText('Cellar, rack 2 <b>{name}</b>')).toBeVisible()
  await expectNoAxeFindings(page)
  await make(page, 'Issue certificate')
  await expect(button(page, 'Download OurPBX-pbx.example.com.p12')).toBeVisible()
  await createVault(page)

  await page.reload()
  await open('settings')
  await expect(page.getByText('The vault is locked: unlock it to see your targets.')).toBeVisible()
  await unlock(page)
  const file = await saved(() => button(page, 'Export Our PBX').click())
  expect(file.name).toBe('ringroot-target-Our PBX.json')
  expect(JSON.parse(file.bytes.toString())).toMatchObject({ basedOn: 'openscape-business', hashes: ['sha-512'] })
  await expectNoAxeFindings(page)
  await button(page, 'Delete Our PBX').click()
  await expect(button(page, 'Export Our PBX')).toBeHidden()
  // Firefox's window itself has lost the focus to its list of downloads.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Your targets')
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('row', { name: /^pbx\.example\.com CN/ })).toContainText('Generic')

  await page.getByRole('link', { name: 'Settings' }).click()
  const broken = Buffer.from(file.bytes.toString().replace('sha-512', 'sha-1'))
  await page.getByLabel('Target from a file').setInputFiles({ name: 'a.json', mimeType: 'text/plain', buffer: broken })
  await expect(page.getByRole('region', { name: 'Your targets' }).getByText(/under “hashes”/)).toBeVisible()
  await page
    .getByLabel('Target from a file')
    .setInputFiles({ name: file.name, mimeType: 'application/json', buffer: file.bytes })
  await expect(page.getByText('“Our PBX” is taken in, a copy of OpenScape Business.').last()).toBeVisible()
  await expectFitsNarrow(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  // What was made for it finds it again.
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('row', { name: /^pbx\.example\.com CN/ })).toContainText('Our PBX')

  // Behind the lock it is not there, and the form says so.
  await open('new/certificate')
  await fillForm(page, { Target: 'Our PBX' })
  await button(page, 'Lock').click()
  await expect(optionsOf(page).and(page.locator(':checked'))).toHaveText(
    'A target that is not here (counts as Generic)',
  )
})

test('a deleted target comes back with Undo; Escape leaves everything as it was', async ({ open, page }) => {
  await open('new/request')
  await button(page, 'Copy and change this target').click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(field(page, 'Target').getByRole('option', { selected: true })).toHaveText('Generic')
  await button(page, 'Copy and change this target').click()
  await expectFitsNarrow(page)
  await button(page, 'Save target').click()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByText('Until there is an unlocked vault, only this tab has them.')).toBeVisible()
  await button(page, 'Change My Generic').click()
  await page.getByLabel('Name of your target').fill('Ours')
  await button(page, 'Save target').click()
  await button(page, 'Delete Ours').click()
  await expect(button(page, 'Delete Ours')).toBeHidden()
  await button(page, 'Undo').click()
  await expect(button(page, 'Delete Ours')).toBeVisible()
})
