// What IP Office would offer with an entry's certificate, if its trusted store held the CA certificates that are known here.
import { type Bytes, equalBytes, withoutRepeats } from '../pki/bytes.ts'
import { decodeCertificate } from '../pki/certificate.ts'
import { commonNameOf, type DistinguishedName, formatDistinguishedName } from '../pki/distinguished-name.ts'
import { makeVisible } from '../pki/describe/visible-text.ts'
import { formatInstant } from '../pki/validity.ts'
import { previewOfferedChain } from '../targets/offered-chain.ts'
import type { Entry } from '../vault/entry.ts'
import type { Services } from './services.ts'

/** One certificate of the chain, in words. */
export interface OfferedRow {
  readonly name: string
  readonly issuer: string
  /** `YYYY-MM-DD HH:MM:SS` in UTC. */
  readonly notAfter: string
  /** Whether it goes out for its common name alone. */
  readonly isStranger: boolean
}

export interface ChainPreview {
  readonly rows: readonly OfferedRow[]
  readonly sharedNames: readonly string[]
  readonly missingNames: readonly string[]
}

const nameOf = (name: DistinguishedName): string => makeVisible(commonNameOf(name) ?? formatDistinguishedName(name))

/**
 * Foretells the chain for an entry; null when it is no certificate.
 *
 * The store is made of the entry's own chain, and of every authority and trusted certificate that is kept here.
 *
 * @throws {@link VaultError} when there is no such entry
 */
export async function previewChain(id: string, { keeper }: Pick<Services, 'keeper'>): Promise<ChainPreview | null> {
  const { entry } = await keeper.load(id)
  const { certificateDer: identity, chain } = entry
  if (identity === undefined) return null
  const { held } = await keeper.list()
  const kept = held.flatMap(({ entry: other }) => (isCa(other) ? [other.certificateDer] : []))
  const store = withoutRepeats([...chain.map(({ certificateDer }) => certificateDer), ...kept]).filter(
    (der) => !equalBytes(der, identity),
  )
  const { offered, strangers, sharedNames, missingNames } = previewOfferedChain(
    decodeCertificate(identity),
    store.map(decodeCertificate),
  )
  const rows = offered.map((certificate) => ({
    name: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    notAfter: formatInstant(certificate.notAfter),
    isStranger: strangers.includes(certificate),
  }))
  return { rows, sharedNames, missingNames }
}

const isCa = (entry: Entry): entry is Entry & { certificateDer: Bytes } =>
  (entry.kind === 'authority' || entry.kind === 'trusted') && entry.certificateDer !== undefined
