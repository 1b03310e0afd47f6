// A field that follows another until the person types into it.
import { watch } from 'vue'

/**
 * Writes a suggestion into a field for as long as the field still holds the last one.
 *
 * @param suggest - reactive source of the suggestion
 * @param field - reads and writes the field's text
 */
export function useSuggestion(
  suggest: () => string,
  field: { read: () => string; write: (text: string) => void },
): void {
  let last = field.read()
  watch(
    suggest,
    (suggestion) => {
      if (field.read() !== last) return
      last = suggestion
      field.write(suggestion)
    },
    { immediate: true },
  )
}
