// Next steps on the device: ticked by keyboard, kept with the entry; the chain that IP Office will offer; factory certificates.
import { expect, expectNoAxeFindings, test } from './fixtures.ts'
import { field, fillForm, make } from './pages/forms.ts'

const P12_PASSPHRASE = 'seven owls count to nine'

test('the steps of a target are ticked where its files are taken, and stay ticked with the entry', async ({
  open,
  page,
}) => {
  await open('new/certificate')
  await fillForm(page, {
    Target: 'IP Office Manager',
    Name: 'ipo.example.com',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await fillForm(page, { 'Common name (CN)': 'Acme Root 2026' }, 'New authority')
  await make(page, 'Issue certificate')
  const steps = page.getByRole('region', { name: 'Next steps on IP Office Manager' })
  await expect(steps.getByText('0 of 14 done')).toBeVisible()
  const first = steps.getByRole('checkbox', { name: 'Step 1', exact: true })
  await expect(first).toHaveAccessibleDescription(/Trusted Certificate Store/)
  await first.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(steps.getByText('2 of 14 done')).toBeVisible()
  await expect(steps.getByText('Warning:').first()).toBeVisible()
  await expect(steps.getByRole('checkbox', { name: 'Step 2', exact: true })).toBeFocused()
  await expectNoAxeFindings(page)
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await expect(steps.getByText('2 of 14 done')).toBeVisible()
  await expect(first).toBeChecked()
  await first.uncheck()
  await expect(steps.getByText('1 of 14 done')).toBeVisible()
  const chain = page.getByRole('region', { name: 'The chain that IP Office will offer' })
  await expect(chain.getByRole('listitem')).toHaveText([/ipo\.example\.com.*Acme Root 2026/, /Acme Root 2026/])
  await expectNoAxeFindings(page)
})

test('what is good to know stands folded before anything is made, and a MAC address makes a host name', async ({
  open,
  page,
}) => {
  await open('new/certificate')
  await fillForm(page, { Target: 'MiVoice Connect HQ/DVS' })
  await page.getByText('Good to know about MiVoice Connect HQ/DVS').click()
  await expect(page.getByText('MiVoice Connect does not support self-signed certificates')).toBeVisible()
  await expect(field(page, 'MAC address of LAN1')).toHaveCount(0)
  await fillForm(page, { Target: 'IP Office Web Manager', 'MAC address of LAN1': '00-E0-07-05-73-07' })
  const host = 'ipoffice-00e007057307.avaya.com'
  await expect(field(page, 'Host name (FQDN)')).toHaveValue(host)
  await expect(field(page, 'Common name (CN)')).toHaveValue(host)
  await expect(field(page, 'Subject alternative names')).toHaveValue(host)
  await expectNoAxeFindings(page)
  await fillForm(page, { 'Host name (FQDN)': 'ipo.example.com', 'MAC address of LAN1': '00-E0-07-05-73-08' })
  await expect(field(page, 'Host name (FQDN)')).toHaveValue('ipo.example.com')
})

test('a factory certificate is named where it is read', async ({ open, page }) => {
  await open('new/self-signed')
  await fillForm(page, {
    Name: 'booster',
    'Common name (CN)': '192.168.1.2',
    'Organization (O)': 'Unify Software and Solutions GmbH & Co. KG',
    'Organizational unit (OU)': 'Unify',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await make(page, 'Create self-signed certificate')
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await expect(page.getByText('an OpenScape Business Booster Server comes with')).toBeVisible()
  const pem = await page.getByText('-----BEGIN CERTIFICATE-----').textContent()
  await page.getByRole('link', { name: 'Inspect' }).click()
  await field(page, 'Paste').fill(pem ?? '')
  await expect(page.getByRole('list', { name: 'Findings' }).getByText('Booster Server comes with')).toBeVisible()
})
