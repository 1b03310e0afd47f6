// The CA has answered: what it sent finds the request that waits for it, and becomes the files that the PBX wants.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { zipFiles } from '../../src/bundles/zip.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { expect, expectFitsNarrow, expectNoAxeFindings, type SavedFile, test } from './fixtures.ts'
import { needOpenssl, openssl } from './openssl.ts'
import { button, field, fillForm, make } from './pages/forms.ts'
import { createVault, unlock } from './pages/vault.ts'

const NAME = 'pbx.example.com'
const PASSPHRASE = 'import-passphrase-7'

interface Answer {
  readonly leaf: string
  readonly first: string
  readonly second: string
  readonly root: string
}

/** Signs a request as a CA does: a root, two intermediates under it, and the certificate. */
function answer(request: SavedFile): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'ringroot-ca-'))
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const config = [
    '[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid',
    `[leaf]\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:${NAME}\nauthorityKeyIdentifier=keyid`,
  ]
  const sign = (csr: string, issuer: string, section: string, out: string) =>
    run(
      ...['x509', '-req', '-in', csr, '-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-days', '30'],
      ...['-extfile', 'config', '-extensions', section, '-out', `${out}.pem`],
    )
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  try {
    writeFileSync(join(folder, 'config'), config.join('\n'))
    writeFileSync(join(folder, 'leaf.csr'), request.bytes)
    run('req', '-x509', ...key, '-keyout', 'root.key', '-out', 'root.pem', '-subj', '/CN=Public Root', '-days', '60')
    for (const [name, issuer] of [
      ['first', 'root'],
      ['second', 'first'],
    ] as const) {
      run('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=Public ${name}`)
      sign(`${name}.csr`, issuer, 'ca', name)
    }
    sign('leaf.csr', 'second', 'leaf', 'leaf')
    const read = (name: string) => readFileSync(join(folder, `${name}.pem`), 'utf8')
    return { leaf: read('leaf'), first: read('first'), second: read('second'), root: read('root') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Drops a file on the page itself, wherever that is. */
const dropOnPage = (page: Page, name: string, bytes: Uint8Array): Promise<void> =>
  page.evaluate(
    ([fileName, octets]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([new Uint8Array(octets)], fileName))
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
    },
    [name, Array.from(bytes)] as const,
  )

const drop = (page: Page, files: Readonly<Record<string, string>>): Promise<void> =>
  page
    .getByLabel('Files', { exact: true })
    .setInputFiles(
      Object.entries(files).map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    )

test('J2: what the CA sent completes the pending request and gives the .p12 of OpenScape Business', async ({
  open,
  page,
  saved,
}) => {
  needOpenssl()
  await open('new/request')
  await fillForm(page, { Target: 'OpenScape Business', Name: NAME })
  await make(page, 'Create request')
  const { leaf, first, second, root } = answer(await saved(() => button(page, `Download ${NAME}.csr`).click()))
  await page.getByRole('link', { name: 'Inspect' }).click()
  await drop(page, { 'server.crt': leaf })
  const card = page.getByRole('region', { name: `Put together: ${NAME}` })
  await expect(card).toContainText(`Completes your request “${NAME}”`)
  await expect(card).toContainText('“Public second”, is missing')
  // As CAs send it: an archive with the intermediates in the wrong order, and the root before them.
  const texts = { 'root.crt': root, 'chain/1.crt': first, 'chain/2.crt': second, 'chain/': '' }
  const files = Object.entries(texts).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }))
  await dropOnPage(page, 'answer.zip', await zipFiles(files.filter(({ bytes }) => bytes.length > 0)))
  await expect(page.getByRole('list', { name: 'Findings' }).getByText('answer.zip › ').first()).toBeVisible()
  await expect(card).not.toContainText('is missing')
  await expect(card.getByRole('list', { name: 'Chain' }).getByRole('listitem')).toHaveText([
    /Public Root/,
    /Public first/,
    /Public second/,
    new RegExp(NAME),
  ])
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
  await button(page, 'Import').click()
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
  await expect(field(page, 'Target')).toHaveValue('openscape-business')
  await fillForm(page, { Passphrase: PASSPHRASE, 'Repeat passphrase': PASSPHRASE })
  await button(page, 'Prepare files').click()
  const p12 = await saved(() => button(page, 'Download BasedOnPublic second.p12').click())
  const pem = openssl([p12], 'pkcs12', '-in', p12.name, '-passin', `pass:${PASSPHRASE}`, '-nodes')
  expect(pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(4)
  expect(pem).toContain('BEGIN PRIVATE KEY')
  // The same for a PBX that wants every certificate as a file of its own, and for one that wants the chain apart.
  const nameOf = (label: string) => page.getByRole('button', { name: `Download ${label}`, exact: true })
  await fillForm(page, { Target: 'MiVoice Connect HQ/DVS' })
  await button(page, 'Prepare files').click()
  for (const label of [`${NAME}.crt`, 'Public second.crt', 'Public first.crt', 'Public Root.crt', `${NAME}.key`])
    await expect(nameOf(label)).toBeVisible()
  const key = await saved(() => nameOf(`${NAME}.key`).click())
  const certificate = await saved(() => nameOf(`${NAME}.crt`).click())
  const publicKey = openssl([key], 'pkey', '-in', key.name, '-pubout')
  expect(openssl([certificate], 'x509', '-in', certificate.name, '-noout', '-pubkey')).toBe(publicKey)
  expect((await saved(() => button(page, 'Download all (ZIP)').click())).name).toBe(`${NAME}.zip`)
  await fillForm(page, { Target: 'IP Office Manager', Passphrase: PASSPHRASE, 'Repeat passphrase': PASSPHRASE })
  await button(page, 'Prepare files').click()
  const identity = await saved(() => nameOf(`${NAME}-identity.p12`).click())
  const alone = openssl([identity], 'pkcs12', '-in', identity.name, '-passin', `pass:${PASSPHRASE}`, '-nodes')
  expect(alone.match(/BEGIN CERTIFICATE/g)).toHaveLength(1)
  await expect(nameOf('Public Root.cer')).toBeVisible()
  // Looked at again, it is known.
  await page.getByRole('link', { name: 'Inspect' }).click()
  await drop(page, { 'server.crt': leaf })
  await expect(card).toContainText('In your vault already')
  await expect(button(page, 'Import')).toBeHidden()
})

