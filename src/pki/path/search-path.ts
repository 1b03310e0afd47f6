// The search for a path, upwards from the target: first one that is valid, else those that tell best why there is none.
import { isSameEntity, type PathCertificate } from './path-certificate.ts'
import type { PathChecker } from './path-checker.ts'
import type { Candidate, PathPool } from './path-pool.ts'

/** Target first; the last one is trusted. */
export type FoundPath = readonly PathCertificate[]

/**
 * Finds a valid path, or null. Every rule is asked as soon as what it needs is there, so that a branch ends where it fails.
 *
 * @throws {@link TooComplex}
 */
export async function findValidPath(
  target: PathCertificate,
  pool: PathPool,
  checker: PathChecker,
): Promise<FoundPath | null> {
  const { maxIntermediates } = checker.demands.profile
  if (checker.failuresOf(target, 'target').length > 0) return null
  const mayStand = ({ certificate, isAnchor }: Candidate): boolean =>
    checker.failuresOf(certificate, isAnchor ? 'anchor' : 'intermediate').length === 0
  const distances = pool.distances(target, mayStand)
  const isReachable = ({ certificate, isAnchor }: Candidate, length: number): boolean =>
    isAnchor || length + (distances.get(certificate.issuerKey) ?? Infinity) <= maxIntermediates

  async function extend(below: readonly PathCertificate[]): Promise<FoundPath | null> {
    const child = below.at(-1) ?? target
    const candidates = pool.issuersOf(child, distances).filter((candidate) => isReachable(candidate, below.length))
    for (const candidate of candidates) {
      checker.budget.spend('steps')
      const { certificate, isAnchor } = candidate
      if (!mayStand(candidate) || below.some((other) => isSameEntity(other, certificate))) continue
      if (checker.failuresBelow(certificate, below).length > 0) continue
      if (checker.linkFailures(child, certificate).length > 0) continue
      if ((await checker.verify(child.structure, certificate)) !== 'verified') continue
      if ((await checker.revocationOf(child, certificate)).failure !== null) continue
      const path = [...below, certificate]
      if (!isAnchor) {
        const found = await extend(path)
        if (found !== null) return found
      } else if (checker.policyFailure(path) === null) return path
    }
    return null
  }
  return extend([target])
}

/** What there is when no path is valid. */
export interface PlausiblePaths {
  /** Paths to something trusted, signatures right or not to be told here; target first. */
  readonly complete: readonly FoundPath[]
  /** The longest that ends at nothing trusted. */
  readonly longest: readonly PathCertificate[]
  /**
   * Why it ends there: the next issuer is not here, or stands in it already; someone has the name and has not signed; the
   * limit is reached.
   */
  readonly end: 'no-issuer' | 'loop' | 'not-signed' | 'too-long'
}

const MAX_PLAUSIBLE = 8
// Enough for every graph that people draw; what is left out is only told less well.
const MAX_STEPS = 300

/** Finds paths by names and signatures alone; never takes longer than a few hundred signatures. */
export async function findPlausiblePaths(
  target: PathCertificate,
  pool: PathPool,
  checker: PathChecker,
): Promise<PlausiblePaths> {
  const complete: FoundPath[] = []
  let longest: readonly PathCertificate[] = [target]
  let end: PlausiblePaths['end'] = 'no-issuer'
  let steps = 0
  const distances = pool.distances(target, () => true)

  async function extend(below: readonly PathCertificate[]): Promise<void> {
    const child = below.at(-1) ?? target
    const candidates = pool.issuersOf(child, distances)
    let isSigned = false
    let isTooLong = false
    let isLoop = false
    for (const { certificate, isAnchor } of candidates) {
      if (complete.length >= MAX_PLAUSIBLE || ++steps > MAX_STEPS) break
      if (!isAnchor && below.some((other) => isSameEntity(other, certificate))) {
        isLoop = true
        continue
      }
      if ((await checker.verify(child.structure, certificate)) === 'invalid') continue
      isSigned = true
      if (isAnchor) complete.push([...below, certificate])
      else if (below.length <= checker.demands.profile.maxIntermediates) await extend([...below, certificate])
      else isTooLong = true
    }
    if (below.length < longest.length || (below.length === longest.length && below.length > 1)) return
    longest = below
    const hasImpostor = !isSigned && candidates.length > 0
    end = isTooLong ? 'too-long' : isLoop ? 'loop' : hasImpostor ? 'not-signed' : 'no-issuer'
  }
  await extend([target])
  return { complete, longest, end }
}
