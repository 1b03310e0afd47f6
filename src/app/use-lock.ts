// Locks the vault: by the button, and after ten idle minutes; a tab that comes back to the front reads the vault anew.
import { onMounted, onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import { useServices } from '../parts/services.ts'
import { withdrawUndo } from '../parts/undo-offer.ts'
import { useInventory } from '../parts/use-inventory.ts'
import { watchIdle } from '../platform/idle.ts'
import { announce } from '../ui/announcer.ts'

const IDLE_MS = 10 * 60_000

/** Gives the act of locking, and arms the idle lock for as long as the app is there. */
export function useLock() {
  const { t } = useI18n()
  const { keeper } = useServices()
  const { refresh } = useInventory()

  async function lock(): Promise<void> {
    if (keeper.state() !== 'unlocked') return
    keeper.lock()
    withdrawUndo()
    await refresh()
    announce(t('vault.locked'))
  }

  // Another tab may have changed the vault while this one was out of sight.
  function readAnew(): void {
    if (document.visibilityState === 'visible') void keeper.look().then(refresh)
  }

  onMounted(() => {
    void refresh()
    document.addEventListener('visibilitychange', readAnew)
  })
  const stopWatching = watchIdle({ afterMs: IDLE_MS, onIdle: () => void lock() })
  onScopeDispose(() => {
    stopWatching()
    document.removeEventListener('visibilitychange', readAnew)
  })

  return { lock }
}