test('a certificate that answers another request says so', async ({ open, page, saved }) => {
  needOpenssl()
  await open('new/request')
  await fillForm(page, { Name: NAME, Key: 'ECDSA P-256' })
  await make(page, 'Create request')
  const { leaf } = answer(await saved(() => button(page, `Download ${NAME}.csr`).click()))
  await page.reload()
  await open('new/request')
  await fillForm(page, { Name: NAME, Key: 'ECDSA P-256' })
  await make(page, 'Create request')
  await page.getByRole('link', { name: 'Inspect' }).click()
  await drop(page, { 'server.crt': leaf })
  await expect(page.getByText(`The nearest is “${NAME}”`)).toBeVisible()
  await expect(page.getByText('It does not fit.')).toBeHidden()
})

test('unlocking where something was found goes on with what was found', async ({ open, page, saved }) => {
  await open('new/request')
  await fillForm(page, { Name: NAME, Key: 'ECDSA P-256' })
  await make(page, 'Create request')
  const request = await saved(() => button(page, `Download ${NAME}.csr`).click())
  await createVault(page)
  await page.reload()
  await open('inspect')
  await drop(page, { 'waiting.csr': request.bytes.toString() })
  const card = page.getByRole('region', { name: `Put together: ${NAME}` })
  await expect(card).toContainText('Waits for its certificate')
  await unlock(page)
  await expect(card).toContainText('In your vault already')
  // Firefox says of a reloaded page that it has no focus at all.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
})

