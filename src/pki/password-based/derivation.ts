// What every derivation from a passphrase shares: its options, and the bounds on what a file may ask for.
import { PkiError } from '../errors.ts'

/** A typed passphrase; null is "no passphrase at all", which is not an empty one (RFC 7292 appendix B.1). */
export type Passphrase = string | null

export interface DerivationOptions {
  /** Called with 0 to 1 while a long derivation runs. */
  readonly onProgress?: (fraction: number) => void
  readonly signal?: AbortSignal
  /** Milliseconds since any moment; without it, no progress of derivations that the browser runs in one piece. */
  readonly elapsed?: () => number
  /** Default: 10 000 000. */
  readonly maxIterations?: number
}

// What OpenSSL on a phone's processor derives in a minute; a file that asks for more wants to stop the reader.
const MAX_ITERATIONS = 10_000_000
const MAX_SALT_LENGTH = 1024

/** Bounds what a file asks for; throws {@link PkiError} `pbe/iterations-excessive` or `pbe/parameters-invalid`. */
export function checkCost(
  algorithm: string,
  { salt, iterations }: { salt: Uint8Array; iterations: number },
  { maxIterations = MAX_ITERATIONS, signal }: DerivationOptions,
): void {
  if (iterations > maxIterations) {
    const message = `Cannot derive key: ${String(iterations)} iterations, at most ${String(maxIterations)}`
    throw new PkiError('pbe/iterations-excessive', { found: iterations, limit: maxIterations }, message)
  }
  if (iterations < 1 || salt.length > MAX_SALT_LENGTH) throw invalidParameters(algorithm)
  signal?.throwIfAborted()
}

/** Makes the error of parameters that are no parameters of an algorithm. */
export const invalidParameters = (algorithm: string): PkiError =>
  new PkiError(
    'pbe/parameters-invalid',
    { algorithm },
    `Cannot derive key: the parameters of "${algorithm}" are not valid`,
  )

/** Makes the error of an algorithm that is not read here. */
export const unsupportedAlgorithm = (oid: string, name = oid): PkiError =>
  new PkiError('pbe/algorithm-unsupported', { oid, name }, `Cannot decrypt: algorithm "${name}" is not supported`)

/** Lets messages in between two stretches of work. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
