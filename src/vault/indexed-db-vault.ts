// The sealed vault of this browser: whether there is one, making it, opening it, changing its passphrase.
import { VaultError } from './errors.ts'
import { withWebLock } from './exclusive.ts'
import { createVaultHeader, DEFAULT_ITERATIONS, openVaultHeader, resealVaultHeader } from './header.ts'
import { findPassphraseWeakness } from './passphrase-strength.ts'
import { HEADER_KEY, INDEX_KEY, indexedDbStore, type RecordStore } from './record-store.ts'
import { browserRandomBytes } from './seal.ts'
import type { VaultTools } from './sealed-session.ts'
import { createSealedVault } from './sealed-vault.ts'
import type { Vault } from './vault.ts'
import { sealIndex } from './vault-index.ts'

export type VaultPresence = 'absent' | 'present'

/** What a vault leans on; a page leaves it all out, a test brings its own. */
export interface VaultOptions extends Partial<VaultTools> {
  /** PBKDF2 iterations of a new header, 600 000 to 10 000 000. */
  readonly iterations?: number
}

/**
 * Looks whether this browser has a vault, readable or not.
 *
 * @throws VaultError `vault/storage-refused`
 */
export async function findVault(store: RecordStore = indexedDbStore): Promise<VaultPresence> {
  const [header] = await store.read([HEADER_KEY])
  return header === undefined ? 'absent' : 'present'
}

/**
 * Makes this browser's vault and unlocks it.
 *
 * @throws VaultError `vault/passphrase-weak` with the reason, `vault/exists`, or a storage code
 */
export async function createVault(passphrase: string, options: VaultOptions = {}): Promise<Vault> {
  refuseWeak(passphrase)
  const tools = toolsOf(options)
  const secret = await createVaultHeader(passphrase, options.iterations ?? DEFAULT_ITERATIONS, tools.randomBytes)
  const index = await sealIndex(secret, { revision: 1, rows: new Map(), documents: new Map() }, tools.randomBytes)
  await tools.exclusive(tools.store.name, async () => {
    if ((await findVault(tools.store)) === 'present') throw new VaultError('vault/exists', {}, 'Cannot create vault: there is one')
    await tools.store.commit([[HEADER_KEY, secret.header], [INDEX_KEY, index]], [])
  }) // prettier-ignore
  return createSealedVault(secret, tools)
}

/**
 * Unlocks this browser's vault.
 *
 * @throws VaultError `vault/absent`, `vault/passphrase-refused` (wrong passphrase or damaged header), or a storage code
 */
export async function unlockVault(passphrase: string, options: VaultOptions = {}): Promise<Vault> {
  const tools = toolsOf(options)
  return createSealedVault(await openVaultHeader(await readStoredHeader(tools.store), passphrase), tools)
}

/**
 * Seals the vault key under another passphrase, or under the same one with more iterations; no record is written.
 * Copies of the old header, backups say, still open with the old passphrase.
 *
 * @throws VaultError as `unlockVault`, and `vault/passphrase-weak` for the new one
 */
export async function changePassphrase(from: string, to: string, options: VaultOptions = {}): Promise<void> {
  refuseWeak(to)
  const { store, exclusive, randomBytes } = toolsOf(options)
  await exclusive(store.name, async () => {
    const stored = await readStoredHeader(store)
    const header = await resealVaultHeader(stored, {
      from,
      to,
      iterations: options.iterations ?? DEFAULT_ITERATIONS,
      randomBytes,
    })
    await store.commit([[HEADER_KEY, header]], [])
  })
}

/** Fills in what the page's vault leans on. */
export function toolsOf({
  store = indexedDbStore,
  exclusive = withWebLock,
  randomBytes = browserRandomBytes,
}: Partial<VaultTools>): VaultTools {
  return { store, exclusive, randomBytes }
}

async function readStoredHeader(store: RecordStore): Promise<unknown> {
  const [header] = await store.read([HEADER_KEY])
  if (header === undefined) throw new VaultError('vault/absent', {}, 'Cannot open vault: there is none')
  return header
}

function refuseWeak(passphrase: string): void {
  const reason = findPassphraseWeakness(passphrase)
  if (reason !== null) throw new VaultError('vault/passphrase-weak', { reason }, `Cannot use passphrase: ${reason}`)
}
