// Received-certificate check: verdicts on what was made here, and on what a peer presents.
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { needOpenssl, openssl } from './openssl.ts'
import { button, fillForm, make } from './pages/forms.ts'

test('J8: a certificate is accepted by its name, and refused by another and by a phone without a clock', async ({
  open,
  page,
}) => {
  await open('new/certificate')
  await fillForm(page, {
    Name: 'pbx.example.com',
    Key: 'ECDSA P-256',
    Passphrase: 'phone-system-7',
    'Repeat passphrase': 'phone-system-7',
  })
  await make(page, 'Issue certificate')
  await page.getByRole('link', { name: 'Trust', exact: true }).click()
  const answer = page.getByRole('group', { name: 'Answer' })
  await page.getByLabel('Certificate to check').selectOption({ label: 'pbx.example.com' })
  await page.getByLabel('Name or address it is reached by').fill('pbx.example.com')
  await button(page, 'Check it').click()
  await expect(answer).toContainText('It will be accepted.')
  await expect(answer).toBeFocused()
  const links = page.getByRole('list', { name: 'Certification path' }).getByRole('listitem')
  await expect(links).toHaveText([/Root.*trusted · good/, /^pbx\.example\.com.*the certificate · good/])

  await page.getByLabel('Name or address it is reached by').fill('192.168.1.2')
  await page.getByRole('button', { name: /1 January 2000/ }).click()
  await button(page, 'Check it').click()
  await expect(answer).toContainText('It will be refused.')
  await expect(links.nth(1)).toContainText('the moment in question is 2000-01-01 00:00:00 UTC')
  await expect(links.nth(1)).toContainText('not for 192.168.1.2')
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
})

test('J8: IP Office at the level High wants a copy of the certificate in its store', async ({ open, page }) => {
  await open('new/certificate')
  await fillForm(page, { Name: 'ipo.example.com', Passphrase: 'phone-system-7', 'Repeat passphrase': 'phone-system-7' })
  await make(page, 'Issue certificate')
  await page.getByRole('link', { name: 'Trust', exact: true }).click()
  await page.getByLabel('Certificate to check').selectOption({ label: 'ipo.example.com' })
  const answer = page.getByRole('group', { name: 'Answer' })
  for (const [level, verdict] of [
    ['IP Office: Medium', 'It will be accepted.'],
    ['IP Office: High', 'It will be refused.'],
  ] as const) {
    await page.getByLabel('Who checks it').selectOption({ label: level })
    await button(page, 'Check it').click()
    await expect(answer).toContainText(verdict)
  }
  await expect(answer).toContainText('copy')
})

test('J8: what a peer presents is pasted, and refused for the root that is not trusted', async ({ open, page }) => {
  needOpenssl()
  const subject = ['-subj', '/CN=Foreign Root', '-days', '30', '-nodes']
  const pem = openssl([], 'req', '-x509', '-newkey', 'rsa:2048', ...subject, '-keyout', 'key.pem')
  await open('trust')
  await page.getByText('A certificate from elsewhere').click()
  await page
    .getByLabel('Text with what the peer presents')
    .fill(`depth=0 CN = Foreign Root\n${pem}\nServer certificate`)
  await button(page, 'Check this text').click()
  const answer = page.getByRole('group', { name: 'Answer' })
  await expect(answer).toContainText('It will be refused.')
  await expect(answer).toContainText('Foreign Root')
  await page.getByLabel('Text with what the peer presents').fill('no certificate at all')
  await button(page, 'Check this text').click()
  await expect(page.getByRole('region', { name: 'Will it be accepted?' })).toContainText(
    'There is no certificate in it.',
  )
})
