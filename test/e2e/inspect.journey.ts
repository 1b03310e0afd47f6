// What is this file? Everything dropped, chosen or pasted gets its answer, and a passphrase where it needs one.
import { truncateSync, writeFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import * as der from '../../src/pki/der.ts'
import { oids } from '../../src/pki/oids.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { encryptPrivateKeyInfo } from '../../src/pki/pkcs8.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { expect, expectFitsNarrow, expectNoAxeFindings, test } from './fixtures.ts'
import { button, field } from './pages/forms.ts'

const PASSPHRASE = 'Grüße 2048'

interface ChosenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const files = (page: Page): Locator => page.getByLabel('Files', { exact: true })
const findings = (page: Page): Locator => page.getByRole('list', { name: 'Findings' }).locator('> li')
const finding = (page: Page, source: string): Locator => findings(page).filter({ hasText: source })
const choose = (page: Page, ...chosen: ChosenFile[]): Promise<void> =>
  files(page).setInputFiles(
    chosen.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })),
  )
const statesOf = (page: Page): Promise<string[]> =>
  findings(page).evaluateAll((items) =>
    items.map((item) => `${item.dataset['kind'] ?? ''} ${item.dataset['state'] ?? ''}`),
  )

async function tryPassphrase(item: Locator, passphrase: string): Promise<void> {
  await item.getByLabel('Passphrase').fill(passphrase)
  await item.getByRole('button', { name: 'Open' }).click()
}

const octets = (length: number): Uint8Array<ArrayBuffer> => der.encodeOctetString(new Uint8Array(length))

/** A PKCS #12 file whose MAC asks for so many rounds of SHA-512; no passphrase fits. */
function slowPkcs12(iterations: number): Uint8Array {
  const contentInfo = der.encodeSequence(
    der.encodeObjectIdentifier(oids.pkcs7Data),
    der.encodeContextConstructed(0, der.encodeOctetString(der.encodeSequence())),
  )
  const sha512 = der.encodeSequence(der.encodeObjectIdentifier('2.16.840.1.101.3.4.2.3'))
  const macData = der.encodeSequence(der.encodeSequence(sha512, octets(64)), octets(8), der.encodeInteger(iterations))
  return der.encodeSequence(der.encodeInteger(3), contentInfo, macData)
}

/** An encrypted key whose PBKDF2, which browsers run in one piece, asks for so many rounds. */
function slowKey(iterations: number): Uint8Array {
  const algorithm = (oid: string, parameters: Uint8Array) =>
    der.encodeSequence(der.encodeObjectIdentifier(oid), parameters)
  const pbkdf2 = algorithm(oids.pbkdf2, der.encodeSequence(octets(8), der.encodeInteger(iterations)))
  const pbes2 = algorithm(oids.pbes2, der.encodeSequence(pbkdf2, algorithm(oids.aes256Cbc, octets(16))))
  return der.encodeSequence(pbes2, octets(64))
}

test.beforeEach(async ({ open }) => {
  await open('inspect')
})

test('one text of many blocks, and what each of them is', async ({ page }) => {
  const { certificateDer, requestDer, privateKeyInfo, credential } = await makeIdentity()
  const text = [
    'Here they are:',
    encodePem('CERTIFICATE', certificateDer),
    encodePem('CERTIFICATE REQUEST', requestDer),
  ]
  await choose(page, { name: 'answer.txt', bytes: Buffer.from(text.join('\r\n')) })
  await expect(findings(page)).toHaveCount(2)
  expect(await statesOf(page)).toEqual(['certificate ok', 'certification-request ok'])
  await expect(findings(page).first()).toHaveAttribute('data-sha256', /^[0-9a-f]{64}$/)
  await page.getByLabel('Paste').fill(encodePem('PRIVATE KEY', privateKeyInfo))
  await expect(findings(page)).toHaveCount(3)
  await expect(page.getByLabel('Paste')).toHaveValue('')
  await expect(findings(page).last()).toHaveAttribute('data-kind', 'private-key')
  await findings(page).first().getByText('All fields').click()
  await expect(findings(page).first().getByText('Subject alternative names')).toBeVisible()
  await expect(findings(page).first()).toContainText(credential.name)
  await findings(page).first().getByText('ASN.1 tree').click()
  await expect(findings(page).first().getByText('SEQUENCE').first()).toBeVisible()
  await expect(findings(page).first().getByText('openssl x509 -in file.pem -noout -text')).toBeVisible()
  await expect(
    findings(page)
      .first()
      .getByText(/^[0-9a-f]{64}$/),
  ).toBeVisible()
  await page.getByText('Compare two of them').click()
  await field(page, 'The old one').selectOption({ index: 1 })
  await field(page, 'The new one').selectOption({ index: 2 })
  await expect(page.getByRole('table')).toBeVisible()
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
  await button(page, 'Clear the list').click()
  await expect(findings(page)).toHaveCount(0)
})

