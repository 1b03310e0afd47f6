// After a change of screen: the title in the tab, and the focus where reading begins.
import { useRouter } from 'vue-router'
import { nextTask } from '../platform/next-task.ts'

/** Moves the focus to the main part. */
export function focusMain(): void {
  document.getElementById('main')?.focus()
}

/** Follows the router for as long as the app is there. */
export function usePageFocus(): void {
  useRouter().afterEach(async (_to, from) => {
    // In a task of its own: focusing lays the new screen out.
    await nextTask()
    const heading = document.querySelector('h1')?.textContent ?? ''
    document.title = heading === '' ? 'Ringroot' : `${heading} · Ringroot`
    // The first screen leaves the focus where the browser put it.
    if (from.matched.length > 0) focusMain()
  })
}
