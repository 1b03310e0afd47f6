// What was chosen last for a target: who asks, which is the same for every door, and what each door chose. No Vue here.
import type { VaultDocument } from '../vault/document.ts'
import type { ContainerChoice } from './container-choice.ts'
import type { NamedForm } from './entry-form.ts'
import { type FormValues, readForm } from './form-template.ts'
import { NEW_AUTHORITY } from './issue-form.ts'

/** Who asks: names of the place and the owner, never of the thing itself. */
const OWNER = ['organization', 'organizationalUnit', 'locality', 'stateOrProvince', 'country'] as const
const CHOICES = ['keyAlgorithm', 'hash', 'validityDays'] as const

/** What a door fills in; fields that it does not have are left out. */
export interface LastChoices {
  /** Of the certificate or request itself. */
  readonly entry: FormValues
  /** Of the page. */
  readonly page: FormValues
  readonly container: FormValues
}

/** The id of the document for a target. */
export const lastUseId = (targetId: string): string => `last-use-${targetId}`

/** A page's form: of a certificate or request itself, or with it as a group. */
export type PageForm = NamedForm | { readonly certificate: NamedForm }

/** The part of a form that is about the certificate or request itself. */
export const entryPart = (form: PageForm): NamedForm => ('certificate' in form ? form.certificate : form)

/** Picks from a filled form what may come again. */
export function choicesOf(form: PageForm, container: ContainerChoice | null): LastChoices {
  const entry = readForm(entryPart(form))
  const { issuerId } = readForm(form)
  return {
    entry: { subject: pick(groupOf(entry['subject']), OWNER), ...pick(entry, CHOICES) },
    // The new authority is there the next time, and stands first.
    page: issuerId === undefined || issuerId === NEW_AUTHORITY ? {} : { issuerId },
    container: container === null ? {} : { ...container },
  }
}

/** Writes choices down beside what the other doors chose for the target. */
export function addChoices(
  before: VaultDocument | undefined,
  door: string,
  { entry: { subject, ...entry }, page, container }: LastChoices,
): FormValues {
  const doors = groupOf(groupOf(before?.value)['doors'])
  return { owner: subject, doors: { ...doors, [door]: { entry, page, container } } }
}

/** Reads what a door chose last; without a choice of its own it is who asks alone. */
export function choicesIn(document: VaultDocument, door: string): LastChoices {
  const value = groupOf(document.value)
  const own = groupOf(groupOf(value['doors'])[door])
  return {
    entry: { ...groupOf(own['entry']), subject: groupOf(value['owner']) },
    page: groupOf(own['page']),
    container: groupOf(own['container']),
  }
}

const pick = (values: FormValues, names: readonly string[]): FormValues =>
  Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]))

const groupOf = (value: unknown): FormValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FormValues) : {}
