// Documents in the sealed vault: a record each, listed in the index beside the entries.
import { type DocumentKind, isNewer, refuseTooMany, type VaultDocument } from './document.ts'
import { documentKey, INDEX_KEY } from './record-store.ts'
import { type DocumentRow, encodeDocumentRecord } from './records/records.ts'
import type { SealedRecord } from './seal.ts'
import type { Change, SealedSession } from './sealed-session.ts'
import type { DocumentListing } from './vault.ts'
import { openDocument, type VaultIndex } from './vault-index.ts'

/** Opens the documents of a kind. */
export async function listDocuments(session: SealedSession, kind: DocumentKind): Promise<DocumentListing> {
  const { secret, seenRevision } = session
  const snapshot = await session.tools.store.readPrefixes([INDEX_KEY, 'document/'])
  const index = await session.readIndex(snapshot.get(INDEX_KEY), seenRevision)
  const rows = [...index.documents.values()].filter((row) => row.kind === kind)
  const opened = await Promise.all(
    rows.map(async (row) => ({ row, result: await openDocument(secret, row, snapshot.get(documentKey(row.id))) })),
  )
  return {
    documents: opened.flatMap(({ result }) => (result.ok ? [result.document] : [])),
    damaged: opened.flatMap(({ row: { id, name }, result }) => (result.ok ? [] : [{ id, name, code: result.code }])),
  }
}

/** Plans a write of documents, all of which take the place of what is kept under their ids. */
export async function planDocuments(
  session: SealedSession,
  index: VaultIndex,
  revision: number,
  documents: readonly VaultDocument[],
): Promise<Change> {
  const rows = new Map<string, DocumentRow>(index.documents)
  const puts: [string, SealedRecord][] = []
  for (const document of documents) {
    const { id, kind, name } = document
    const key = documentKey(id)
    puts.push([key, await session.seal(key, revision, encodeDocumentRecord(document))])
    rows.set(id, { id, kind, name, revision })
  }
  refuseTooMany(rows.size)
  return { puts, documents: rows }
}

/** Picks those documents that are not kept yet, are damaged, or were saved after the one that is kept. */
export async function pickNewer(
  session: SealedSession,
  index: VaultIndex,
  documents: readonly VaultDocument[],
): Promise<VaultDocument[]> {
  const stored = await session.tools.store.read(documents.map(({ id }) => documentKey(id)))
  const picked = await Promise.all(
    documents.map(async (document, at) => {
      const row = index.documents.get(document.id)
      const kept = row && (await openDocument(session.secret, row, stored[at]))
      return isNewer(document, kept?.ok === true ? kept.document : undefined)
    }),
  )
  return documents.filter((_, at) => picked[at])
}

/** Removes a document, whatever lies in its place. */
export function removeDocument(session: SealedSession, id: string): Promise<void> {
  return session.write((index) => {
    if (!index.documents.has(id)) return Promise.resolve(null)
    const documents = new Map(index.documents)
    documents.delete(id)
    return Promise.resolve({ puts: [], deletes: [documentKey(id)], documents })
  })
}
