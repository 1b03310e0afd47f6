// The certificates at hand, by the names that hang them together: who may have issued whom, best first (RFC 4158 §3.2).
// Only what may be part of the path is read in full: of the rest, nothing but the subject.
import { type Bytes, encodeHex } from '../bytes.ts'
import { decodeMembers, decodeSequence } from '../der.ts'
import { isPkiError } from '../errors.ts'
import { nameKeyOf } from './name-key.ts'
import { type PathCertificate, readPathCertificate } from './path-certificate.ts'

/** One certificate that may stand above another. */
export interface Candidate {
  readonly certificate: PathCertificate
  readonly isAnchor: boolean
}

interface Entry {
  readonly der: Bytes
  readonly isAnchor: boolean
}

/** Finds issuers among certificates; those that cannot be read are passed over, as nobody's path needs them. */
export class PathPool {
  private readonly entries = new Map<string, Entry[]>()
  private readonly candidates = new Map<string, readonly Candidate[]>()

  constructor(anchors: readonly Bytes[], intermediates: readonly Bytes[]) {
    for (const der of anchors) this.add({ der, isAnchor: true })
    for (const der of intermediates) this.add({ der, isAnchor: false })
  }

  private add(entry: Entry): void {
    const subjectKey = subjectKeyOf(entry.der)
    if (subjectKey === null) return
    const others = this.entries.get(subjectKey)
    if (others === undefined) this.entries.set(subjectKey, [entry])
    else others.push(entry)
  }

  /** Reads the certificates of a name. */
  private namedAs(subjectKey: string): readonly Candidate[] {
    const known = this.candidates.get(subjectKey)
    if (known !== undefined) return known
    const read = (this.entries.get(subjectKey) ?? []).flatMap(({ der, isAnchor }) => {
      const certificate = readPathCertificate(der)
      return typeof certificate === 'string' ? [] : [{ certificate, isAnchor }]
    })
    this.candidates.set(subjectKey, read)
    return read
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
    const candidates = this.namedAs(issuerKey)
    if (candidates.length < 2) return candidates
    const wanted = authorityKeyIdentifier?.keyIdentifier
    const named = wanted === undefined ? null : encodeHex(wanted)
    const ranked = candidates.map((candidate) => ({ candidate, rank: rankOf(candidate, named, distances) }))
    return ranked.toSorted((one, other) => one.rank - other.rank).map(({ candidate }) => candidate)
  }

  /** Gives everything above a certificate by name, near and far. */
  private above({ issuerKey }: PathCertificate): readonly Candidate[] {
    const names = new Set([issuerKey])
    // What is added to a set while it is walked is walked as well.
    for (const name of names)
      for (const { certificate, isAnchor } of this.namedAs(name)) if (!isAnchor) names.add(certificate.issuerKey)
    return [...names].flatMap((name) => this.namedAs(name))
  }

  /**
   * Gives the names above a certificate that hang together with a trusted one, and how many steps away; nothing else can be
   * part of a path.
   *
   * @param mayStand - leaves out authorities that fail by themselves
   */
  distances(target: PathCertificate, mayStand: (candidate: Candidate) => boolean): ReadonlyMap<string, number> {
    const candidates = this.above(target).filter(mayStand)
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

/** Reads the subject alone; null where there is none. */
function subjectKeyOf(der: Bytes): string | null {
  try {
    const [toBeSigned] = decodeSequence(der)
    const members = toBeSigned === undefined ? [] : decodeMembers(toBeSigned)
    // The version stands in front or not at all; then serial number, signature, issuer, validity, subject.
    const subject = members[members[0]?.tag === 0xa0 ? 5 : 4]
    return subject === undefined ? null : nameKeyOf(subject.encoded)
  } catch (error) {
    if (isPkiError(error)) return null
    throw error
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
