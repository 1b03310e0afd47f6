// Every container in every protection: chosen on the form, reopened by the page, opened by OpenSSL and by the page again.
import type { Page } from '@playwright/test'
import { encodePem } from '../../src/pki/pem.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { needOpenssl, openssl } from './openssl.ts'
import { button, field, fillForm, make } from './pages/forms.ts'

const NAME = 'pbx.example'
const PASSPHRASE = 'import-passphrase-7'

async function issue(page: Page, choices: Readonly<Record<string, string>> = {}): Promise<void> {
  await fillForm(page, { ...choices, Name: NAME, Passphrase: PASSPHRASE, 'Repeat passphrase': PASSPHRASE })
  await make(page, 'Issue certificate')
}

test('the .p12 of OpenScape Business is compatible, a generic one modern, unless chosen otherwise', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/certificate')
  await expect(field(page, 'PKCS #12 protection')).toHaveValue('modern')
  await fillForm(page, { Target: 'OpenScape Business' })
  await expect(field(page, 'PKCS #12 protection')).toHaveValue('compatible')
  await expect(field(page, 'PKCS #12 protection')).toHaveAccessibleDescription(/old PBXs/)
  await issue(page)
  const name = `BasedOn${NAME} Root ${String(new Date().getUTCFullYear())}.p12`
  const p12 = await saved(() => button(page, `Download ${name}`).click())
  const args = ['-in', p12.name, '-passin', `pass:${PASSPHRASE}`]
  expect(openssl([p12], 'pkcs12', ...args, '-nodes')).toContain('BEGIN PRIVATE KEY')
  // The structure tells of the encryption before any passphrase.
  const structure = openssl([p12], 'asn1parse', '-inform', 'DER', '-in', p12.name)
  expect(structure).toContain('sha1')
  expect(structure).not.toContain('sha256')
})

test('an entry gives every further form, each reopened; the chain stays out where it is not wanted', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/certificate')
  await issue(page)
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await page.getByText('More forms').click()
  for (const form of await page.getByRole('checkbox').all()) await form.check()
  await field(page, 'Include chain').uncheck()
  await fillForm(page, {
    Iterations: '2 048: for old devices',
    Passphrase: PASSPHRASE,
    'Repeat passphrase': PASSPHRASE,
  })
  await expectNoAxeFindings(page)
  await button(page, 'Prepare files').click()
  await expect(page.getByText('Key and certificate without chain').first()).toBeVisible()
  await expectFitsNarrow(page)
  const take = (name: string) => saved(() => button(page, `Download ${name}`).click())
  const opened = async (name: string) =>
    openssl([await take(name)], 'pkcs12', '-in', name, '-passin', `pass:${PASSPHRASE}`, '-nodes')
  const count = (text: string, label: string) => text.split(`BEGIN ${label}`).length - 1
  const counts = (text: string) => [count(text, 'PRIVATE KEY'), count(text, 'CERTIFICATE')]
  expect(counts(await opened(`${NAME}.p12`))).toEqual([1, 1])
  expect(counts(await opened(`${NAME}-key.p12`))).toEqual([1, 0])
  expect(counts(await opened(`${NAME}-certificates.p12`))).toEqual([0, 2])
  expect(counts(await opened(`${NAME}-truststore.p12`))).toEqual([0, 1])
  const printed = openssl([await take(`${NAME}.p7b`)], 'pkcs7', '-in', `${NAME}.p7b`, '-print_certs')
  expect(count(printed, 'CERTIFICATE')).toBe(2)
  const binary = await take(`${NAME}-der.p7b`)
  expect(openssl([binary], 'pkcs7', '-inform', 'DER', '-in', binary.name, '-print_certs')).toBe(printed)
  const old = await take(`${NAME}-old.key`)
  expect(old.bytes.toString()).toContain('BEGIN RSA PRIVATE KEY')
  const p8 = await take(`${NAME}.p8`)
  const keys = [openssl([old], 'pkey', '-in', old.name), openssl([p8], 'pkey', '-inform', 'DER', '-in', p8.name)]
  expect(keys[0]).toBe(keys[1])
  expect((await take(`${NAME}-combined.pem`)).bytes.toString()).toMatch(/CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----/)
})

