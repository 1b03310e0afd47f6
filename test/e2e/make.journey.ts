// From an empty app to requests, authorities and certificates, held against OpenSSL.
import type { Page } from '@playwright/test'
import { expect, expectFitsNarrow, expectNoAxeFindings, type SavedFile, test } from './fixtures.ts'
import { needOpenssl, openssl } from './openssl.ts'
import { button, expectProblem, field, fillForm, make } from './pages/forms.ts'

const download = (name: string): string => `Download ${name}`
const P12_PASSPHRASE = 'phone-system-7'

test('J1: a request for OpenScape Business under the names that it wants', async ({ open, page, saved }) => {
  needOpenssl()
  await open('new/request')
  await fillForm(page, {
    Target: 'OpenScape Business',
    Name: 'osbiz',
    'Common name (CN)': 'pbx.müller.example',
    'Organization (O)': 'Acme "Best" Inc',
    'Country (C)': 'DE',
    'Subject alternative names': [
      'pbx.müller.example',
      '192.168.1.2',
      '2001:DB8:0:0::1',
      'admin@example.com',
      'sip:pbx@example.com',
      'dirName:CN=pbx, O=A \\+ B',
    ].join('\n'),
  })
  await make(page, 'Create request')
  const request = await saved(() => button(page, download('osbiz.csr')).click())
  const key = await saved(() => button(page, download('key_csr.pem')).click())
  expect(request.name).toBe('osbiz.csr')
  expect(key.name).toBe('key_csr.pem')
  const text = openssl([request], 'req', '-in', request.name, '-verify', '-noout', '-text', '-nameopt', 'utf8')
  expect(text).toContain('CN=pbx.müller.example')
  expect(text).toContain('DNS:pbx.xn--mller-kva.example, IP Address:192.168.1.2, IP Address:2001:DB8:0:0:0:0:0:1')
  expect(text).toContain('email:admin@example.com, URI:sip:pbx@example.com, DirName:')
  expect(openssl([key], 'pkey', '-in', key.name, '-pubout')).toBe(
    openssl([request], 'req', '-in', request.name, '-pubkey', '-noout'),
  )
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('row', { name: /osbiz.*Request.*Waiting since today/ })).toBeVisible()
})

for (const [key, signature] of [
  ['RSA 2048', 'SHA-256'],
  ['ECDSA P-384', 'SHA-384'],
  ['Ed25519', 'SHA-256'],
] as const) {
  test(`J1: a generic request with ${key}, its key encrypted on request`, async ({ open, page, saved }) => {
    needOpenssl()
    await open('new/request')
    await fillForm(page, { Name: 'pbx.example.com', Key: key, 'Signature algorithm': signature })
    await make(page, 'Create request')
    const request = await saved(() => button(page, download('pbx.example.com.csr')).click())
    openssl([request], 'req', '-in', request.name, '-verify', '-noout')
    await page.getByText('Encrypt it with a passphrase').click()
    await fillForm(page, {
      'Passphrase for the key': P12_PASSPHRASE,
      'Repeat passphrase for the key': P12_PASSPHRASE,
    })
    await button(page, 'Encrypt key').click()
    await expect(page.getByText('The key in this file is not encrypted')).toBeHidden()
    const encrypted = await saved(() => button(page, download('pbx.example.com.key')).click())
    expect(encrypted.bytes.toString()).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    const args = ['pkey', '-in', encrypted.name, '-passin', `pass:${P12_PASSPHRASE}`, '-pubout']
    expect(openssl([encrypted], ...args)).toBe(openssl([request], 'req', '-in', request.name, '-pubkey', '-noout'))
  })
}

test('J3: a root as PEM and DER, an intermediate under it, and a server certificate under that', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/authority')
  await fillForm(page, { Name: 'Acme Root 2026', 'Organization (O)': 'Acme', 'Serial number': '0x1234' })
  await expect(page.getByText('Decimal 4660')).toBeVisible()
  await page.getByLabel('Will sign intermediate authorities').check()
  await make(page, 'Create authority')
  const files = page.getByRole('list', { name: 'Files to take' })
  await expect(files.getByRole('button')).toHaveCount(2)
  const pem = await saved(() => files.getByRole('button').nth(0).click())
  const der = await saved(() => files.getByRole('button').nth(1).click())
  expect(pem.name).toBe('Acme Root 2026.crt')
  expect(openssl([der], 'x509', '-inform', 'DER', '-in', der.name)).toBe(pem.bytes.toString())
  const text = openssl([pem], 'x509', '-in', pem.name, '-noout', '-text')
  expect(text).toContain('CA:TRUE, pathlen:1')
  expect(text).toContain('Serial Number: 4660 (0x1234)')

  await page.getByRole('link', { name: 'New' }).click()
  await page.getByRole('link', { name: 'New certificate authority' }).click()
  await fillForm(page, { Issuer: 'Acme Root 2026', Name: 'Acme Phones 2026' })
  await make(page, 'Create authority')
  const intermediate = await saved(() => button(page, download('Acme Phones 2026.crt')).click())
  expect(openssl([intermediate], 'x509', '-in', intermediate.name, '-noout', '-text')).toContain('CA:TRUE, pathlen:0')

  await page.getByRole('link', { name: 'New' }).click()
  await page.getByRole('link', { name: /^New certificate(?! [a-z])/ }).click()
  await fillForm(page, {
    Issuer: 'Acme Phones 2026',
    Name: 'pbx.acme.example',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await make(page, 'Issue certificate')
  const certificate = await saved(() => button(page, download('pbx.acme.example.crt')).click())
  const args = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'pbx.acme.example']
  expect(
    openssl(
      [pem, intermediate, certificate],
      ...['verify', '-CAfile', pem.name, '-untrusted', intermediate.name, ...args, certificate.name],
    ),
  ).toContain('OK')
})

