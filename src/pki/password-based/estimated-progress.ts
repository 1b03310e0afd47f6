// Progress of a derivation that the browser runs in one piece: a short one before it tells how long it will take.
import type { Bytes } from '../bytes.ts'
import type { DerivationOptions } from './derivation.ts'

// Shorter derivations are over before anybody looks.
const MIN_ITERATIONS = 1_000_000
const SAMPLE_ITERATIONS = 100_000
const STEP_MILLISECONDS = 100

/**
 * Runs a derivation, and tells how far it probably is while it runs; stays below 1 when it takes longer than estimated.
 *
 * @param derive - derives with a number of iterations
 */
export async function withEstimatedProgress(
  iterations: number,
  { onProgress, signal, elapsed }: DerivationOptions,
  derive: (iterations: number) => Promise<Bytes>,
): Promise<Bytes> {
  if (onProgress === undefined || elapsed === undefined || iterations < MIN_ITERATIONS) return derive(iterations)
  const start = elapsed()
  await derive(SAMPLE_ITERATIONS)
  const sampled = elapsed()
  const expected = ((sampled - start) * iterations) / SAMPLE_ITERATIONS
  signal?.throwIfAborted()
  const timer = setInterval(() => {
    onProgress(Math.min(0.99, (elapsed() - sampled) / expected))
  }, STEP_MILLISECONDS)
  try {
    return await derive(iterations)
  } finally {
    clearInterval(timer)
  }
}
