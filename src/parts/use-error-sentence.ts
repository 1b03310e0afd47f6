// What an error says, as a sentence in the person's language.
import { useI18n } from 'vue-i18n'
import { errorWords } from '../words/error-words.ts'

/** Gives the function that turns an error into words. */
export function useErrorSentence(): (error: unknown) => string {
  const { t } = useI18n()
  return (error) => {
    const { key, values } = errorWords(error)
    return t(key, values)
  }
}