test('J3: a root that signs no authorities is refused as the issuer of one, with the reason', async ({
  open,
  page,
}) => {
  await open('new/authority')
  await fillForm(page, { Name: 'Plain Root' })
  await make(page, 'Create authority')
  await page.getByRole('link', { name: 'New' }).click()
  await page.getByRole('link', { name: 'New certificate authority' }).click()
  await fillForm(page, { Issuer: 'Plain Root', Name: 'Below' })
  await button(page, 'Create authority').click()
  await expectProblem(field(page, 'Issuer'), /path length 0/)
  await expect(field(page, 'Issuer')).toBeFocused()
})

test('J4: from an empty app to the .p12 of OpenScape Business in at most 9 interactions', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open()
  let interactions = 0
  const act = async (action: Promise<unknown>): Promise<void> => {
    interactions++
    await action
  }
  await act(page.getByRole('link', { name: 'A certificate from our own authority' }).click())
  await act(field(page, 'Target').selectOption({ label: 'OpenScape Business' }))
  await act(field(page, 'Name').fill('pbx.example.com'))
  await act(field(page, 'Passphrase').fill(P12_PASSPHRASE))
  await act(field(page, 'Repeat passphrase').fill(P12_PASSPHRASE))
  await act(button(page, 'Issue certificate').click())
  const name = 'BasedOnpbx.example.com Root 2026.p12'.replace('2026', String(new Date().getUTCFullYear()))
  const p12 = await saved(() => act(button(page, download(name)).click()))
  expect(p12.name).toBe(name)
  expect(interactions).toBeLessThanOrEqual(9)
  const args = ['pkcs12', '-in', p12.name, '-passin', `pass:${P12_PASSPHRASE}`]
  const pem = openssl([p12], ...args, '-nodes')
  expect(pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  expect(pem).toContain('BEGIN PRIVATE KEY')
  expect(() => openssl([p12], 'pkcs12', '-in', p12.name, '-passin', 'pass:wrong', '-noout')).toThrow(/mac verify/i)
})

test('J4: a generic certificate as PEM files, .p12 and ZIP, revocation address and names as typed', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/certificate')
  await fillForm(page, {
    Name: 'pbx',
    'Common name (CN)': 'pbx.example.com',
    'Subject alternative names': 'pbx.example.com, 10.0.0.3',
    'CRL distribution point': 'http://pki.example.com/ca.crl',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await fillForm(
    page,
    { Name: 'Example Root', 'Common name (CN)': 'Example Root', Key: 'ECDSA P-256' },
    'New authority',
  )
  await make(page, 'Issue certificate')
  const names = ['pbx.p12', 'pbx.crt', 'pbx-chain.crt', 'pbx.key', 'Example Root.crt']
  const files: SavedFile[] = []
  for (const name of names) files.push(await saved(() => button(page, download(name)).click()))
  const text = openssl(files, 'x509', '-in', 'pbx.crt', '-noout', '-text')
  expect(text).toContain('DNS:pbx.example.com, IP Address:10.0.0.3')
  expect(text).toContain('URI:http://pki.example.com/ca.crl')
  expect(openssl(files, 'verify', '-x509_strict', '-CAfile', 'Example Root.crt', 'pbx.crt')).toContain('OK')
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
  const zip = await saved(() => button(page, 'Download all (ZIP)').click())
  expect(zip.name).toBe('pbx.zip')
  for (const name of names) expect(zip.bytes.includes(name)).toBe(true)
})

test('J6: a self-signed certificate that is no authority, and that a client trusts by itself', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new')
  await page.getByRole('link', { name: 'New self-signed certificate' }).click()
  await expect(field(page, 'Issuer')).toHaveCount(0)
  await fillForm(page, {
    Name: 'pbx.example.com',
    'Subject alternative names': 'pbx.example.com, 192.168.1.2',
    'Validity (days)': '14',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await make(page, 'Create self-signed certificate')
  await expect(page.getByRole('list', { name: 'Files to take' }).getByRole('button')).toHaveCount(3)
  const certificate = await saved(() => button(page, download('pbx.example.com.crt')).click())
  const p12 = await saved(() => button(page, download('pbx.example.com.p12')).click())
  const text = openssl([certificate], 'x509', '-in', certificate.name, '-noout', '-text')
  expect(text).toContain('CA:FALSE')
  expect(text).toContain('TLS Web Server Authentication, TLS Web Client Authentication')
  const args = ['-x509_strict', '-purpose', 'sslserver', '-verify_ip', '192.168.1.2', '-CAfile', certificate.name]
  expect(openssl([certificate], 'verify', ...args, certificate.name)).toContain('OK')
  openssl([p12], 'pkcs12', '-in', p12.name, '-passin', `pass:${P12_PASSPHRASE}`, '-nodes')
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('row', { name: /pbx\.example\.com.*itself/ })).toBeVisible()
})

const issueWithPassphrase = async (page: Page): Promise<void> => {
  await fillForm(page, {
    Name: 'pbx.example.com',
    Key: 'ECDSA P-256',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await make(page, 'Issue certificate')
}

test('J4: the passphrase is shown once, when it is asked for', async ({ open, page }) => {
  await open('new/certificate')
  await issueWithPassphrase(page)
  const slip = page.getByRole('region', { name: 'The passphrase' })
  await expect(slip).not.toContainText(P12_PASSPHRASE)
  await button(page, 'Show it once').click()
  await expect(slip).toContainText(P12_PASSPHRASE)
  await expect(slip).toContainText('pbx.example.com.p12')
  await expect(button(page, 'Show it once')).toHaveCount(0)
  await expectNoAxeFindings(page)
})

// Automation puts Chromium alone into the print medium.
test('J4: the slip with the passphrase prints alone', { tag: '@chromium' }, async ({ open, page }) => {
  await open('new/certificate')
  await issueWithPassphrase(page)
  await button(page, 'Show it once').click()
  await page.evaluate(() => {
    window.print = () => undefined
  })
  await button(page, 'Print the slip').click()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(P12_PASSPHRASE)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'New certificate' })).toBeHidden()
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await expect(page.getByRole('heading', { name: 'New certificate' })).toBeVisible()
})

