// What was found, put together and held against the vault; importing keeps it. Follows the list and the vault.
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useServices } from '../../parts/services.ts'
import { useInventory } from '../../parts/use-inventory.ts'
import { useTask } from '../../parts/use-task.ts'
import type { Assembled, PileObject } from '../../pki/assemble.ts'
import { type Bytes, concatBytes } from '../../pki/bytes.ts'
import { useCredentialsStore } from '../../stores/credentials.ts'
import type { Entry } from '../../vault/entry.ts'
import type { VaultError } from '../../vault/errors.ts'
import { type NearestRequest, nearestRequest } from './nearest-request.ts'
import {
  entryOf,
  type ImportPlan,
  indexEntries,
  isImportable,
  type KeptIndex,
  type Pile,
  planImports,
} from './plan-import.ts'
import type { Item } from './use-findings.ts'

interface Found {
  readonly items: Readonly<{ value: readonly Item[] }>
  /** PKCS #8 DER of a private key's item, a copy for the caller to wipe; undefined where it is none. */
  readonly copyKey: (id: number) => Bytes | undefined
}

/** Assembles and imports. */
export function useImport({ items, copyKey }: Found) {
  const { pki, keeper, now } = useServices()
  const credentials = useCredentialsStore()
  const { refresh } = useInventory()
  const { isBusy, failure, run } = useTask()
  const found = shallowRef<{ assembled: readonly Assembled[]; pile: Pile; kept: KeptIndex }>({
    assembled: [],
    pile: new Map(),
    kept: indexEntries([]),
  })
  const keepFailure = shallowRef<VaultError | null>(null)
  const plans = computed(() => {
    const { assembled, pile, kept } = found.value
    return planImports(assembled, pile, kept)
  })
  const importable = computed(() => plans.value.filter(isImportable))

  const isAssembling = shallowRef(false)
  let current = new AbortController()
  onScopeDispose(() => {
    current.abort()
  })

  async function assemble(): Promise<void> {
    // The list has changed: what was being put together is not it any more.
    current.abort()
    const own = (current = new AbortController())
    isAssembling.value = true
    try {
      await assembleFor(own.signal)
    } catch (error) {
      if (!own.signal.aborted) throw error
    } finally {
      if (own === current) isAssembling.value = false
    }
  }

  async function assembleFor(signal: AbortSignal): Promise<void> {
    const { held } = await keeper.list()
    const kept = indexEntries(held.map(({ entry }) => entry))
    const objects = objectsOf(items.value)
    const assembled =
      objects.length === 0
        ? []
        : await pki.assemble(packed(objects), { kept: kept.certificates, now: now() }, { signal })
    if (!signal.aborted) found.value = { assembled, pile: pileOf(items.value), kept }
  }
  // Files that are still being read come in many parts; putting together waits for the last.
  watch([() => items.value, () => credentials.summaries], () => {
    if (!items.value.some(({ state }) => state === 'working')) void assemble()
  })

  // Made once a plan: a new id at every drawing would be another entry, and throw away what was prepared of it.
  const entries = new WeakMap<ImportPlan, Entry>()
  function entryFor(plan: ImportPlan): Entry {
    const entry = entries.get(plan) ?? entryOf(plan, found.value.pile, found.value.kept, now())
    entries.set(plan, entry)
    return entry
  }

  function nearestFor(plan: ImportPlan): NearestRequest | null {
    const { pile, kept } = found.value
    return nearestRequest(plan, pile.get(plan.assembled.certificateId ?? -1)?.der, kept)
  }

  /** Gives the key of a plan, from the pile or from the vault; whoever asked wipes it. */
  async function openKey({ assembled: { keyId }, keyOwner, entry }: ImportPlan): Promise<Bytes | undefined> {
    if (keyId !== null) return copyKey(keyId)
    const owner = keyOwner ?? (entry?.hasPrivateKey ? entry : null)
    return owner === null ? undefined : keeper.openPrivateKeyInfo(owner.id)
  }

  /** Keeps what is chosen; gives the id of the last entry. */
  async function importPlans(chosen: readonly ImportPlan[]): Promise<string | null> {
    let lastId: string | null = null
    await run(async () => {
      const additions: { entry: Entry; privateKeyInfo?: Bytes }[] = []
      for (const plan of chosen) {
        const privateKeyInfo = await openKey(plan)
        additions.push({ entry: entryFor(plan), ...(privateKeyInfo && { privateKeyInfo }) })
      }
      try {
        keepFailure.value = await keeper.keep(additions)
      } finally {
        for (const { privateKeyInfo } of additions) privateKeyInfo?.fill(0)
      }
      lastId = additions.at(-1)?.entry.id ?? null
      if (lastId !== null) credentials.markNewest(lastId)
      await refresh()
    })
    return lastId
  }

  return { plans, importable, entryFor, nearestFor, openKey, importPlans, isAssembling, isBusy, failure, keepFailure }
}

function objectsOf(items: readonly Item[]): PileObject[] {
  return items.flatMap(({ id, finding }): PileObject[] => {
    if (finding?.state !== 'ok') return []
    const { kind, der, publicKey } = finding
    if ((kind === 'certificate' || kind === 'certification-request') && der !== undefined) return [{ id, kind, der }]
    return kind === 'private-key' && publicKey !== undefined ? [{ id, kind, publicKey }] : []
  })
}

/** Puts all DER into one buffer: sending ten thousand to the worker one by one would hold the page up. */
function packed(objects: readonly PileObject[]): PileObject[] {
  const bytesOf = (object: PileObject): Bytes => (object.kind === 'private-key' ? object.publicKey : object.der)
  const all = concatBytes(objects.map(bytesOf))
  let end = 0
  return objects.map((object) => {
    const part = all.subarray(end, (end += bytesOf(object).length))
    return object.kind === 'private-key' ? { ...object, publicKey: part } : { ...object, der: part }
  })
}

const pileOf = (items: readonly Item[]): Pile =>
  new Map(
    items.flatMap(({ id, finding }) =>
      finding?.der === undefined || finding.sha256 === undefined
        ? []
        : [[id, { der: finding.der, sha256: finding.sha256 }] as const],
    ),
  )
