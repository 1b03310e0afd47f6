// The inventory as the screens see it: summaries only, never key material or DER.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CredentialSummary } from '../vault/summary.ts'
import type { DamagedRecord } from '../vault/vault.ts'

export const useCredentialsStore = defineStore('credentials', () => {
  const summaries = shallowRef<readonly CredentialSummary[]>([])
  const damaged = shallowRef<readonly DamagedRecord[]>([])
  /** The entry made last: its row is highlighted. */
  const newestId = shallowRef<string | null>(null)

  /** Authorities that can sign: those whose key is here. */
  const authorities = computed(() =>
    summaries.value.filter(({ kind, hasPrivateKey }) => kind === 'authority' && hasPrivateKey),
  )
  const unkeptCount = computed(() => summaries.value.filter(({ isKept }) => !isKept).length)
  const takenIds = shallowRef<ReadonlySet<string>>(new Set())
  /** Whether closing the tab now would lose something: neither kept nor taken away. */
  const isLossPossible = computed(() => summaries.value.some(({ id, isKept }) => !isKept && !takenIds.value.has(id)))

  function show(listed: readonly CredentialSummary[], unreadable: readonly DamagedRecord[]): void {
    summaries.value = listed.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    damaged.value = unreadable
  }

  function markNewest(id: string): void {
    newestId.value = id
  }

  function markTaken(id: string): void {
    takenIds.value = new Set([...takenIds.value, id])
  }

  return {
    summaries,
    damaged,
    newestId,
    takenIds,
    authorities,
    unkeptCount,
    isLossPossible,
    show,
    markNewest,
    markTaken,
  }
})
