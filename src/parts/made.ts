// What every door of New hands to the take-away step.
import type { Bundle } from '../bundles/bundle.ts'
import type { VaultError } from '../vault/errors.ts'
import type { EntryWithKey } from '../vault/vault-keeper.ts'
import type { Services } from './services.ts'

export interface Made {
  /** The new entry's id. */
  readonly id: string
  readonly bundle: Bundle
  /** Why the vault could not keep it, when it could not: then this tab's memory holds it. */
  readonly keepFailure: VaultError | null
  /** Gives the passphrase of its encrypted files the first time, then nothing; absent where they have none. */
  readonly takePassphrase?: () => string | null
}

/** Hands a secret out once and lets go of it. */
export function handOutOnce(secret: string): () => string | null {
  let held: string | null = secret
  return () => {
    const given = held
    held = null
    return given
  }
}

/**
 * Keeps what was made, but only when all of it read back as meant.
 *
 * @param items - the entry that the person asked for comes last
 */
export async function keepMade(bundle: Bundle, items: readonly EntryWithKey[], { keeper }: Services): Promise<Made> {
  const asked = items.at(-1)
  if (asked === undefined) throw new TypeError('keepMade() needs an entry')
  return { id: asked.entry.id, bundle, keepFailure: bundle.passed ? await keeper.keep(items) : null }
}
