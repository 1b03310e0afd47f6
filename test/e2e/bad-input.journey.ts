// What is wrong is said beside the field, in its own words, and the first wrong field has the focus.
import { expect, expectNoAxeFindings, test } from './fixtures.ts'
import { button, expectProblem, field, fillForm, make } from './pages/forms.ts'
import { unlock } from './pages/vault.ts'

const GOOD = { Name: 'pbx.example.com', Passphrase: 'phone-system-7', 'Repeat passphrase': 'phone-system-7' }

for (const { label, value, words, form = {}, first = label } of [
  { label: 'Name', value: '', words: /name is needed/ },
  { label: 'Country (C)', value: 'Germany', words: /“Germany” is not a country code/ },
  { label: 'Common name (CN)', value: 'x'.repeat(65), words: /at most 64 characters; this has 65/ },
  { label: 'Subject alternative names', value: '10.0.0.300', words: /“10.0.0.300” is not an IP address/ },
  { label: 'Subject alternative names', value: '*.*.example', words: /“\*\.\*\.example” is not a usable wildcard/ },
  { label: 'Valid to (UTC)', value: '2020-01-01 00:00:00', words: /end before it begins/ },
  { label: 'Valid to (UTC)', value: 'tomorrow', words: /is not a date and time/ },
  {
    label: 'Valid to (UTC)',
    value: '2020-02-01 00:00:00',
    words: /already have ended/,
    form: { 'Valid from (UTC)': '2020-01-01 00:00:00' },
    // Before its authority, too.
    first: 'Valid from (UTC)',
  },
  { label: 'Valid to (UTC)', value: '2099-01-01 00:00:00', words: /outlive its authority/ },
  { label: 'Repeat passphrase', value: 'phone-system-8', words: /two passphrases differ/ },
  { label: 'Passphrase', value: 'short', words: /Too short: Generic wants 6 to 128 characters/ },
  {
    label: 'Key',
    value: 'ECDSA P-256',
    words: /OpenScape Business does not take this key/,
    form: { Target: 'OpenScape Business' },
  },
  { label: 'Serial number', value: '-5', words: /serial number/ },
  { label: 'CRL distribution point', value: 'not an address', words: /is not an address of the web/ },
] as const) {
  // The same words in every browser; Firefox has the journey below.
  test(`${label} “${value.slice(0, 20)}” is refused beside the field`, { tag: '@chromium' }, async ({ open, page }) => {
    await open('new/certificate')
    await fillForm(page, { ...GOOD, ...form, [label]: value })
    await button(page, 'Issue certificate').click()
    await expectProblem(field(page, label), words)
    await expect(field(page, first)).toBeFocused()
    await expect(page.getByRole('heading', { name: 'Take away' })).toBeHidden()
  })
}

test('several problems are counted, listed and announced; mending one takes its words away', async ({ open, page }) => {
  await open('new/certificate')
  await fillForm(page, { ...GOOD, 'Country (C)': 'Germany', 'Repeat passphrase': 'other-passphrase' })
  await button(page, 'Issue certificate').click()
  await expect(page.getByRole('status')).toContainText('2 things to correct')
  await expect(field(page, 'Country (C)')).toBeFocused()
  await expectNoAxeFindings(page)
  await fillForm(page, { 'Country (C)': 'DE' })
  await expect(field(page, 'Country (C)')).not.toHaveAttribute('aria-invalid')
  await fillForm(page, { 'Repeat passphrase': GOOD['Repeat passphrase'] })
  await make(page, 'Issue certificate')
})

test('an empty request asks for a name, of it or in it', async ({ open, page }) => {
  await open('new/request')
  await button(page, 'Create request').click()
  await expect(field(page, 'Name')).toBeFocused()
  await expectProblem(field(page, 'Name'), /name is needed/)
  await expect(page.getByText('Without a name nobody can connect').first()).toBeVisible()
})

test('a weak vault passphrase is refused with the reason', async ({ open, page }) => {
  await open('settings')
  await fillForm(page, { 'Vault passphrase': 'short', 'Repeat vault passphrase': 'short' })
  await button(page, 'Create vault').click()
  await expectProblem(field(page, 'Vault passphrase'), /at least 12 characters/)
})

test('a full disk keeps what was made in the tab and says so', async ({ open, page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
      if ('ringrootDiskFull' in window) throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, args)
    }
  })
  await open('settings')
  const passphrase = 'correct horse battery staple'
  await fillForm(page, { 'Vault passphrase': passphrase, 'Repeat vault passphrase': passphrase })
  await button(page, 'Create vault').click()
  await expect(page.getByText('Vault unlocked').first()).toBeVisible()
  await page.evaluate(() => Object.assign(window, { ringrootDiskFull: true }))
  await page.getByRole('link', { name: 'New' }).click()
  await page.getByRole('link', { name: 'New certificate request' }).click()
  await fillForm(page, { Name: 'pbx.example.com', Key: 'ECDSA P-256' })
  await make(page, 'Create request')
  await expect(page.getByText('storage is full').first()).toBeVisible()
  await expect(button(page, 'Download pbx.example.com.csr')).toBeVisible()
})

test('a browser that refuses storage makes everything all the same', async ({ open, page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError')
    }
  })
  await open('new/request')
  await fillForm(page, { Name: 'pbx.example.com', Key: 'ECDSA P-256' })
  await make(page, 'Create request')
  await expect(page.getByText('gives no storage to this page').first()).toBeVisible()
})

test('a damaged record is named, and the rest can be used', async ({ open, page }) => {
  await open('new/request')
  for (const name of ['first.example.com', 'second.example.com']) {
    await fillForm(page, { Name: name, Key: 'ECDSA P-256' })
    await make(page, 'Create request')
    if (name.startsWith('first')) {
      const passphrase = 'correct horse battery staple'
      await fillForm(page, { 'Vault passphrase': passphrase, 'Repeat vault passphrase': passphrase })
      await button(page, 'Create vault').click()
      await expect(page.getByText('Vault unlocked').first()).toBeVisible()
    }
    await page.getByRole('link', { name: 'New' }).click()
    await page.getByRole('link', { name: 'New certificate request' }).click()
  }
  await page.evaluate(damageFirstEntry)
  await page.reload()
  await open()
  await unlock(page)
  await expect(page.getByText('is damaged and cannot be opened')).toBeVisible()
  await expect(page.getByRole('row', { name: /(first|second)\.example\.com/ })).toHaveCount(1)
})

async function damageFirstEntry(): Promise<void> {
  const names = await indexedDB.databases()
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(names[0]?.name ?? '')
    request.onsuccess = () => {
      resolve(request.result)
    }
    request.onerror = () => {
      reject(new Error('no database'))
    }
  })
  const storeName = database.objectStoreNames[0] ?? ''
  await new Promise<void>((resolve) => {
    const transaction = database.transaction(storeName, 'readwrite')
    const cursor = transaction.objectStore(storeName).openCursor(IDBKeyRange.bound('entry/', 'entry/~'))
    cursor.onsuccess = () => {
      const record = cursor.result?.value as { sealed: Uint8Array } | undefined
      if (record === undefined) return
      record.sealed[0] = (record.sealed[0] ?? 0) ^ 1
      cursor.result?.update(record)
    }
    transaction.oncomplete = () => {
      resolve()
    }
  })
  database.close()
}
