// What every derivation from a passphrase shares: its options, and the bounds on what a file may ask for.
import type { Bytes } from '../bytes.ts'
import { PkiError } from '../errors.ts'

/**
 * A passphrase as a writer took it: text, none at all, which is not an empty one (RFC 7292 appendix B.1), or for PBES2
 * octets as they are.
 */
export type Passphrase = string | Bytes | null

/**
 * Gives the ways in which writers have taken what a person typed, the standard's first.
 *
 * Empty is tried as none, too. OpenSSL before 1.1 made one BMP character of each UTF-8 octet.
 */
export function readingsOf(typed: string): readonly Passphrase[] {
  if (typed === '') return ['', null]
  const octets = new TextEncoder().encode(typed)
  if (octets.length === typed.length) return [typed]
  return [typed, Array.from(octets, (octet) => String.fromCharCode(octet)).join('')]
}

export interface DerivationOptions {
  /** Called with 0 to 1 while a long derivation runs. */
  readonly onProgress?: (fraction: number) => void
  readonly signal?: AbortSignal
  /** Milliseconds since any moment; without it, no progress of derivations that the browser runs in one piece. */
  readonly elapsed?: () => number
  /** Default: 10 000 000. */
  readonly maxIterations?: number
  /** What all derivations of one file may still cost together; it is counted down. */
  readonly budget?: { left: number }
}

// What OpenSSL on a phone's processor derives in a minute; a file that asks for more wants to stop the reader.
const MAX_ITERATIONS = 10_000_000
const MAX_SALT_LENGTH = 1024

/** Bounds what a file asks for; throws {@link PkiError} `pbe/iterations-excessive` or `pbe/parameters-invalid`. */
export function checkCost(
  algorithm: string,
  { salt, iterations }: { salt: Uint8Array; iterations: number },
  { maxIterations = MAX_ITERATIONS, signal, budget }: DerivationOptions,
): void {
  const limit = Math.min(maxIterations, budget?.left ?? maxIterations)
  if (iterations > limit) {
    const message = `Cannot derive key: ${String(iterations)} iterations, at most ${String(limit)}`
    throw new PkiError('pbe/iterations-excessive', { found: iterations, limit }, message)
  }
  if (budget !== undefined) budget.left -= iterations
  if (iterations < 1 || salt.length > MAX_SALT_LENGTH) throw invalidParameters(algorithm)
  signal?.throwIfAborted()
}

// A file has a MAC, certificates and keys, each with a derivation of its own.
const DERIVATIONS = 4

/** Opens an account of what the derivations of one file may cost together. */
export const budgetOf = ({ maxIterations = MAX_ITERATIONS }: DerivationOptions): { left: number } => ({
  left: maxIterations * DERIVATIONS,
})

/** Holds a ciphertext against its cipher's blocks: a length that no key explains is damage, not a wrong passphrase. */
export function checkLength({ length }: Uint8Array, blockLength: number, algorithm: string): void {
  if (length > 0 && length % blockLength === 0) return
  const message = `Cannot decrypt: ${String(length)} octets are no multiple of ${String(blockLength)}`
  throw new PkiError('pbe/ciphertext-invalid', { algorithm }, message)
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
