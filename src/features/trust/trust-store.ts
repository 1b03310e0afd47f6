// The trust store: what the vault trusts, what of it is there twice, and the files for a device's own store. No Vue here.
import type { BundleFile } from '../../bundles/bundle.ts'
import { BundleError } from '../../bundles/errors.ts'
import type { Services } from '../../parts/services.ts'
import { type Bytes, encodeHex, equalBytes } from '../../pki/bytes.ts'
import { type Certificate, decodeCertificate } from '../../pki/certificate.ts'
import { makeVisible } from '../../pki/describe/visible-text.ts'
import { commonNameOf, formatDistinguishedName } from '../../pki/distinguished-name.ts'
import { isAuthority } from '../../pki/extensions/basic-constraints.ts'
import { targets } from '../../targets/registry.ts'
import type { FileRecipe, Target } from '../../targets/target.ts'
import { type Entry, newEntryId } from '../../vault/entry.ts'
import { toEntryName } from '../../vault/entry-name.ts'
import { readCertificates } from './kit-source.ts'

/** What is to be pointed out about a trusted certificate; each has words in the catalogue. */
export type TrustedNote = 'duplicate' | 'same-name' | 'not-an-authority' | 'intermediate' | 'expired'

/** One certificate of the store. */
export interface TrustedItem {
  readonly id: string
  readonly name: string
  /** Where it was taken from; empty where nothing is known. */
  readonly source: string
  readonly addedAt: Date
  /** A root of the vault's own: trusted without having been added. */
  readonly isOwn: boolean
  readonly certificateDer: Bytes
  readonly notes: readonly TrustedNote[]
  /** Name of the other one, where there is one of the same name or octets; else empty. */
  readonly like: string
}

/** Lists what is trusted: the vault's own roots, then what was added, by name; notes say what is odd about each. */
export function listTrusted(entries: readonly Entry[], now: Date): TrustedItem[] {
  const facts = entries.flatMap((entry) => {
    const { kind, certificateDer } = entry
    if (certificateDer === undefined || (kind !== 'trusted' && kind !== 'authority')) return []
    const certificate = decodeCertificate(certificateDer)
    const fact = { entry, certificateDer, certificate, hex: encodeHex(certificateDer), nameKey: nameKeyOf(certificate) }
    return kind === 'trusted' || isRoot(fact) ? [fact] : []
  })
  const ordered = facts.toSorted(
    (a, b) => Number(isAdded(a)) - Number(isAdded(b)) || a.entry.name.localeCompare(b.entry.name),
  )
  const byOctets = groupBy(ordered, ({ hex }) => hex)
  const byName = groupBy(ordered, ({ nameKey }) => nameKey)
  return ordered.map((fact) => {
    const { id, name, source = '', createdAt } = fact.entry
    const other = likeOf(fact, byOctets.get(fact.hex), byName.get(fact.nameKey))
    return {
      id,
      name,
      source,
      addedAt: createdAt,
      isOwn: !isAdded(fact),
      certificateDer: fact.certificateDer,
      notes: [...(other === null ? [] : [other.note]), ...notesOf(fact, now)],
      like: other?.name ?? '',
    }
  })
}

interface Fact {
  readonly entry: Entry
  readonly certificateDer: Bytes
  readonly certificate: Certificate
  readonly hex: string
  readonly nameKey: string
}

const isAdded = ({ entry }: Fact): boolean => entry.kind === 'trusted'
const isRoot = ({ certificate }: Fact): boolean => equalBytes(certificate.issuerDer, certificate.subjectDer)

// IP Office and others find certificates by common name alone, so that is what must not be there twice.
const nameKeyOf = ({ subject }: Certificate): string =>
  (commonNameOf(subject) ?? formatDistinguishedName(subject)).toLowerCase()

// Whoever brings a file chooses how many certificates are in it: each is not compared with each.
function groupBy(facts: readonly Fact[], keyOf: (fact: Fact) => string): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const key = keyOf(fact)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [fact])
    else group.push(fact)
  }
  return groups
}

