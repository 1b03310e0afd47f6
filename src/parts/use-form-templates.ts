// Templates of a form, and the last choices for a target: what is kept of them, and how they get into the form.
import { computed, nextTick, onMounted, type Ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useCredentialsStore } from '../stores/credentials.ts'
import { findTarget } from '../targets/registry.ts'
import { announce } from '../ui/announcer.ts'
import type { VaultDocument } from '../vault/document.ts'
import { newEntryId } from '../vault/entry.ts'
import { parseEntryName } from '../vault/entry-name.ts'
import { VaultError } from '../vault/errors.ts'
import type { DamagedRecord } from '../vault/vault.ts'
import type { ContainerChoice } from './container-choice.ts'
import { type FormValues, readForm, writeForm } from './form-template.ts'
import { NEW_AUTHORITY } from './issue-form.ts'
import { ITSELF } from './issuing.ts'
import { addChoices, choicesIn, choicesOf, entryPart, lastUseId, type PageForm } from './last-use.ts'
import { offerUndo } from './undo-offer.ts'
import { useServices } from './services.ts'

/** One page that makes something. */
export interface TemplateForm {
  /** Tells pages apart: a template belongs to one. */
  readonly door: string
  /** Reactive; what holds a secret is no part of it. */
  readonly form: PageForm
  readonly container: Ref<ContainerChoice | null>
  /** Called before values are written: dates that follow are the person's own. */
  readonly filling: () => void
}

/** Holds the templates of one page; every act throws what the vault says. */
export function useFormTemplates({ door, form, container, filling }: TemplateForm) {
  const { t } = useI18n()
  const { keeper, now } = useServices()
  const credentials = useCredentialsStore()
  const templates = shallowRef<readonly VaultDocument[]>([])
  const damaged = shallowRef<readonly DamagedRecord[]>([])
  const lastUses = shallowRef<ReadonlyMap<string, VaultDocument>>(new Map())
  const initial = choicesOf(form, container.value)
  let isFilled = false

  async function reload(): Promise<void> {
    const [listed, used] = await Promise.all([keeper.listDocuments('template'), keeper.listDocuments('defaults')])
    templates.value = listed.documents
      .filter(({ value }) => isOf(door, value))
      .toSorted((a, b) => a.name.localeCompare(b.name))
    damaged.value = listed.damaged
    lastUses.value = new Map(used.documents.map((document) => [document.id, document]))
  }
  onMounted(reload)
  // Unlocking, locking and other tabs' changes come with a new listing.
  watch(() => credentials.summaries, reload)

  const fitsDoor = { [ITSELF]: ['authority', 'self-signed'], [NEW_AUTHORITY]: ['certificate', 'signed-request'] }
  function isOffered(name: string, value: string): boolean {
    if (name !== 'issuerId') return true
    if (value === ITSELF || value === NEW_AUTHORITY) return fitsDoor[value].includes(door)
    return door !== 'self-signed' && credentials.authorities.some(({ id }) => id === value)
  }

  async function fill(values: { form: FormValues; container: FormValues }): Promise<void> {
    filling()
    writeForm(form, values.form, isOffered)
    // A choice of container follows the target, and comes after it.
    await nextTick()
    fillContainer(values.container)
  }

  function fillContainer(values: FormValues): void {
    if (container.value === null) return
    const choice = { ...container.value }
    writeForm(choice, values)
    container.value = choice
  }

  /** Fills the form from a template. */
  async function use(template: VaultDocument): Promise<void> {
    const { form: kept, container: choice } = template.value as { form: FormValues; container: FormValues }
    await fill({ form: kept, container: choice })
    announce(t('template.used', { name: template.name }))
  }

  /** Keeps the form under a name; a template of that name is replaced. */
  async function save(typed: string): Promise<VaultDocument> {
    const name = parseEntryName(typed)
    const id = templates.value.find((template) => template.name === name)?.id ?? newEntryId()
    const value = { door, form: readForm(form), container: { ...container.value } }
    const template = { id, kind: 'template', name, savedAt: now(), value } as const
    const failure = await keeper.saveDocument(template)
    await reload()
    if (failure !== null) throw failure
    announce(t('template.saved', { name }))
    return template
  }

  /** Removes a template, readable or not, and offers to bring it back where it can be read. */
  async function remove(id: string): Promise<void> {
    const template = templates.value.find((one) => one.id === id)
    await keeper.removeDocument(id)
    await reload()
    const name = template?.name ?? ''
    announce(t('template.deleted', { name }))
    if (template === undefined) return
    offerUndo(t('template.deleted', { name }), async () => {
      await keeper.saveDocument(template)
      await reload()
      announce(t('entry.broughtBack', { name }))
    })
  }

  /** Fills what was chosen last for a target into a form that nobody has touched. */
  async function fillFromLastUse(): Promise<void> {
    const { targetId } = entryPart(form)
    const used = lastUses.value.get(lastUseId(targetId))
    if (used === undefined && !isFilled) return
    // What another target filled in goes back to what the page began with.
    const choices = [...(isFilled ? [initial] : []), ...(used === undefined ? [] : [choicesIn(used, door)])]
    isFilled = true
    // The target's own suggestions come first.
    await nextTick()
    for (const { entry, page, container: choice } of choices) {
      if (entry['validityDays'] !== undefined) filling()
      writeForm(entryPart(form), entry, isOffered)
      writeForm(form, page, isOffered)
      fillContainer(choice)
    }
    if (used !== undefined) announce(t('template.asLastTime', { target: findTarget(targetId).label }))
  }

  /** Keeps what was chosen for a target, for the next time. */
  async function keepLastUse(): Promise<void> {
    const { targetId } = entryPart(form)
    const id = lastUseId(targetId)
    const value = addChoices(lastUses.value.get(id), door, choicesOf(form, container.value))
    try {
      await keeper.saveDocument({ id, kind: 'defaults', name: findTarget(targetId).label, savedAt: now(), value })
    } catch (error) {
      // A convenience: what was made is there, and a full list of documents is told where one is saved on purpose.
      if (!(error instanceof VaultError)) throw error
    }
  }

  return {
    templates: computed(() => templates.value),
    damaged: computed(() => damaged.value),
    use,
    save,
    remove,
    fillFromLastUse,
    keepLastUse,
  }
}

function isOf(door: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { door: own, form, container } = value as { door?: unknown; form?: unknown; container?: unknown }
  return own === door && [form, container].every((part) => typeof part === 'object' && part !== null)
}