test('a PKCS #12 file and a key need their passphrase; a wrong one comes back with its reason', async ({ page }) => {
  const { certificateDer, privateKeyInfo, chainDer } = await makeIdentity()
  const contents = { certificateDer, privateKeyInfo, chainDer, friendlyName: 'pbx', passphrase: PASSPHRASE }
  await choose(
    page,
    { name: 'old.pfx', bytes: await encodePfx({ ...contents, protection: 'compatible' }) },
    { name: 'key.bin', bytes: await encryptPrivateKeyInfo(privateKeyInfo, PASSPHRASE) },
  )
  const pkcs12 = finding(page, 'old.pfx').first()
  await expect(pkcs12).toHaveAttribute('data-state', 'needs-passphrase')
  await tryPassphrase(pkcs12, 'wrong')
  await expect(pkcs12).toContainText('If you are sure of it, the file is damaged')
  await expect(pkcs12).toHaveAttribute('data-state', 'needs-passphrase')
  await expect(pkcs12.getByLabel('Passphrase')).toBeFocused()
  await expect(pkcs12.getByLabel('Passphrase')).toHaveValue('')
  await expectNoAxeFindings(page)
  await tryPassphrase(pkcs12, PASSPHRASE)
  await expect(pkcs12).toHaveAttribute('data-state', 'ok')
  await expect(pkcs12).toContainText('3DES')
  expect((await statesOf(page)).slice(0, 4)).toEqual([
    'pkcs12 ok',
    'private-key ok',
    'certificate ok',
    'certificate ok',
  ])
  // The passphrase of one is tried on the others.
  const key = finding(page, 'key.bin')
  await expect(key).toHaveAttribute('data-state', 'ok')
  await expect(key).toContainText('ECDSA P-256')
})

test('each way of being damaged or too much has its own message', async ({ page }, testInfo) => {
  const { certificateDer } = await makeIdentity()
  const { length } = certificateDer
  const huge = testInfo.outputPath('huge.p12')
  writeFileSync(huge, '')
  truncateSync(huge, 200_000_000)
  await choose(
    page,
    { name: 'cut.crt', bytes: certificateDer.subarray(0, length - 50) },
    { name: 'claims.der', bytes: Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1) },
    { name: 'deep.der', bytes: new Uint8Array(40_000).map((_, index) => (index % 2 === 0 ? 0x30 : 0x80)) },
    { name: 'slow.p12', bytes: slowPkcs12(10_000_001) },
    { name: 'page.crt', bytes: Buffer.from('<!doctype html><title>Sign in</title>') },
    { name: 'empty.p12', bytes: new Uint8Array() },
  )
  for (const [name, words] of [
    ['cut.crt', 'ends too early'],
    ['claims.der', 'claims to be 4294967295 octets long'],
    ['deep.der', 'nested more than 100 levels deep'],
    ['slow.p12', 'hashed 10000001 times'],
    ['page.crt', 'web page'],
    ['empty.p12', 'empty'],
  ] as const) {
    await expect(finding(page, name)).toHaveAttribute('data-state', 'error')
    await expect(finding(page, name)).toContainText(words)
  }
  await files(page).setInputFiles(huge)
  await expect(finding(page, 'huge.p12').first()).toContainText('larger than')
})

for (const [what, bytes] of [
  ['whose hashing we do', slowPkcs12(10_000_000)],
  ['that the browser derives in one piece', slowKey(10_000_000)],
] as const) {
  test(`a derivation ${what} shows how far it is, and can be cancelled`, async ({ page }) => {
    await choose(page, { name: 'slow.bin', bytes })
    const item = finding(page, 'slow.bin')
    await tryPassphrase(item, PASSPHRASE)
    await expect(item).toHaveAttribute('data-state', 'working')
    await expect(item.getByRole('progressbar')).toHaveAttribute('value', /\d/)
    await item.getByRole('button', { name: 'Cancel' }).click()
    await expect(item).toHaveAttribute('data-state', 'needs-passphrase')
    await expect(item.getByLabel('Passphrase')).toBeFocused()
  })
}
