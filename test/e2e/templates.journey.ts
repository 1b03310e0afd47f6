// Templates, Reset, and what was chosen last for a target.
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { button, field, fillForm, make } from './pages/forms.ts'
import { createVault, unlock } from './pages/vault.ts'

const template = {
  Target: 'IP Office Manager',
  Name: 'Branch PBX',
  'Common name (CN)': 'pbx.example.com',
  'Organization (O)': 'Example GmbH',
  'Subject alternative names': 'DNS:pbx.example.com\nIP:192.0.2.1',
  Key: 'RSA 3072',
  'Signature algorithm': 'SHA-384',
}

test('a template outlives a reload with the vault, fills the form, and Reset empties it', async ({ open, page }) => {
  await open('new/request')
  await fillForm(page, template)
  await button(page, 'Save as template').click()
  await expect(field(page, 'Template name')).toBeFocused()
  // Enter keeps the template; it does not make the request.
  await field(page, 'Template name').press('Enter')
  await expect(field(page, 'Template name')).toHaveAccessibleDescription(/A name is needed/)
  await field(page, 'Template name').fill('Branches')
  await expectNoAxeFindings(page)
  await field(page, 'Template name').press('Enter')
  await expect(field(page, 'Template')).toBeFocused()
  await expect(field(page, 'Template').getByRole('option', { selected: true })).toHaveText('Branches')
  await make(page, 'Create request')
  await createVault(page)

  await page.reload()
  await open('new/request')
  await expect(field(page, 'Template').getByRole('option')).toHaveText(['The vault is locked'])
  await page.getByRole('link', { name: 'Certificates' }).click()
  await unlock(page)
  await open('new/request')
  await fillForm(page, { Template: 'Branches' })
  for (const [label, value] of Object.entries(template)) {
    const control = field(page, label)
    const isSelect = await control.evaluate((element) => element.tagName === 'SELECT')
    if (isSelect) await expect(control.getByRole('option', { selected: true })).toHaveText(value)
    else await expect(control).toHaveValue(value)
  }
  await expectNoAxeFindings(page)

  await button(page, 'Reset').click()
  await expect(button(page, 'Reset')).toBeFocused()
  for (const label of ['Name', 'Common name (CN)', 'Organization (O)', 'Subject alternative names'])
    await expect(field(page, label)).toHaveValue('')
  await expect(field(page, 'Target').getByRole('option', { selected: true })).toHaveText('Generic')
  // What follows a field follows it again.
  await fillForm(page, { Name: 'other.example.com' })
  await expect(field(page, 'Common name (CN)')).toHaveValue('other.example.com')
  await button(page, 'Save as template').click()
  await expectFitsNarrow(page)
})

test('a deleted template comes back with Undo, and belongs to its own page', async ({ open, page }) => {
  await open('new/authority')
  await fillForm(page, { Name: 'House Root', 'Validity (days)': '1000' })
  await button(page, 'Save as template').click()
  await fillForm(page, { 'Template name': 'Roots' })
  await button(page, 'Save template').click()
  await button(page, 'Reset').click()
  await fillForm(page, { Template: 'Roots' })
  await expect(field(page, 'Validity (days)')).toHaveValue('1000')
  await button(page, 'Delete template').click()
  await expect(field(page, 'Template')).toBeFocused()
  await expect(field(page, 'Template').getByRole('option')).toHaveText(['None saved yet'])
  await button(page, 'Undo').click()
  await expect(field(page, 'Template').getByRole('option')).toHaveText(['None', 'Roots'])
  await page.getByRole('link', { name: 'New', exact: true }).click()
  await page.locator('main').getByRole('link', { name: 'Certificate request' }).click()
  await expect(field(page, 'Template').getByRole('option')).toHaveText(['None saved yet'])
})

test('a target fills in what was chosen for it last, where nothing else was touched', async ({ open, page }) => {
  await open('new/certificate')
  await fillForm(page, {
    Target: 'IP Office Web Manager',
    Name: 'ipo.example.com',
    'Organization (O)': 'Example GmbH',
    'Country (C)': 'DE',
    Key: 'RSA 4096',
    'Validity (days)': '200',
    Passphrase: 'six green kettles',
    'Repeat passphrase': 'six green kettles',
    'PKCS #12 protection': 'Modern',
  })
  await make(page, 'Issue certificate')
  await page.getByRole('link', { name: 'New', exact: true }).click()
  await page
    .locator('main')
    .getByRole('link', { name: /^New certificate For/ })
    .click()
  await fillForm(page, { Target: 'IP Office Web Manager' })
  await expect(field(page, 'Organization (O)')).toHaveValue('Example GmbH')
  await expect(field(page, 'Country (C)')).toHaveValue('DE')
  await expect(field(page, 'Validity (days)')).toHaveValue('200')
  await expect(field(page, 'Key')).toHaveValue('rsa-4096')
  await expect(field(page, 'PKCS #12 protection')).toHaveValue('modern')
  await expect(field(page, 'Name')).toHaveValue('')
  await expect(field(page, 'Passphrase')).toHaveValue('')
  await expect(field(page, 'Issuer').getByRole('option', { selected: true })).not.toHaveText('New authority')
  // Another target that was never used begins as the page does; what a person touched stays.
  await fillForm(page, { Target: 'Generic' })
  await expect(field(page, 'Key')).toHaveValue('rsa-2048')
  await expect(field(page, 'Organization (O)')).toHaveValue('')
  await fillForm(page, { 'City (L)': 'Bern', Target: 'IP Office Web Manager' })
  await expect(field(page, 'Key')).toHaveValue('rsa-2048')
  await expect(field(page, 'Organization (O)')).toHaveValue('')
})

test('a template leaves a private key that was chosen from the vault, and its algorithm', async ({ open, page }) => {
  await open('new/request')
  await fillForm(page, { Name: 'first.example.com', Key: 'RSA 2048' })
  await make(page, 'Create request')
  await page.getByRole('link', { name: 'New', exact: true }).click()
  await page.locator('main').getByRole('link', { name: 'Certificate request' }).click()
  // This target takes RSA 2048 alone: the template's own key would be refused.
  await fillForm(page, { Target: 'OpenScape Business', Name: 'Second', Key: 'ECDSA P-256' })
  await fillForm(page, { 'Common name (CN)': 'second.example.com' })
  await button(page, 'Save as template').click()
  await fillForm(page, { 'Template name': 'EC' })
  await button(page, 'Save template').click()
  await button(page, 'Reset').click()
  await fillForm(page, { 'Private key': 'first.example.com' })
  await expect(page.getByText('The key is there already')).toBeVisible()
  await fillForm(page, { Template: 'EC' })
  await expect(field(page, 'Name')).toHaveValue('Second')
  await expect(field(page, 'Private key').getByRole('option', { selected: true })).toHaveText('first.example.com')
  await make(page, 'Create request')
})
