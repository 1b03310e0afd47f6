// What every door of New hands to the take-away step.
import type { Bundle } from '../bundles/bundle.ts'
import type { VaultError } from '../vault/errors.ts'

export interface Made {
  /** The new entry's id. */
  readonly id: string
  readonly bundle: Bundle
  /** Why the vault could not keep it, when it could not: then this tab's memory holds it. */
  readonly keepFailure: VaultError | null
}
