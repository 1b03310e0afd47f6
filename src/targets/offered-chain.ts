// The chain that IP Office offers: certificates of its trusted store, found by common name and by nothing else.
// Source: Avaya, IP Office Manager 12.3, Security Settings, Certificate, "Offer ID Certificate Chain".
import { commonNameOf, type DistinguishedName, formatDistinguishedName } from '../pki/distinguished-name.ts'

/** What the match looks at. */
export interface NamedCertificate {
  readonly subject: DistinguishedName
  readonly issuer: DistinguishedName
}

export interface OfferedChain<T extends NamedCertificate> {
  /** In the order in which they are found; the identity comes first. */
  readonly offered: readonly T[]
  /** Common names that several certificates of the store have: all of these go out, the wrong ones too. */
  readonly sharedNames: readonly string[]
  /** Offered because of the common name, though the rest of the name is not the issuer's. */
  readonly strangers: readonly T[]
  /** Common names of issuers that no certificate of the store has: the chain breaks off there. */
  readonly missingNames: readonly string[]
}

// The store has no more slots (same page, "Trusted Certificate Store"), so no chain is longer.
const SLOTS = 25

/**
 * Foretells the chain: the identity, then every certificate of the store whose common name is that of the last one's
 * "Issued By", and so on. Each goes out once at most.
 *
 * That several of one name all go out is our conclusion; the page says no more than that the names are matched. Neither keys
 * nor signatures nor dates are looked at, because IP Office is not said to look at them.
 *
 * @param store - what its Trusted Certificate Store holds; more than 25 cannot be in it and are left out
 */
export function previewOfferedChain<T extends NamedCertificate>(identity: T, store: readonly T[]): OfferedChain<T> {
  const held = store.slice(0, SLOTS)
  const offered = [identity]
  const sharedNames = new Set<string>()
  const missingNames = new Set<string>()
  const strangers: T[] = []
  // The list grows while it is walked.
  for (const certificate of offered) {
    const wanted = commonNameOf(certificate.issuer)
    if (wanted === null) continue
    const named = held.filter(({ subject }) => commonNameOf(subject) === wanted)
    if (named.length > 1) sharedNames.add(wanted)
    if (named.length === 0 && commonNameOf(certificate.subject) !== wanted) missingNames.add(wanted)
    const found = named.filter((candidate) => !offered.includes(candidate))
    strangers.push(...found.filter(({ subject }) => !isSameName(subject, certificate.issuer)))
    offered.push(...found)
  }
  return { offered, sharedNames: [...sharedNames], strangers, missingNames: [...missingNames] }
}

const isSameName = (a: DistinguishedName, b: DistinguishedName): boolean =>
  formatDistinguishedName(a) === formatDistinguishedName(b)
