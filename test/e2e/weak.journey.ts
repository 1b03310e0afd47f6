// SHA1/RSA1024, which IP Office still offers: behind a box of its own, on the targets that know it, with who refuses it.
import { expect, expectNoAxeFindings, test } from './fixtures.ts'
import { field, fillForm, make } from './pages/forms.ts'

const P12_PASSPHRASE = 'seven owls count to nine'

test('RSA 1024 and SHA-1 are offered only to IP Office, and only after a second act', async ({ open, page }) => {
  const options = async (label: string): Promise<string[]> => field(page, label).getByRole('option').allTextContents()
  const box = page.getByRole('checkbox', { name: 'Offer what IP Office calls SHA1/RSA1024' })
  await open('new/self-signed')
  await expect(field(page, 'Key')).toBeVisible()
  await expect(box).toHaveCount(0)
  await fillForm(page, { Target: 'IP Office Manager' })
  expect(await options('Key')).not.toContain('RSA 1024')
  expect(await options('Signature algorithm')).not.toContain('SHA-1')
  await box.check()
  await expect(page.getByText('Nothing current takes such a certificate')).toBeVisible()
  await expect(page.getByText('iPhone, iPad, Mac')).toBeVisible()
  await fillForm(page, { Key: 'RSA 1024', 'Signature algorithm': 'SHA-1' })
  await expectNoAxeFindings(page)
  await box.uncheck()
  await expect(field(page, 'Key')).toHaveValue('rsa-2048')
  await expect(field(page, 'Signature algorithm')).toHaveValue('sha-256')
  await box.check()
  await fillForm(page, {
    Key: 'RSA 1024',
    'Signature algorithm': 'SHA-1',
    Name: 'ipo.example.com',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await fillForm(page, { Target: 'Generic' })
  await expect(field(page, 'Key')).toHaveValue('rsa-2048')
  await fillForm(page, { Target: 'IP Office Manager' })
  await expect(box).not.toBeChecked()
  await box.check()
  await fillForm(page, { Key: 'RSA 1024', 'Signature algorithm': 'SHA-1' })
  await make(page, 'Create self-signed certificate')
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await expect(page.getByText('RSA 1024').first()).toBeVisible()
})
