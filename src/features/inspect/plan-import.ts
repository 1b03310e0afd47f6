// What importing would do with each thing that was put together: new, known already, or the answer to a request. No Vue here.
import { type Assembled, keyHashOf } from '../../pki/assemble.ts'
import { type Bytes, encodeHex } from '../../pki/bytes.ts'
import { decodeCertificationRequest } from '../../pki/certification-request.ts'
import { commonNameOf } from '../../pki/distinguished-name.ts'
import { digestNow } from '../../pki/hash-library.ts'
import { generic } from '../../targets/generic.ts'
import { type Entry, newEntryId } from '../../vault/entry.ts'
import { MAX_NAME_LENGTH } from '../../vault/entry-name.ts'

/**
 * `completes`: its key waits in the vault for it; `adds-key`: the certificate is known, its key is new; `waits`: a key or a
 * request of somebody else, which alone is nothing to keep.
 */
export type ImportVerdict = 'new' | 'known' | 'completes' | 'adds-key' | 'waits'

export interface ImportPlan {
  readonly assembled: Assembled
  readonly verdict: ImportVerdict
  /** The entry that is known, completed or given its key. */
  readonly entry: Entry | null
  /** Of a certificate without its key: the pending request that asks for the same name with another key. */
  readonly nearest: Entry | null
}

/** The certificates and requests of the pile, by id. */
export type Pile = ReadonlyMap<number, { readonly der: Bytes; readonly sha256: string }>

/** What is kept, ready to be asked; made once for a whole pile. */
export interface KeptIndex {
  /** Every certificate, entries' own and those above them: what chains are completed from. */
  readonly certificates: readonly Bytes[]
  readonly bySha256: ReadonlyMap<string, Entry>
  readonly pendingByKey: ReadonlyMap<string, Entry>
  /** By the common name in lower case. */
  readonly pendingByName: ReadonlyMap<string, Entry>
}

/** Reads what is kept. */
export function indexEntries(entries: readonly Entry[]): KeptIndex {
  const bySha256 = new Map<string, Entry>()
  const pendingByKey = new Map<string, Entry>()
  const pendingByName = new Map<string, Entry>()
  for (const entry of entries) {
    const own = entry.certificateDer ?? entry.requestDer
    if (own !== undefined) bySha256.set(encodeHex(digestNow('sha-256', own)), entry)
    if (entry.kind !== 'request' || entry.requestDer === undefined) continue
    const { subject, subjectPublicKeyInfo } = decodeCertificationRequest(entry.requestDer)
    pendingByKey.set(keyHashOf(subjectPublicKeyInfo), entry)
    pendingByName.set(commonNameOf(subject)?.toLowerCase() ?? '', entry)
  }
  const certificates = entries.flatMap(({ certificateDer, chain }) => [
    ...(certificateDer === undefined ? [] : [certificateDer]),
    ...chain.map((link) => link.certificateDer),
  ])
  return { certificates, bySha256, pendingByKey, pendingByName }
}

/** Holds one assembly against what is kept. */
export function planImport(assembled: Assembled, pile: Pile, kept: KeptIndex): ImportPlan {
  const { certificateId, requestId, keyId, keyHash, name } = assembled
  const known = kept.bySha256.get(pile.get(certificateId ?? requestId ?? -1)?.sha256 ?? '') ?? null
  const plan = (verdict: ImportVerdict, entry: Entry | null = null, nearest: Entry | null = null): ImportPlan => ({
    assembled,
    verdict,
    entry,
    nearest,
  })
  if (certificateId === null) {
    if (requestId === null || keyId === null) return plan('waits')
    return known === null ? plan('new') : plan('known', known)
  }
  if (known !== null) return plan(keyId !== null && !known.hasPrivateKey ? 'adds-key' : 'known', known)
  const pending = kept.pendingByKey.get(keyHash)
  if (pending !== undefined) return plan('completes', pending)
  // A CA that signed another request of theirs is what happens in practice.
  return plan('new', null, keyId === null ? (kept.pendingByName.get(name.toLowerCase()) ?? null) : null)
}

/** Tells whether importing would change anything. */
export const isImportable = ({ verdict }: ImportPlan): boolean => verdict !== 'known' && verdict !== 'waits'

/** Makes the entry that importing keeps; one that is completed keeps its name, its target and its request. */
export function entryOf({ assembled, verdict, entry }: ImportPlan, pile: Pile, kept: KeptIndex, now: Date): Entry {
  const own: Entry = entry ?? {
    id: newEntryId(),
    kind: 'identity',
    name: entryNameOf(assembled.name),
    targetId: generic.id,
    createdAt: now,
    chain: [],
    hasPrivateKey: false,
  }
  if (verdict === 'known') return own
  const { certificateId, requestId, keyId, chain, isAuthority } = assembled
  const certificateDer = certificateId === null ? undefined : pile.get(certificateId)?.der
  const requestDer = requestId === null ? undefined : pile.get(requestId)?.der
  return {
    ...own,
    kind: certificateDer === undefined ? 'request' : isAuthority ? 'authority' : 'identity',
    ...(certificateDer && { certificateDer }),
    ...(requestDer && { requestDer }),
    chain: chain.flatMap(({ from, id, name }) => {
      const der = from === 'pile' ? pile.get(id)?.der : kept.certificates[id]
      return der === undefined ? [] : [{ name: entryNameOf(name), certificateDer: der }]
    }),
    hasPrivateKey: own.hasPrivateKey || keyId !== null,
  }
}

/** Makes a name that an entry may have of any name in a certificate. */
function entryNameOf(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ').trim()
  return Array.from(plain).slice(0, MAX_NAME_LENGTH).join('').trim() || 'certificate'
}
