// Services for the plain functions of the features: real ones, with a vault in a map and the clock standing still.
import { longOperations, pkiOperations } from '../../src/workers/pki-operations.ts'
import { createVaultKeeper } from '../../src/vault/vault-keeper.ts'
import type { Services } from '../../src/parts/services.ts'
import { createTestStore } from '../vault/memory-record-store.ts'

export const NOW = new Date('2026-11-21T12:00:00Z')
export const neverAborted = new AbortController().signal

/** Makes services; what they keep stays in the tab's memory until their keeper creates a vault. */
export function makeServices(changes: Partial<Services> = {}): Services {
  return {
    keeper: createVaultKeeper({ store: createTestStore() }),
    pki: { ...pkiOperations, ...longOperations },
    now: () => NOW,
    saveFile: () => undefined,
    ...changes,
  }
}
