// The vault as one file, and back. A backup copies sealed records as they lie, so it needs no passphrase; a restore opens
// everything before it writes anything. A backup is the same vault: same id, same key, same passphrase of that day.
import type { Bytes } from '../pki/bytes.ts'
import { decodeVaultFile, encodeVaultFile, type VaultFile } from './backup-file.ts'
import { documentKinds, type VaultDocument } from './document.ts'
import { type AnyVaultError, VaultError } from './errors.ts'
import { openVaultHeader, readHeader, type VaultSecret } from './header.ts'
import { findVault, toolsOf } from './indexed-db-vault.ts'
import { createMapStore, HEADER_KEY, indexedDbStore, type RecordStore } from './record-store.ts'
import { readSealedRecord, type SealedRecord } from './seal.ts'
import type { VaultTools } from './sealed-session.ts'
import { createSealedVault } from './sealed-vault.ts'
import type { DamagedRecord, Vault, VaultItem } from './vault.ts'
import { damageError } from './vault-index.ts'

export interface RestoreOptions extends Partial<VaultTools> {
  /** The unlocked vault that takes what it does not have yet. */
  readonly into?: Vault
}

export interface Restored {
  readonly vault: Vault
  readonly added: number
  /** Entries whose id was there before; they stay as they were. */
  readonly known: number
  /** Documents that came or took an older one's place; of two of one id the one that was saved last stays. */
  readonly documents: number
  /** What the file holds and does not open; it was not added to a vault that was there. */
  readonly damaged: readonly DamagedRecord[]
}

/**
 * Copies this browser's vault into one file, locked or not. Records that are no sealed records at all are left out.
 *
 * @returns UTF-8 JSON; a name like `ringroot-vault-2026-11-21.ringroot` is the caller's
 * @throws VaultError `vault/absent`, `vault/record-damaged` for the header, or a storage code
 */
export async function backUpVault(store: RecordStore = indexedDbStore): Promise<Bytes> {
  const snapshot = await store.readPrefixes(['vault/', 'entry/', 'key/', 'document/'])
  const stored = snapshot.get(HEADER_KEY)
  if (stored === undefined) throw new VaultError('vault/absent', {}, 'Cannot back up vault: there is none')
  const header = readHeader(stored)
  if (header === null) throw damageError('vault/record-damaged', 'header')
  const records = new Map<string, SealedRecord>()
  for (const [key, value] of snapshot) {
    const record = readSealedRecord(value)
    if (record !== null) records.set(key, record)
  }
  return encodeVaultFile({ header, records })
}

/**
 * Brings a vault file back. With no vault in this browser the file's vault becomes its vault; otherwise the file's entries
 * are added to the unlocked one, under its key, and no entry there is replaced; of documents the newest stays.
 *
 * @throws VaultError `vault/backup-unreadable`, `vault/backup-newer`, `vault/passphrase-refused`; `vault/locked` when there
 *   is a vault and it is not given; a storage code. Nothing is written then
 */
export async function restoreVault(
  file: Bytes,
  passphrase: string,
  { into, ...options }: RestoreOptions = {},
): Promise<Restored> {
  const tools = toolsOf(options)
  const content = decodeVaultFile(file)
  // Before the slow part, as a courtesy; what counts is the second look, under the lock.
  if (into === undefined) await refuseLocked(tools.store)
  const secret = await openVaultHeader(content.header, passphrase)
  const { items, documents, damaged } = await openFile(content, secret, tools)
  try {
    if (into !== undefined) return { vault: into, ...(await into.addMissing(items, documents)), damaged }
    await writeFile(content, tools)
    return {
      vault: createSealedVault(secret, tools),
      added: items.length,
      known: 0,
      documents: documents.length,
      damaged,
    }
  } finally {
    for (const { privateKeyInfo } of items) privateKeyInfo?.fill(0)
  }
}

/** Opens every entry, key and document of a file by way of a vault over it. */
async function openFile(
  content: VaultFile,
  secret: VaultSecret,
  tools: VaultTools,
): Promise<{ items: VaultItem[]; documents: VaultDocument[]; damaged: DamagedRecord[] }> {
  const records = new Map<string, unknown>([...content.records, [HEADER_KEY, content.header]])
  const vault = createSealedVault(secret, { ...tools, store: createMapStore(records, 'vault file') })
  const listing = await vault.list()
  const items: VaultItem[] = []
  const damaged = [...listing.damaged]
  for (const entry of listing.entries) {
    try {
      if (!entry.hasPrivateKey) items.push({ entry })
      else items.push({ entry, privateKeyInfo: await vault.openPrivateKeyInfo(entry.id) })
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      const { code } = error as AnyVaultError
      damaged.push({
        id: entry.id,
        name: entry.name,
        code: code === 'vault/record-newer' ? code : 'vault/record-damaged',
      })
    }
  }
  const documents: VaultDocument[] = []
  for (const kind of documentKinds) {
    const listed = await vault.listDocuments(kind)
    documents.push(...listed.documents)
    damaged.push(...listed.damaged)
  }
  vault.lock()
  return { items, documents, damaged }
}

function writeFile({ header, records }: VaultFile, { store, exclusive }: VaultTools): Promise<void> {
  return exclusive(store.name, async () => {
    await refuseLocked(store)
    // Leftovers of a vault whose header is gone cannot be opened by this one; they stay, and are reported as foreign.
    await store.commit([[HEADER_KEY, header], ...records], [])
  })
}

async function refuseLocked(store: RecordStore): Promise<void> {
  if ((await findVault(store)) === 'present')
    throw new VaultError('vault/locked', {}, 'Cannot restore vault: unlock the one that is there first')
}