test('a suggested passphrase fills both fields, is judged, and opens the file in Inspect', async ({
  open,
  page,
  saved,
}) => {
  await open('new/certificate')
  await fillForm(page, { Name: NAME, Passphrase: 'Grüße 1' })
  await expect(page.getByText('Easy to guess')).toBeVisible()
  await expect(page.getByText('refuse passphrases with letters other than plain English')).toBeVisible()
  await button(page, 'Suggest one').click()
  await expect(page.getByText('Hard to guess')).toBeVisible()
  const passphrase = await field(page, 'Passphrase').inputValue()
  expect(passphrase).toMatch(/^[a-zA-Z2-9]{16}$/)
  expect(await field(page, 'Repeat passphrase').inputValue()).toBe(passphrase)
  await make(page, 'Issue certificate')
  const p12 = await saved(() => button(page, `Download ${NAME}.p12`).click())
  await page.getByRole('link', { name: 'Inspect' }).click()
  await page
    .getByLabel('Files', { exact: true })
    .setInputFiles({ name: p12.name, mimeType: 'application/x-pkcs12', buffer: p12.bytes })
  await field(page, 'Passphrase').fill(passphrase)
  await button(page, 'Open').click()
  const items = page.getByRole('list', { name: 'Findings' }).locator('> li')
  await expect(items).toHaveCount(4)
  await expect(items.first()).toContainText('AES-256-CBC, PBKDF2 with HMAC-SHA-256')
})

test('a key file is encrypted for an old importer', async ({ open, page, saved }) => {
  needOpenssl()
  await open('new/request')
  await fillForm(page, { Name: NAME })
  await make(page, 'Create request')
  await page.getByText('Encrypt it with a passphrase').click()
  await fillForm(page, {
    'Passphrase for the key': PASSPHRASE,
    'Repeat passphrase for the key': PASSPHRASE,
    'Key protection': 'Compatible',
  })
  await button(page, 'Encrypt key').click()
  await expect(page.getByText('The key in this file is not encrypted')).toBeHidden()
  await expect(button(page, `Download ${NAME}.key`)).toBeFocused()
  const key = await saved(() => button(page, `Download ${NAME}.key`).click())
  expect(openssl([key], 'asn1parse', '-in', key.name)).toContain('des-ede3-cbc')
  expect(openssl([key], 'pkey', '-in', key.name, '-passin', `pass:${PASSPHRASE}`)).toContain('BEGIN PRIVATE KEY')
})

test('what belongs to no target is taken away in the forms that it has', async ({ open, page, saved }) => {
  needOpenssl()
  const { privateKeyInfo, chainDer } = await makeIdentity()
  await open('inspect')
  const pem = [encodePem('PRIVATE KEY', privateKeyInfo), ...chainDer.map((der) => encodePem('CERTIFICATE', der))]
  await page
    .getByLabel('Files', { exact: true })
    .setInputFiles({ name: 'pbx.pem', mimeType: 'text/plain', buffer: Buffer.from(pem.join('')) })
  const key = page.locator('[data-kind=private-key]')
  await key.getByText('Export as …').click()
  for (const form of ['binary form', 'old form', 'Private key alone']) await key.getByLabel(form).check()
  await key.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await key.getByLabel('Repeat passphrase', { exact: true }).fill(PASSPHRASE)
  await key.getByRole('button', { name: 'Prepare files' }).click()
  const take = (name: string) => saved(() => button(page, `Download ${name}`).click())
  const [plain, der, old, p12] = [
    await take('pbx.key'),
    await take('pbx.p8'),
    await take('pbx-old.key'),
    await take('pbx-key.p12'),
  ]
  const wanted = openssl([plain], 'pkey', '-in', plain.name)
  expect(openssl([der], 'pkey', '-inform', 'DER', '-in', der.name)).toBe(wanted)
  expect(openssl([old], 'pkey', '-in', old.name)).toBe(wanted)
  const args = ['pkcs12', '-in', p12.name, '-passin', `pass:${PASSPHRASE}`, '-nodes']
  expect(openssl([p12], ...args)).toContain(wanted.trim())
  await expectNoAxeFindings(page)
  await page.getByText('All certificates in one file').click()
  const bunch = page.getByRole('region', { name: 'All certificates in one file' })
  await bunch.getByLabel('PKCS #7 (.p7b, text)').check()
  await bunch.getByRole('button', { name: 'Prepare files' }).click()
  const p7b = await take('certificates.p7b')
  const printed = openssl([p7b], 'pkcs7', '-in', p7b.name, '-print_certs')
  expect(printed.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
})
