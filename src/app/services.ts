// Makes the services with their real edges: the browser's clock, storage, files, and the worker.
import type { Services } from '../parts/services.ts'
import { systemClock } from '../platform/clock.ts'
import { saveFile } from '../platform/save-file.ts'
import { createVaultKeeper } from '../vault/vault-keeper.ts'
import { createPkiClient } from '../workers/pki-client.ts'
import { spawnSelfWorker } from '../workers/self-worker.ts'

/** Gives the page its services; the worker starts with the first call. */
export function createServices(): Services {
  return { keeper: createVaultKeeper(), pki: createPkiClient(spawnSelfWorker), now: systemClock, saveFile }
}
