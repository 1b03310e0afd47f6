// The certificates at hand, by the names that hang them together: who may have issued whom, best first (RFC 4158 §3.2).
import { encodeHex } from '../bytes.ts'
import type { Bytes } from '../bytes.ts'
import { type PathCertificate, readPathCertificate } from './path-certificate.ts'

/** One certificate that may stand above another. */
export interface Candidate {
  readonly certificate: PathCertificate
  readonly isAnchor: boolean
}

/** Finds issuers among certificates; those that cannot be read are passed over, as nobody's path needs them. */
export class PathPool {
  private readonly bySubject = new Map<string, Candidate[]>()

  constructor(anchors: readonly Bytes[], intermediates: readonly Bytes[]) {
    for (const der of anchors) this.add(der, true)
    for (const der of intermediates) this.add(der, false)
  }

  private add(der: Bytes, isAnchor: boolean): void {
    const certificate = readPathCertificate(der)
    if (typeof certificate === 'string') return
    const others = this.bySubject.get(certificate.subjectKey)
    if (others === undefined) this.bySubject.set(certificate.subjectKey, [{ certificate, isAnchor }])
    else others.push({ certificate, isAnchor })
  }

  /**
   * Gives who may have issued a certificate, by name: first those whose key it names, and of these the one that is nearest
   * to a trusted one.
   *
   * A key identifier that differs puts a candidate last and does not rule it out: RFC 5280 §6.1 does not look at them.
   *
   * @param distances - as `distances()` gives them
   */
  issuersOf(
    { issuerKey, authorityKeyIdentifier }: PathCertificate,
    distances: ReadonlyMap<string, number>,
  ): readonly Candidate[] {
    const candidates = this.bySubject.get(issuerKey) ?? []
    if (candidates.length < 2) return candidates
    const wanted = authorityKeyIdentifier?.keyIdentifier
    const named = wanted === undefined ? null : encodeHex(wanted)
    const ranked = candidates.map((candidate) => ({ candidate, rank: rankOf(candidate, named, distances) }))
    return ranked.toSorted((one, other) => one.rank - other.rank).map(({ candidate }) => candidate)
  }

  /**
   * Gives the names that hang together with a trusted certificate, and how many steps away; nothing else can be part of a
   * path.
   *
   * @param mayStand - leaves out authorities that fail by themselves
   */
  distances(mayStand: (candidate: Candidate) => boolean): ReadonlyMap<string, number> {
    const candidates = [...this.bySubject.values()].flat().filter(mayStand)
    const byIssuer = new Map<string, Candidate[]>()
    for (const candidate of candidates.filter(({ isAnchor }) => !isAnchor)) {
      const { issuerKey } = candidate.certificate
      const others = byIssuer.get(issuerKey)
      if (others === undefined) byIssuer.set(issuerKey, [candidate])
      else others.push(candidate)
    }
    const distances = new Map<string, number>()
    let names = new Set(candidates.filter(({ isAnchor }) => isAnchor).map(({ certificate }) => certificate.subjectKey))
    for (let distance = 0; names.size > 0; distance++) {
      for (const name of names) distances.set(name, distance)
      const below = [...names].flatMap((name) => byIssuer.get(name) ?? [])
      names = new Set(below.map(({ certificate }) => certificate.subjectKey).filter((name) => !distances.has(name)))
    }
    return distances
  }
}

// More than any distance.
const FAR = 1_000_000

function rankOf(
  { certificate, isAnchor }: Candidate,
  named: string | null,
  distances: ReadonlyMap<string, number>,
): number {
  const { subjectKeyIdentifier, issuerKey } = certificate
  const isOther = named !== null && subjectKeyIdentifier !== null && subjectKeyIdentifier !== named
  const isUnnamed = named !== null && subjectKeyIdentifier === null
  const distance = isAnchor ? 0 : 1 + (distances.get(issuerKey) ?? FAR)
  return (isOther ? 8 : isUnnamed ? 4 : 0) * FAR + distance
}
