// Page objects: what a person does with the vault.
import { expect, type Page } from '@playwright/test'
import { button, fillForm } from './forms.ts'

/** A passphrase that the vault takes. */
export const VAULT_PASSPHRASE = 'correct horse battery staple'

const expectUnlocked = (page: Page): Promise<void> =>
  expect(page.getByText('Vault unlocked').first()).toBeVisible({ timeout: 30_000 })

/** Creates the vault where the page offers it. */
export async function createVault(page: Page, passphrase = VAULT_PASSPHRASE): Promise<void> {
  await fillForm(page, { 'Vault passphrase': passphrase, 'Repeat vault passphrase': passphrase })
  await button(page, 'Create vault').click()
  await expectUnlocked(page)
}

export async function unlock(page: Page, passphrase = VAULT_PASSPHRASE): Promise<void> {
  await fillForm(page, { 'Vault passphrase': passphrase })
  await button(page, 'Unlock').click()
  await expectUnlocked(page)
}
