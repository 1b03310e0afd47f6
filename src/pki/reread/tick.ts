// What the self-test reports: one tick per question asked of a file by code that did not write it.
import { PkiError } from '../errors.ts'

/** A question of the self-test; its words are in the catalogue under `selfTest.`. */
export type SelfTestId =
  | 'certificate-reread'
  | 'certificate-fields-match'
  | 'names-match'
  | 'usages-match'
  | 'signature-verifies'
  | 'key-matches'
  | 'request-reread'
  | 'request-signature-verifies'
  | 'private-key-reread'
  | 'private-key-opens'
  | 'chain-order'
  | 'pkcs12-opens'
  | 'pkcs12-key-matches'
  | 'pkcs12-chain-order'
  | 'pkcs12-trusted'
  | 'bundle-order'
  | 'file-whole'

/** The answer to one question; `found` and `wanted` are public facts only, never key material. */
export interface SelfTestTick {
  readonly id: SelfTestId
  readonly passed: boolean
  /** Name of the file that was asked; absent where no file exists yet. */
  readonly file?: string
  readonly found?: string
  readonly wanted?: string
}

/** Compares a fact as it was meant with the same fact as it was read back. */
export const compareFacts = (id: SelfTestId, wanted: string, found: string): SelfTestTick =>
  found === wanted ? { id, passed: true } : { id, passed: false, found, wanted }

/** Turns a bare yes or no into a tick. */
export const tickOf = (id: SelfTestId, passed: boolean): SelfTestTick => ({ id, passed })

/**
 * Lets ticks pass, or reports the first that failed.
 *
 * @throws {@link PkiError} `reread/mismatch`
 */
export function requireTicks(ticks: readonly SelfTestTick[]): void {
  const failed = ticks.find(({ passed }) => !passed)
  if (failed === undefined) return
  const { id: check, found = '', wanted = '' } = failed
  throw new PkiError(
    'reread/mismatch',
    { check, found, wanted },
    `Cannot confirm "${check}": expected "${wanted}", found "${found}"`,
  )
}
