// Which pending request a certificate without its key comes nearest to, and why it does not answer it. No Vue here.
import type { Bytes } from '../../pki/bytes.ts'
import { nameKeysOf, readSide } from '../../pki/compared-side.ts'
import type { Entry } from '../../vault/entry.ts'
import type { ImportPlan, KeptIndex } from './plan-import.ts'

/** The nearest request; that the certificate has another key than every one of them is known already. */
export interface NearestRequest {
  /** Null where no pending request asks for any of its names. */
  readonly entry: Entry | null
  /** `other-key`: the same names with another key; `other-names`: some of its names, and another key. */
  readonly why: 'other-key' | 'other-names'
}

/**
 * Looks for the request that shares most names with a certificate: alternative names, and the common name as well.
 *
 * @returns null where there is nothing to say: the key is at hand, nothing is pending, or a CA certificate is looked at
 */
export function nearestRequest(
  { assembled, verdict, keyOwner }: ImportPlan,
  certificateDer: Bytes | undefined,
  { pendingByKey }: KeptIndex,
): NearestRequest | null {
  const isKeyHere = assembled.keyId !== null || keyOwner !== null
  if (certificateDer === undefined || verdict !== 'new' || isKeyHere || assembled.isAuthority) return null
  if (pendingByKey.size === 0) return null
  const names = nameKeysOf(readSide({ kind: 'certificate', der: certificateDer }))
  let best: NearestRequest = { entry: null, why: 'other-names' }
  let bestShare = 0
  for (const entry of pendingByKey.values()) {
    const asked = namesAskedFor(entry)
    const shared = asked.filter((name) => names.has(name)).length
    // What both have, of all that either has: of two requests for one name the plainer one is nearer.
    const share = shared / (names.size + asked.length - shared)
    if (!(share > bestShare)) continue
    bestShare = share
    // A CA may add names: what counts is that none that was asked for is missing.
    best = { entry, why: shared === asked.length ? 'other-key' : 'other-names' }
  }
  return best
}

const namesAskedFor = ({ requestDer }: Entry): string[] =>
  requestDer === undefined ? [] : [...nameKeysOf(readSide({ kind: 'certification-request', der: requestDer }))]
