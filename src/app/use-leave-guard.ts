// Asks before the tab is closed over something that is neither kept nor taken away.
import { onScopeDispose } from 'vue'
import { useCredentialsStore } from '../stores/credentials.ts'

/** Arms the browser's own question for as long as the app is there. */
export function useLeaveGuard(): void {
  const credentials = useCredentialsStore()
  const ask = (event: BeforeUnloadEvent): void => {
    if (credentials.isLossPossible) event.preventDefault()
  }
  window.addEventListener('beforeunload', ask)
  onScopeDispose(() => {
    window.removeEventListener('beforeunload', ask)
  })
}
