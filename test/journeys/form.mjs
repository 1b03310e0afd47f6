// What every journey does on the forms, by role and accessible name.

/** Fills text fields and chooses options; `within` narrows to a group such as New authority. */
export async function fill(page, values, within) {
  const scope = within === undefined ? page : page.getByRole('group', { name: within, exact: true })
  for (const [label, value] of Object.entries(values)) {
    const field = scope.getByLabel(label, { exact: true }).first()
    if ((await field.evaluate(({ tagName }) => tagName)) === 'SELECT') await field.selectOption({ label: value })
    else await field.fill(value)
  }
}

export const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** Presses the primary button and waits for what can be taken away. */
export async function make(page, action) {
  await press(page, action)
  await page.getByRole('heading', { name: 'Take away' }).waitFor()
}

/** Saves every single file that is offered, not the ZIP. */
export async function saveAll(page, save) {
  const buttons = await page
    .getByRole('list', { name: 'Files to take' })
    .getByRole('button', { name: /^Download / })
    .all()
  for (const button of buttons) await save(() => button.click())
}

/** Goes on to another form without leaving the page: what the tab has stays. */
export const goTo = (page, route) => page.goto(new URL(`#/new/${route}`, page.url()).href)