function likeOf(
  fact: Fact,
  same: readonly Fact[] = [],
  namesakes: readonly Fact[] = [],
): { note: TrustedNote; name: string } | null {
  const isOther = (other: Fact): boolean => other !== fact
  const double = same.find(isOther)
  if (double !== undefined) return { note: 'duplicate', name: double.entry.name }
  const namesake = namesakes.find(isOther)
  return namesake === undefined ? null : { note: 'same-name', name: namesake.entry.name }
}

function notesOf(fact: Fact, now: Date): TrustedNote[] {
  const { extensions, notAfter } = fact.certificate
  return [
    ...(!isAuthority(extensions) ? (['not-an-authority'] as const) : !isRoot(fact) ? (['intermediate'] as const) : []),
    ...(notAfter < now ? (['expired'] as const) : []),
  ]
}

/**
 * Makes entries for the certificates of a file or text that are not trusted yet.
 *
 * @param source - where they are from, in words
 * @returns the entries, and how many of the certificates were there already
 * @throws {@link BundleError} `trust-store/no-certificate`, `zip/…`
 */
export async function readTrusted(
  bytes: Bytes,
  source: string,
  { entries, pki, now }: { readonly entries: readonly Entry[] } & Pick<Services, 'pki' | 'now'>,
): Promise<{ readonly additions: readonly Entry[]; readonly known: number }> {
  const found = await readCertificates(bytes, { pki })
  if (found.length === 0) {
    throw new BundleError('trust-store/no-certificate', {}, 'Cannot trust: there is no certificate')
  }
  const added = entries.filter(({ kind }) => kind === 'trusted')
  const fresh = found.filter(
    (der) => !added.some(({ certificateDer }) => certificateDer !== undefined && equalBytes(certificateDer, der)),
  )
  const createdAt = now()
  return {
    additions: fresh.map((certificateDer) => trustedEntry(certificateDer, source, createdAt)),
    known: found.length - fresh.length,
  }
}

const MAX_SOURCE_CHARACTERS = 300

function trustedEntry(certificateDer: Bytes, source: string, createdAt: Date): Entry {
  const { subject } = decodeCertificate(certificateDer)
  const from = makeVisible(source.slice(0, MAX_SOURCE_CHARACTERS))
  return {
    id: newEntryId(),
    kind: 'trusted',
    name: toEntryName(commonNameOf(subject) ?? formatDistinguishedName(subject)),
    targetId: 'generic',
    createdAt,
    certificateDer,
    chain: [],
    ...(from !== '' && { source: from }),
    doneSteps: [],
    hasPrivateKey: false,
  }
}

/** The targets that state how many certificates their own store takes. */
export const storeTargets: readonly Target[] = targets.filter(({ limits }) => limits?.trustedCertificates !== undefined)

const eachRecipe: readonly FileRecipe[] = [
  { name: '{name}.crt', content: 'root-pem' },
  { name: '{name}.cer', content: 'root-der' },
]
const allRecipe: readonly FileRecipe[] = [{ name: 'all-trusted.pem', content: 'bunch-pem' }]

/**
 * Builds the pack for a device: every certificate as PEM and as DER, and all of them in one text, each reopened.
 *
 * @throws {@link BundleError} `trust-kit/self-test-failed`
 */
export async function buildTrustPack(
  items: readonly Pick<TrustedItem, 'name' | 'certificateDer'>[],
  pki: Services['pki'],
): Promise<BundleFile[]> {
  const bunchDer = items.map(({ certificateDer }) => certificateDer)
  const bundles = await Promise.all([
    pki.buildBundle({ name: 'all', chain: [], loose: { bunchDer } }, allRecipe),
    ...items.map(({ name, certificateDer }) =>
      pki.buildBundle({ name, certificateDer, chain: [], isTrustAnchor: true }, eachRecipe),
    ),
  ])
  return bundles.flatMap((bundle) => {
    if (bundle.passed) return bundle.files
    const file = bundle.ticks.find(({ passed }) => !passed)?.file ?? ''
    throw new BundleError('trust-kit/self-test-failed', { file }, `Cannot hand out "${file}": it reads back otherwise`)
  })
}