// Firefox tells automation nothing of a download.
test('Chromium itself saves the file under its name', { tag: '@chromium' }, async ({ open, page }) => {
  await open('new/request')
  await fillForm(page, { Name: 'pbx.example.com', Key: 'ECDSA P-256' })
  await make(page, 'Create request')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    button(page, download('pbx.example.com.csr')).click(),
  ])
  expect(file.suggestedFilename()).toBe('pbx.example.com.csr')
})

test('every PBX of the menu, and a request for those alone that take its answer', async ({ open, page }) => {
  await open('new/request')
  const options = field(page, 'Target').getByRole('option')
  const forRequests = await options.allTextContents()
  await expect(field(page, 'Name')).toHaveValue('')
  await fillForm(page, { Target: 'MiVoice Connect HQ/DVS' })
  await expect(field(page, 'Name')).toHaveValue('server01')
  await open('new/certificate')
  const all = await options.allTextContents()
  expect(all.slice(0, 13)).toEqual([
    'Generic',
    'OpenScape Business',
    'OpenScape Business Booster',
    'MiVoice Connect HQ/DVS',
    'MiVoice Connect SA-100/400',
    'MiVoice Office 400',
    'IP Office Manager',
    'IP Office Web Manager',
    'IP Office SIP telephony',
    'Mitel MSL',
    'Vodia',
    'innovaphone',
    'Cisco Expressway',
  ])
  expect(forRequests.slice(0, 12)).toEqual(all.slice(0, 13).filter((label) => label !== 'MiVoice Office 400'))
})

test('J4: the staging files of MiVoice Connect without a passphrase, those of IP Office Manager with one', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/certificate')
  await fillForm(page, { Target: 'MiVoice Connect HQ/DVS', 'Common name (CN)': 'hq.example.com' })
  await fillForm(page, { Name: 'HQ Root' }, 'New authority')
  await expect(field(page, 'Passphrase')).toBeHidden()
  await expectNoAxeFindings(page)
  await make(page, 'Issue certificate')
  const certificate = await saved(() => button(page, download('server01.crt')).click())
  const root = await saved(() => button(page, download('HQ Root.crt')).click())
  const key = await saved(() => button(page, download('server01.key')).click())
  openssl([certificate, root], 'verify', '-CAfile', root.name, certificate.name)
  expect(openssl([key], 'pkey', '-in', key.name, '-pubout')).toBe(
    openssl([certificate], 'x509', '-in', certificate.name, '-pubkey', '-noout'),
  )
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await fillForm(page, {
    Target: 'IP Office Manager',
    Passphrase: P12_PASSPHRASE,
    'Repeat passphrase': P12_PASSPHRASE,
  })
  await expect(field(page, 'Include chain')).not.toBeChecked()
  await button(page, 'Prepare files').click()
  const p12 = await saved(() => button(page, download('server01-identity.p12')).click())
  const printed = openssl([p12], 'pkcs12', '-in', p12.name, '-passin', `pass:${P12_PASSPHRASE}`, '-nodes')
  expect(printed.split('BEGIN CERTIFICATE')).toHaveLength(2)
  const authority = await saved(() => button(page, download('HQ Root.cer')).click())
  expect(openssl([authority], 'x509', '-inform', 'DER', '-in', authority.name)).toBe(
    openssl([root], 'x509', '-in', root.name),
  )
})
