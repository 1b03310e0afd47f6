// J5: a device's own request, made by OpenSSL, signed by an authority that is made on the way.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectFitsNarrow, expectNoAxeFindings, type SavedFile, test } from './fixtures.ts'
import { needOpenssl, openssl } from './openssl.ts'
import { button, expectProblem, field, fillForm, make } from './pages/forms.ts'

/** Has OpenSSL make a key and a request; the key stays out of the page. */
function makeRequest(...args: string[]): { request: SavedFile; key: SavedFile } {
  const folder = mkdtempSync(join(tmpdir(), 'ringroot-e2e-'))
  try {
    const options = ['-nodes', '-keyout', 'device.key', '-out', 'device.csr', ...args]
    execFileSync('openssl', ['req', '-new', ...options], { cwd: folder, stdio: 'pipe' })
    const read = (name: string): SavedFile => ({ name, bytes: readFileSync(join(folder, name)) })
    return { request: read('device.csr'), key: read('device.key') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const upload = ({ name, bytes }: SavedFile) => ({ name, mimeType: 'application/pkcs10', buffer: bytes })

test("J5: a device's request with names, and with rights that it does not get", async ({ open, page, saved }) => {
  needOpenssl()
  const { request, key } = makeRequest(
    ...['-newkey', 'rsa:2048', '-subj', '/C=DE/O=Acme/CN=phone-7.example.com'],
    ...['-addext', 'subjectAltName=DNS:phone-7.example.com,IP:10.0.0.7'],
    ...['-addext', 'basicConstraints=critical,CA:true'],
  )
  await open('new')
  await page.getByRole('link', { name: /^Sign a request/ }).click()
  await expect(page.getByRole('heading', { name: 'Sign a request', level: 1 })).toBeVisible()
  await button(page, 'Sign request').click()
  await expectProblem(field(page, 'Certification request'), /no request yet/)
  await field(page, 'Certification request').setInputFiles(upload(request))
  await expect(field(page, 'Common name (CN)')).toHaveValue('phone-7.example.com')
  await expect(field(page, 'Organization (O)')).toHaveValue('Acme')
  await expect(field(page, 'Subject alternative names')).toHaveValue('phone-7.example.com\n10.0.0.7')
  await expect(field(page, 'Key').getByRole('option')).toHaveText(['RSA 2048'])
  await expect(page.getByText('It asks to become an authority')).toBeVisible()
  await expectNoAxeFindings(page)
  await expectFitsNarrow(page)
  await fillForm(page, { 'Organizational unit (OU)': 'Phones', 'Subject alternative names': 'phone-7.example.com' })
  await fillForm(page, { Name: 'Acme Root', Key: 'ECDSA P-256' }, 'New authority')
  await make(page, 'Sign request')
  const list = page.getByRole('list', { name: 'Files to take' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  const certificate = await saved(() => button(page, 'Download phone-7.example.com.crt').click())
  const root = await saved(() => button(page, 'Download Acme Root.crt').click())
  const files = [certificate, root, key]
  expect(openssl(files, 'verify', '-x509_strict', '-CAfile', root.name, certificate.name)).toContain('OK')
  const text = openssl(files, 'x509', '-in', certificate.name, '-noout', '-text')
  expect(text).toContain('C = DE, O = Acme, OU = Phones, CN = phone-7.example.com')
  expect(text).toMatch(/DNS:phone-7.example.com\n/)
  expect(text).toContain('CA:FALSE')
  expect(openssl(files, 'x509', '-in', certificate.name, '-noout', '-pubkey')).toBe(
    openssl(files, 'pkey', '-in', key.name, '-pubout'),
  )
  await page.getByRole('link', { name: 'Open the entry' }).click()
  await button(page, 'Prepare files').click()
  await expect(button(page, 'Download phone-7.example.com.crt')).toBeVisible()
  await expect(page.getByRole('button', { name: /\.(p12|key)$/ })).toHaveCount(0)
  await expect(field(page, 'Passphrase')).toHaveCount(0)
})

test('J5: what is no request, and a request that nobody should sign, with the reason', async ({ open, page }) => {
  needOpenssl()
  const { request, key } = makeRequest('-newkey', 'rsa:1024', '-subj', '/CN=old.example.com')
  await open('new/signed-request')
  const input = field(page, 'Certification request')
  // Dropped, and not taken to Inspect as from any other page.
  await page.getByRole('region', { name: 'The device’s request' }).evaluate((region, octets) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([new Uint8Array(octets)], 'device.key'))
    region.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
  }, Array.from(key.bytes))
  await expectProblem(input, /no request in this file/)
  await input.setInputFiles(upload(request))
  await expectProblem(input, /1024 bits/)
  const sound = makeRequest('-newkey', 'ed25519', '-subj', '/CN=new.example.com').request.bytes.toString()
  await field(page, 'Request as text').fill(sound)
  await expect(field(page, 'Common name (CN)')).toHaveValue('new.example.com')
  await expect(input).not.toHaveAttribute('aria-invalid')
})
