// The form of the New certificate request page: a key of the vault brings its algorithm, and names where none are typed.
import { computed, reactive, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { emptyCertificationForm } from '../../parts/entry-form.ts'
import type { GivenKey } from '../../parts/given-key.ts'
import { useServices } from '../../parts/services.ts'
import { subjectFields } from '../../pki/distinguished-name.ts'
import { useCredentialsStore } from '../../stores/credentials.ts'
import { type ExistingKey, isKeyOffered, NEW_KEY, readExistingKey } from './existing-key.ts'
import { checkRequestForm, type RequestForm } from './make-request.ts'

/** Holds the form. */
export function useRequestForm() {
  const { t } = useI18n()
  const { keeper } = useServices()
  const credentials = useCredentialsStore()
  const form = reactive<RequestForm>({ ...emptyCertificationForm(), keyEntryId: NEW_KEY })
  const existing = shallowRef<ExistingKey | null>(null)

  const keys = computed(() => [
    { value: NEW_KEY, label: t('request.newKey') },
    ...credentials.summaries.filter(isKeyOffered).map(({ id, name }) => ({ value: id, label: name })),
  ])
  const givenKey = computed((): GivenKey | undefined =>
    existing.value === null ? undefined : { label: existing.value.label, hint: t('request.keyOf') },
  )

  watch(
    () => form.keyEntryId,
    async (id) => {
      existing.value = null
      if (id === NEW_KEY) return
      const { entry } = await keeper.load(id)
      // Another may have been chosen meanwhile.
      if (form.keyEntryId !== id) return
      existing.value = readExistingKey(entry)
      adopt(form, existing.value)
    },
  )
  // A template may bring the algorithm of another: the chosen key stays what it is.
  watch(
    () => form.keyAlgorithm,
    () => (form.keyAlgorithm = existing.value?.algorithm?.id ?? form.keyAlgorithm),
  )
  // A key that is gone, with its entry or behind the lock, is no choice any more.
  watch(keys, (offered) => {
    if (!offered.some(({ value }) => value === form.keyEntryId)) form.keyEntryId = NEW_KEY
  })

  return { form, keys, givenKey, check: () => checkRequestForm(form, existing.value) }
}

/** Takes over the key's algorithm, and the names where the person has typed none. */
function adopt(form: RequestForm, { algorithm, entryName, names }: ExistingKey): void {
  if (algorithm !== null) form.keyAlgorithm = algorithm.id
  const typed = [form.subjectAltNames, ...subjectFields.map(([field]) => form.subject[field])]
  const isTyped = typed.some((text) => text.trim() !== '')
  if (isTyped) return
  Object.assign(form.subject, names.subject)
  form.subjectAltNames = names.subjectAltNames
  if (form.name.trim() === '') form.name = entryName
}
