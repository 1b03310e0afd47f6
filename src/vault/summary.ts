// An entry as a list shows it: a few strings and dates read from its certificate or request.
import { decodeCertificate } from '../pki/certificate.ts'
import { decodeCertificationRequest } from '../pki/certification-request.ts'
import { commonNameOf, type DistinguishedName, formatDistinguishedName } from '../pki/distinguished-name.ts'
import type { Entry, EntryKind } from './entry.ts'
import type { HeldEntry } from './vault-keeper.ts'

export interface CredentialSummary {
  readonly id: string
  readonly kind: EntryKind
  readonly name: string
  readonly targetId: string
  readonly createdAt: Date
  readonly hasPrivateKey: boolean
  /** Where a trusted certificate was taken from; '' where nothing is known. */
  readonly source: string
  /** Ids of the ticked steps of the target's instructions. */
  readonly doneSteps: readonly string[]
  /** False while only this tab's memory holds it. */
  readonly isKept: boolean
  readonly subject: string
  readonly commonName: string
  /** Null for a pending request. */
  readonly issuer: string | null
  readonly isSelfIssued: boolean
  readonly notBefore: Date | null
  /** The earliest end in the chain: from then on nothing accepts it, whatever its own says. Null for a pending request. */
  readonly notAfter: Date | null
  /** The CA certificate of the chain that ends before the entry's own; null where none does. */
  readonly expiresWith: string | null
}

/**
 * Reads the summary of an entry.
 *
 * @throws {@link PkiError} when its bytes are no certificate or request; whoever keeps an entry has decoded it before
 */
export function summarizeEntry({ entry, isKept }: HeldEntry): CredentialSummary {
  const { id, kind, name, targetId, createdAt, hasPrivateKey, source = '', doneSteps } = entry
  const common = { id, kind, name, targetId, createdAt, hasPrivateKey, source, doneSteps, isKept }
  if (entry.certificateDer !== undefined) {
    const certificate = decodeCertificate(entry.certificateDer)
    return {
      ...common,
      subject: formatDistinguishedName(certificate.subject),
      commonName: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      isSelfIssued: formatDistinguishedName(certificate.subject) === formatDistinguishedName(certificate.issuer),
      notBefore: certificate.notBefore,
      ...earliestEnd(entry, certificate.notAfter),
    }
  }
  const subject = entry.requestDer === undefined ? [] : decodeCertificationRequest(entry.requestDer).subject
  return {
    ...common,
    subject: formatDistinguishedName(subject),
    commonName: nameOf(subject),
    issuer: null,
    isSelfIssued: false,
    notBefore: null,
    notAfter: null,
    expiresWith: null,
  }
}

function earliestEnd({ chain }: Entry, own: Date): Pick<CredentialSummary, 'notAfter' | 'expiresWith'> {
  let earliest: { notAfter: Date; expiresWith: string | null } = { notAfter: own, expiresWith: null }
  for (const { name, certificateDer } of chain) {
    const { notAfter } = decodeCertificate(certificateDer)
    if (notAfter < earliest.notAfter) earliest = { notAfter, expiresWith: name }
  }
  return earliest
}

const nameOf = (name: DistinguishedName): string => commonNameOf(name) ?? formatDistinguishedName(name)
