// Page objects: what a person does on the forms, by role and accessible name.
import { expect, type Locator, type Page } from '@playwright/test'

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
    const isSelect = await control.evaluate((element) => element.tagName === 'SELECT')
    if (isSelect) await control.selectOption({ label: value })
    else await control.fill(value)
  }
}

/** Presses the one primary button and waits until what was made can be taken away. */
export async function make(page: Page, action: string): Promise<void> {
  await button(page, action).click()
  await expect(page.getByRole('heading', { name: 'Take away' })).toBeVisible({ timeout: 30_000 })
}

/** Expects a field to be marked wrong, and its own words to be tied to it. */
export async function expectProblem(control: Locator, words: string | RegExp): Promise<void> {
  await expect(control).toHaveAttribute('aria-invalid', 'true')
  await expect(control).toHaveAccessibleDescription(words)
}
