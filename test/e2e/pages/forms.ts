// Page objects: what a person does on the forms, by role and accessible name.
import type { Locator, Page } from '@playwright/test'

/** A field by its exact label; `within` narrows to a group such as New authority. */
export const field = (page: Page, label: string, within?: string): Locator =>
  (within === undefined ? page : page.getByRole('group', { name: within, exact: true }))
    .getByLabel(label, { exact: true })
    .first()

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

/** Fills text fields and chooses options, in the order given. */
export async function fillForm(page: Page, values: Readonly<Record<string, string>>, within?: string): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const control = field(page, label, within)
    if ((await control.evaluate((element) => element.tagName)) === 'SELECT')
      await control.selectOption({ label: value })
    else await control.fill(value)
  }
}

/** A passphrase that the vault takes. */
export const VAULT_PASSPHRASE = 'correct horse battery staple'

/** Creates the vault where the page offers it. */
export async function createVault(page: Page, passphrase = VAULT_PASSPHRASE): Promise<void> {
  await fillForm(page, { 'Vault passphrase': passphrase, 'Repeat vault passphrase': passphrase })
  await button(page, 'Create vault').click()
  await page.getByText('Vault unlocked', { exact: false }).first().waitFor()
}

export async function unlock(page: Page, passphrase = VAULT_PASSPHRASE): Promise<void> {
  await fillForm(page, { 'Vault passphrase': passphrase })
  await button(page, 'Unlock').click()
}
