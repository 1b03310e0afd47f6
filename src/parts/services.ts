// What features work with, made once in app/services.ts and handed down by injection: tests hand in their own.
import { inject, type InjectionKey } from 'vue'
import type { VaultKeeper } from '../vault/vault-keeper.ts'
import type { PkiOperations } from '../workers/pki-client.ts'

export interface Services {
  readonly keeper: VaultKeeper
  /** Heavy and library-backed work, done in the worker. */
  readonly pki: PkiOperations
  readonly now: () => Date
  readonly saveFile: (name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string) => void
}

export const servicesKey: InjectionKey<Services> = Symbol('services')

/** Gives a component the page's services. */
export function useServices(): Services {
  const services = inject(servicesKey)
  if (services === undefined) throw new TypeError('useServices() needs an app that provides servicesKey')
  return services
}
