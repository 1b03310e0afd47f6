// What is wrong in a form: words beside each field, and one announcement of them all.
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { nextTask } from '../platform/next-task.ts'
import { announce } from '../ui/announcer.ts'
import type { FormProblem } from './form-problem.ts'
import { useErrorSentence } from './use-error-sentence.ts'

/** Holds the problems of one form; moving the focus to the first is the form's own business (`focusFirstProblem`). */
export function useFormProblems<Field extends string>() {
  const { t } = useI18n()
  const sentenceOf = useErrorSentence()
  const problems = shallowRef<readonly FormProblem<Field>[]>([])

  const sentences = computed(() => problems.value.map(({ field, error }) => ({ field, sentence: sentenceOf(error) })))

  /** The words for a field, or '' when nothing is wrong with it. */
  function errorOf(field: Field): string {
    return sentences.value.find((problem) => problem.field === field)?.sentence ?? ''
  }

  /** Replaces the problems without moving the focus: for checking again while the person mends. */
  function update(found: readonly FormProblem<Field>[]): void {
    problems.value = found
  }

  /** Shows problems after the person asked for the result, and says them. */
  function present(found: readonly FormProblem<Field>[]): void {
    update(found)
    if (found.length === 0) return
    announce([t('form.problemCount', found.length), ...sentences.value.map(({ sentence }) => sentence)].join(' '))
  }

  return { sentences, errorOf, update, present }
}

/** Moves the focus to the first control that wears `aria-invalid`, once the screen shows it. */
export async function focusFirstProblem(form: HTMLElement | null): Promise<void> {
  await nextTask()
  form?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
}
