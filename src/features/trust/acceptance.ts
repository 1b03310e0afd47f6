// Will it be accepted: from what the person chose and brought to the question that pki/path answers. No Vue here.
import type { Services } from '../../parts/services.ts'
import { type Bytes, encodeHex, equalBytes } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { parseIpAddress } from '../../pki/ip-address.ts'
import { oids } from '../../pki/oids.ts'
import type { PathProfile } from '../../pki/path/path-profile.ts'
import type { PathQuestion } from '../../pki/path/certification-path.ts'
import type { PeerName } from '../../pki/path/peer-name.ts'
import type { Entry } from '../../vault/entry.ts'
import type { OpenedPart } from '../../workers/open-any.ts'

/** What was found in a file, or stands in the vault: the certificate in question, and what came with it. */
export interface Presented {
  readonly target: Bytes
  readonly others: readonly Bytes[]
  /** Revocation lists. */
  readonly lists: readonly Bytes[]
}

/** What the peer is used for. */
export type Purpose = 'server' | 'client' | 'any'

const purposes: Readonly<Record<Purpose, readonly string[]>> = {
  server: [oids.idKpServerAuth],
  client: [oids.idKpClientAuth],
  any: [],
}

/**
 * Reads a peer's certificates out of a file or a text: the first end entity is the one in question, as peers send it.
 *
 * @returns null when there is no certificate
 */
export async function readPresented(
  bytes: Bytes,
  { pki }: Pick<Services, 'pki'>,
  signal: AbortSignal,
): Promise<Presented | null> {
  const found: Record<'certificate' | 'crl', Bytes[]> = { certificate: [], crl: [] }
  const onPart = ({ findings }: OpenedPart): void => {
    for (const { kind, der, privateKeyInfo } of findings) {
      privateKeyInfo?.fill(0)
      if (der !== undefined && (kind === 'certificate' || kind === 'crl')) found[kind].push(der)
    }
  }
  await pki.openFile(bytes, { onPart, signal })
  const { certificate: certificates, crl: lists } = found
  const target = findEndEntity(certificates) ?? certificates[0]
  return target === undefined ? null : { target, others: certificates.filter((der) => der !== target), lists }
}

/** Finds the first whose name stands as issuer in no other certificate of the file. */
function findEndEntity(all: readonly Bytes[]): Bytes | undefined {
  const names = all.map((der) => {
    const { subjectDer, issuerDer } = decodeCertificate(der)
    return { der, subject: encodeHex(subjectDer), issuer: encodeHex(issuerDer) }
  })
  const counts = new Map<string, number>()
  for (const { issuer } of names) counts.set(issuer, (counts.get(issuer) ?? 0) + 1)
  const isIssuer = ({ subject, issuer }: (typeof names)[number]): boolean =>
    (counts.get(subject) ?? 0) > (subject === issuer ? 1 : 0)
  return names.find((one) => !isIssuer(one))?.der
}

/** What the vault trusts: certificates kept as trusted, and its own roots; and what may stand between. */
export function trustOf(entries: readonly Entry[]): { anchors: readonly Bytes[]; intermediates: readonly Bytes[] } {
  const anchors: Bytes[] = []
  const intermediates: Bytes[] = []
  for (const { kind, certificateDer, chain } of entries) {
    intermediates.push(...chain.map((link) => link.certificateDer))
    if (certificateDer === undefined || kind === 'request' || kind === 'identity') continue
    if (kind === 'trusted' || isSelfIssued(certificateDer)) anchors.push(certificateDer)
    else intermediates.push(certificateDer)
  }
  return { anchors, intermediates }
}

function isSelfIssued(der: Bytes): boolean {
  const { subjectDer, issuerDer } = decodeCertificate(der)
  return equalBytes(subjectDer, issuerDer)
}

/** Tells what kind of name was typed: a `sip:` address, an IP address, else a host; null for nothing. */
export function peerNameOf(text: string): PeerName | null {
  const value = text.trim()
  if (value === '') return null
  if (/^sips?:/i.test(value)) return { kind: 'sipDomain', value }
  return { kind: parseIpAddress(value) === null ? 'dNSName' : 'iPAddress', value }
}

/** Puts the question together. */
export function askOf(
  { target, others, lists }: Presented,
  trust: { readonly anchors: readonly Bytes[]; readonly intermediates: readonly Bytes[] },
  asked: { profile: PathProfile; moment: Date; peer: PeerName | null; purpose: Purpose },
): PathQuestion {
  return {
    target,
    anchors: trust.anchors,
    intermediates: [...others, ...trust.intermediates],
    lists,
    moment: asked.moment,
    profile: asked.profile,
    purposes: purposes[asked.purpose],
    peer: asked.peer,
  }
}
