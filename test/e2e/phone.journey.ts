// A certificate for a phone, named by the MAC address on its label.
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { needOpenssl, openssl } from './openssl.ts'
import { button, expectProblem, field, fillForm, make } from './pages/forms.ts'

const PASSPHRASE = 'phone-system-7'

test('J4: a .p12 for an Avaya J100, its MAC address typed with colons', async ({ open, page, saved }) => {
  needOpenssl()
  await open('new/certificate')
  await fillForm(page, { Target: 'Avaya J100', 'MAC address': '00:11:22:aa:bb' })
  await button(page, 'Issue certificate').click()
  await expectProblem(field(page, 'MAC address'), /is no MAC address/)
  await expectNoAxeFindings(page)
  await fillForm(page, { 'MAC address': '00:11:22:aa:bb:cc', 'Organization (O)': 'Acme' })
  await expect(page.getByText('Files say 001122AABBCC.')).toBeVisible()
  await expect(field(page, 'Common name (CN)')).toHaveValue('001122AABBCC')
  await expectFitsNarrow(page)
  await fillForm(page, { Passphrase: PASSPHRASE, 'Repeat passphrase': PASSPHRASE })
  await make(page, 'Issue certificate')
  const p12 = await saved(() => button(page, 'Download client_001122AABBCC_cert.p12').click())
  const root = await saved(() => button(page, 'Download WebRootCA.pem').click())
  const lines = await saved(() => button(page, 'Download 46xxsettings-lines.txt').click())
  expect(lines.bytes.toString()).toContain('SET PKCS12URL http://SERVER/client_$MACADDR_cert.p12\n')
  const opened = openssl([p12], 'pkcs12', '-in', p12.name, '-passin', `pass:${PASSPHRASE}`, '-nodes', '-clcerts')
  const certificate = { name: 'phone.pem', bytes: Buffer.from(opened) }
  const text = openssl([certificate], 'x509', '-in', certificate.name, '-noout', '-text')
  expect(text).toMatch(/Subject: .*CN ?= ?001122AABBCC/)
  expect(text).toContain('TLS Web Client Authentication')
  expect(text).not.toContain('TLS Web Server Authentication')
  expect(text).not.toContain('Subject Alternative Name')
  openssl(
    [certificate, root],
    'verify',
    '-x509_strict',
    '-purpose',
    'sslclient',
    '-CAfile',
    root.name,
    certificate.name,
  )
})

test('forms that no document confirms are said to be so, beside one another', async ({ open, page }) => {
  await open('new/certificate')
  await fillForm(page, { Target: 'Yealink T/CP/W', 'MAC address': '00-11-22-AA-BB-CC' })
  await expect(page.getByText('(not confirmed by any document)')).toHaveCount(2)
  await make(page, 'Issue certificate')
  await expect(page.getByText('Not confirmed by any document')).toHaveCount(2)
  await expect(button(page, 'Download 001122aabbcc-key-first.pem')).toBeVisible()
  await expectNoAxeFindings(page)
})
