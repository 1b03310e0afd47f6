// What importing would do with each thing that was put together: new, known already, or the answer to a request. No Vue here.
import { type Assembled, keyHashOf } from '../../pki/assemble.ts'
import { type Bytes, encodeHex } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { decodeCertificationRequest } from '../../pki/certification-request.ts'
import { digestNow } from '../../pki/hash-library.ts'
import { generic } from '../../targets/generic.ts'
import { type Entry, newEntryId } from '../../vault/entry.ts'
import { toEntryName } from '../../vault/entry-name.ts'

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
  /** The entry whose key it is, where the pile has no key of it. */
  readonly keyOwner: Entry | null
}

/** The certificates and requests of the pile, by id. */
export type Pile = ReadonlyMap<number, { readonly der: Bytes; readonly sha256: string }>

/** What is kept, ready to be asked; made once for a whole pile. */
export interface KeptIndex {
  /** Every certificate, entries' own and those above them: what chains are completed from. */
  readonly certificates: readonly Bytes[]
  readonly bySha256: ReadonlyMap<string, Entry>
  /** Pending requests, entries with a key and entries without one, by the hash of their key. */
  readonly pendingByKey: ReadonlyMap<string, Entry>
  readonly ownerByKey: ReadonlyMap<string, Entry>
  readonly keylessByKey: ReadonlyMap<string, Entry>
}

/** Reads what is kept. */
export function indexEntries(entries: readonly Entry[]): KeptIndex {
  const index = {
    bySha256: new Map<string, Entry>(),
    pendingByKey: new Map<string, Entry>(),
    ownerByKey: new Map<string, Entry>(),
    keylessByKey: new Map<string, Entry>(),
  }
  for (const entry of entries) {
    const { certificateDer, requestDer, hasPrivateKey } = entry
    const own = certificateDer ?? requestDer
    if (own === undefined) continue
    const { subjectPublicKeyInfo } =
      certificateDer === undefined ? decodeCertificationRequest(own) : decodeCertificate(own)
    const keyHash = keyHashOf(subjectPublicKeyInfo)
    const sha256 = encodeHex(digestNow('sha-256', own))
    if (entry.kind === 'trusted') {
      // Known, but no place for a key; an entry of the person's own says more.
      if (!index.bySha256.has(sha256)) index.bySha256.set(sha256, entry)
      continue
    }
    index.bySha256.set(sha256, entry)
    ;(hasPrivateKey ? index.ownerByKey : index.keylessByKey).set(keyHash, entry)
    if (entry.kind !== 'request') continue
    // Of several requests with one key the last made is what is being waited for.
    const rival = index.pendingByKey.get(keyHash)
    if (rival === undefined || rival.createdAt <= entry.createdAt) index.pendingByKey.set(keyHash, entry)
  }
  const certificates = entries.flatMap(({ certificateDer, chain }) => [
    ...(certificateDer === undefined ? [] : [certificateDer]),
    ...chain.map((link) => link.certificateDer),
  ])
  return { certificates, ...index }
}

/** Holds assemblies against what is kept. Of several answers to one request the newest completes it. */
export function planImports(assembled: readonly Assembled[], pile: Pile, kept: KeptIndex): ImportPlan[] {
  const newest = new Map<string, { readonly each: Assembled; readonly begin: number }>()
  for (const each of assembled) {
    // Only answers have rivals; thousands of others need not be read again.
    if (each.certificateId === null || !kept.pendingByKey.has(each.keyHash)) continue
    const begin = beginOf(each, pile)
    const rival = newest.get(each.keyHash)
    if (rival === undefined || begin > rival.begin) newest.set(each.keyHash, { each, begin })
  }
  return assembled.map((each) => planImport(each, newest.get(each.keyHash)?.each === each, pile, kept))
}

function beginOf({ certificateId }: Assembled, pile: Pile): number {
  const der = pile.get(certificateId ?? -1)?.der
  return der === undefined ? 0 : decodeCertificate(der).notBefore.getTime()
}

function planImport(assembled: Assembled, isNewest: boolean, pile: Pile, kept: KeptIndex): ImportPlan {
  const { certificateId, requestId, keyId, keyHash } = assembled
  const keyOwner = keyId === null ? (kept.ownerByKey.get(keyHash) ?? null) : null
  const isKeyHere = keyId !== null || keyOwner !== null
  const listed = kept.bySha256.get(pile.get(certificateId ?? requestId ?? -1)?.sha256 ?? '') ?? null
  // What is only trusted stays so: with its key it becomes an entry beside.
  const known = listed?.kind === 'trusted' && isKeyHere ? null : listed
  const plan = (verdict: ImportVerdict, entry: Entry | null = null): ImportPlan => ({
    assembled,
    verdict,
    entry,
    keyOwner,
  })
  if (certificateId === null) {
    const keyless = keyId === null ? undefined : kept.keylessByKey.get(keyHash)
    if (keyless !== undefined) return plan('adds-key', keyless)
    if (requestId === null || keyId === null) return plan(known === null ? 'waits' : 'known', known)
    return known === null ? plan('new') : plan('known', known)
  }
  const pending = kept.pendingByKey.get(keyHash)
  if (pending !== undefined && isNewest && known?.hasPrivateKey !== true) return plan('completes', pending)
  if (known !== null) {
    const isKeyNew = !known.hasPrivateKey && isKeyHere
    return plan(isKeyNew ? 'adds-key' : 'known', known)
  }
  return plan('new')
}

/** Tells whether importing would change anything. */
export const isImportable = ({ verdict }: ImportPlan): boolean => verdict !== 'known' && verdict !== 'waits'

/** Makes the entry that importing keeps; one that is completed keeps its name, its target and its request. */
export function entryOf(plan: ImportPlan, pile: Pile, kept: KeptIndex, now: Date): Entry {
  const { assembled, verdict, entry, keyOwner } = plan
  const { certificateId, requestId, keyId, chain, isAuthority } = assembled
  const own: Entry = entry ?? {
    id: newEntryId(),
    kind: 'identity',
    name: toEntryName(assembled.name),
    targetId: keyOwner?.targetId ?? generic.id,
    createdAt: now,
    chain: [],
    doneSteps: [],
    hasPrivateKey: false,
  }
  if (verdict === 'known') return own
  const hasPrivateKey = own.hasPrivateKey || keyId !== null || keyOwner !== null
  const certificateDer = certificateId === null ? undefined : pile.get(certificateId)?.der
  const requestDer = requestId === null ? undefined : pile.get(requestId)?.der
  // A key alone changes nothing else of the entry that it belongs to.
  if (entry !== null && certificateDer === undefined) return { ...own, hasPrivateKey }
  return {
    ...own,
    kind: certificateDer === undefined ? 'request' : isAuthority ? 'authority' : 'identity',
    ...(certificateDer && { certificateDer }),
    ...(requestDer && { requestDer }),
    chain: chain.flatMap(({ from, id, name }) => {
      const der = from === 'pile' ? pile.get(id)?.der : kept.certificates[id]
      return der === undefined ? [] : [{ name: toEntryName(name), certificateDer: der }]
    }),
    hasPrivateKey,
  }
}