/** A .p12 of the nineties, certificates under RC2-40; null where OpenSSL has its legacy ciphers not installed. */
function legacyPkcs12(): Buffer | null {
  const folder = mkdtempSync(join(tmpdir(), 'ringroot-legacy-'))
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  try {
    const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-subj', `/CN=${NAME}`]
    run('req', '-x509', ...key, '-addext', 'basicConstraints=CA:FALSE', '-out', 'certificate.pem', '-days', '30')
    const parts = ['-inkey', 'key.pem', '-in', 'certificate.pem', '-out', 'old.p12', '-passout', `pass:${PASSPHRASE}`]
    run('pkcs12', '-export', '-legacy', '-certpbe', 'PBE-SHA1-RC2-40', ...parts)
    return readFileSync(join(folder, 'old.p12'))
  } catch {
    return null
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('J8: an old .p12 in, a modern one out, without keeping anything', async ({ open, page, saved }) => {
  needOpenssl()
  const old = legacyPkcs12()
  test.skip(old === null, 'SKIPPED: this openssl has no legacy ciphers')
  await open('inspect')
  await page
    .getByLabel('Files', { exact: true })
    .setInputFiles({ name: 'old.p12', mimeType: 'application/x-pkcs12', buffer: old ?? Buffer.of() })
  await field(page, 'Passphrase').fill(PASSPHRASE)
  await button(page, 'Open').click()
  const card = page.getByRole('region', { name: `Put together: ${NAME}` })
  await expect(card).toContainText('Key fits')
  await expect(page.getByRole('list', { name: 'Findings' })).toContainText('RC2-40')
  await card.getByText('Export as …').click()
  await expect(card.getByLabel('PKCS #12 protection')).toHaveValue('modern')
  await card.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await card.getByLabel('Repeat passphrase', { exact: true }).fill(PASSPHRASE)
  await card.getByRole('button', { name: 'Prepare files' }).click()
  // What is prepared stays while something else on the page changes.
  await page.getByLabel('Paste').fill('nothing of ours')
  await expect(page.getByText('Pasted text')).toBeVisible()
  const modern = await saved(() => button(page, `Download ${NAME}.p12`).click())
  const args = ['pkcs12', '-in', modern.name, '-passin', `pass:${PASSPHRASE}`]
  expect(openssl([modern], ...args, '-nodes')).toContain('BEGIN PRIVATE KEY')
  expect(openssl([modern], 'asn1parse', '-inform', 'DER', '-in', modern.name)).toContain('sha256')
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
})

test('a folder of another program comes in with its pairs found', async ({ open, page, saved }) => {
  await open('new/certificate')
  await fillForm(page, { Name: NAME, Passphrase: PASSPHRASE, 'Repeat passphrase': PASSPHRASE })
  await make(page, 'Issue certificate')
  const files: Record<string, string> = {}
  for (const name of [`${NAME}.crt`, `${NAME}.key`, `${NAME} Root ${String(new Date().getUTCFullYear())}.crt`])
    files[name] = (await saved(() => button(page, `Download ${name}`).click())).bytes.toString()
  await page.reload()
  await open('inspect')
  await drop(page, files)
  await expect(page.getByRole('region', { name: `Put together: ${NAME}` })).toContainText('Key fits')
  await button(page, 'Import').click()
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
  await button(page, 'Delete').waitFor()
  await expect(page.getByText('Files again')).toBeVisible()
})

test('J2: a renewal with the same key, whose answer completes the new request', async ({ open, page, saved }) => {
  needOpenssl()
  await open('new/request')
  await expect(field(page, 'Private key').getByRole('option')).toHaveText(['Create a new private key'])
  await fillForm(page, { Target: 'MiVoice Connect HQ/DVS', 'Common name (CN)': NAME, Key: 'ECDSA P-384' })
  await make(page, 'Create request')
  const first = await saved(() => button(page, 'Download server01.csr').click())
  await page.getByRole('link', { name: 'New', exact: true }).click()
  await page.getByRole('link', { name: /^New certificate request/ }).click()
  await fillForm(page, { 'Private key': 'server01' })
  await expect(field(page, 'Common name (CN)')).toHaveValue(NAME)
  await expect(field(page, 'Subject alternative names')).toHaveValue(NAME)
  await expect(field(page, 'Key').getByRole('option')).toHaveText(['ECDSA P-384'])
  await expectNoAxeFindings(page)
  await fillForm(page, { Name: 'server01 again', 'Signature algorithm': 'SHA-384' })
  await make(page, 'Create request')
  const second = await saved(() => button(page, 'Download server01 again.csr').click())
  const keyOf = (request: SavedFile): string =>
    openssl([request], 'req', '-in', request.name, '-verify', '-pubkey', '-noout')
  expect(second.bytes.equals(first.bytes)).toBe(false)
  expect(keyOf(second)).toBe(keyOf(first))
  const { leaf } = answer(second)
  await page.getByRole('link', { name: 'Inspect' }).click()
  await drop(page, { 'server.crt': leaf })
  await expect(page.getByRole('region', { name: `Put together: ${NAME}` })).toContainText(
    'Completes your request “server01 again”',
  )
  await button(page, 'Import').click()
  await expect(page.getByRole('heading', { level: 1, name: 'server01 again' })).toBeVisible()
  await page.getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('row', { name: /server01(?! again).*Waiting since today/ })).toBeVisible()
})

test('a key beside a certificate that it does not fit is told so', async ({ open, page }) => {
  const [one, other] = [await makeIdentity(), await makeIdentity()]
  await open('inspect')
  await drop(page, {
    'mine.key': encodePem('PRIVATE KEY', one.privateKeyInfo),
    'theirs.crt': encodePem('CERTIFICATE', other.certificateDer),
  })
  const answer = page.getByRole('region', { name: 'Does the key fit?' })
  await expect(answer).toContainText('It does not fit.')
  await expect(answer).toContainText('Certificate “pbx.example” (theirs.crt)')
  await expectNoAxeFindings(page)
  await drop(page, { 'mine.csr': encodePem('CERTIFICATE REQUEST', one.requestDer) })
  await expect(answer).toContainText('It fits.')
  await expect(page.getByRole('region', { name: 'Put together: pbx.example' }).first()).toBeVisible()
  await expectFitsNarrow(page)
})
