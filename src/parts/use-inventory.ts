// Keeps the stores in step with what the vault keeper holds.
import { useCredentialsStore } from '../stores/credentials.ts'
import { useVaultStatusStore } from '../stores/vault-status.ts'
import { summarizeEntry } from '../vault/summary.ts'
import { loadOwnTargets } from './own-targets.ts'
import { useServices } from './services.ts'

/** Gives the act that reads the listing anew, to be called after every change. */
export function useInventory() {
  const { keeper } = useServices()
  const credentials = useCredentialsStore()
  const status = useVaultStatusStore()

  async function refresh(): Promise<void> {
    await loadOwnTargets(keeper)
    const { held, damaged } = await keeper.list()
    credentials.show(held.map(summarizeEntry), damaged)
    status.setState(keeper.state())
  }

  return { refresh }
}
