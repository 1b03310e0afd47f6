// What the screens show of the vault: its state and the last backup of this session.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { VaultState } from '../vault/vault-keeper.ts'

export const useVaultStatusStore = defineStore('vault-status', () => {
  const state = shallowRef<VaultState>('absent')
  const backedUpAt = shallowRef<Date | null>(null)

  function setState(next: VaultState): void {
    state.value = next
  }

  function markBackedUp(at: Date): void {
    backedUpAt.value = at
  }

  return { state, backedUpAt, setState, markBackedUp }
})
