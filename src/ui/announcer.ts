// One polite live region for the whole page: what changed, said once.
import { readonly, shallowRef } from 'vue'

const said = shallowRef('')

/** What the live region holds now. */
export const announcement = readonly(said)

/** Says a sentence to a screen reader; the same sentence twice is said twice. */
export function announce(sentence: string): void {
  // A no-break space more or less makes an equal text a changed one.
  said.value = said.value === sentence ? `${sentence}\u00a0` : sentence
}
