// The course of every page that makes something: check, say what is wrong, make, keep, show what to take away.
import { computed, type ComputedRef, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { useCredentialsStore } from '../stores/credentials.ts'
import { announce } from '../ui/announcer.ts'
import type { CheckedForm } from './entry-form.ts'
import type { Made } from './made.ts'
import { useFormProblems } from './use-form-problems.ts'
import { useInventory } from './use-inventory.ts'
import { useTask } from './use-task.ts'

interface Making<Plan, Field extends string> {
  /** Reactive form: once problems are shown, every change checks it again. */
  readonly form: object
  readonly check: () => CheckedForm<Plan, Field>
  readonly make: (plan: Plan, signal: AbortSignal) => Promise<Made>
  /** What the live region says when it is done. */
  readonly done: () => string
}

/** What the frame of such a page needs; the fields' own words come from `errorOf`. */
export interface MakingState {
  readonly result: Readonly<ShallowRef<Made | null>>
  /** 0 what for, 1 check, 2 take away. */
  readonly step: ComputedRef<number>
  readonly sentences: ComputedRef<readonly { readonly field: string; readonly sentence: string }[]>
  readonly isBusy: ComputedRef<boolean>
  readonly failure: Readonly<Ref<string>>
  readonly submit: () => Promise<void>
  readonly cancel: () => void
}

/** Runs such a page. */
export function useMaking<Plan, Field extends string>({
  form,
  check,
  make,
  done,
}: Making<Plan, Field>): MakingState & { readonly errorOf: (field: Field) => string } {
  const credentials = useCredentialsStore()
  const { refresh } = useInventory()
  const { isBusy, failure, run, cancel } = useTask()
  const { sentences, errorOf, update, present } = useFormProblems<Field>()
  const result = shallowRef<Made | null>(null)
  const step = computed(() => (result.value !== null ? 2 : sentences.value.length > 0 || isBusy.value ? 1 : 0))

  watch(form, () => {
    if (sentences.value.length === 0) return
    const checked = check()
    update(checked.ok ? [] : checked.problems)
  })

  async function submit(): Promise<void> {
    const checked = check()
    present(checked.ok ? [] : checked.problems)
    if (!checked.ok) return
    await run(async (signal) => {
      const made = await make(checked.value, signal)
      credentials.markNewest(made.id)
      await refresh()
      result.value = made
      announce(done())
    })
  }

  return { result, step, sentences, errorOf, submit, isBusy, failure, cancel }
}
