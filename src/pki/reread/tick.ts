// What the self-test reports: one tick per question asked of a file by code that did not write it.
import { isPkiError, PkiError } from '../errors.ts'

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
  | 'file-reread'
  | 'file-whole'
  | 'text-reread'

/** The answer to one question; `found` and `wanted` are public facts only, never key material. */
export interface SelfTestTick {
  readonly id: SelfTestId
  readonly passed: boolean
  /** Set where this browser cannot answer: the algorithm that it lacks. Such a tick stands in nobody's way. */
  readonly unverifiedFor?: string
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

/** Asks what only a browser that has the algorithm can answer. */
export async function askHere(id: SelfTestId, ask: () => Promise<boolean>): Promise<SelfTestTick> {
  try {
    return tickOf(id, await ask())
  } catch (error) {
    if (!isPkiError(error)) throw error
    const isLacking = error.code === 'key/algorithm-unsupported' || error.code === 'signature/algorithm-unsupported'
    if (!isLacking) throw error
    return { id, passed: true, unverifiedFor: error.detail.algorithm }
  }
}

/**
 * Lets ticks pass, or reports the first that failed or has no answer.
 *
 * @throws {@link PkiError} `reread/mismatch`
 */
export function requireTicks(ticks: readonly SelfTestTick[]): void {
  const failed = ticks.find(({ passed, unverifiedFor }) => !passed || unverifiedFor !== undefined)
  if (failed === undefined) return
  const { id: check, found = '', wanted = '' } = failed
  throw new PkiError(
    'reread/mismatch',
    { check, found, wanted },
    `Cannot confirm "${check}": expected "${wanted}", found "${found}"`,
  )
}
