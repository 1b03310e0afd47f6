// After a change of screen: the title in the tab, and the focus where reading begins.
import { nextTick } from 'vue'
import { useRouter } from 'vue-router'

/** Moves the focus to the main part. */
export function focusMain(): void {
  document.getElementById('main')?.focus()
}

/** Follows the router for as long as the app is there. */
export function usePageFocus(): void {
  useRouter().afterEach(async (_to, from) => {
    await nextTick()
    const heading = document.querySelector('h1')?.textContent ?? ''
    document.title = heading === '' ? 'Ringroot' : `${heading} · Ringroot`
    // The first screen leaves the focus where the browser put it.
    if (from.matched.length > 0) focusMain()
  })
}
