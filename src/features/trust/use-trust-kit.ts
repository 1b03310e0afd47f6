// The root that was chosen and its kit, built anew whenever the choice or the vault changes.
import { computed, readonly, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { TrustKit } from '../../bundles/trust-kit/trust-kit.ts'
import { useServices } from '../../parts/services.ts'
import type { Bytes } from '../../pki/bytes.ts'
import { useCredentialsStore } from '../../stores/credentials.ts'
import { announce } from '../../ui/announcer.ts'
import { errorWords } from '../../words/error-words.ts'
import { findKitSource, type KitSource, readKitSource } from './kit-source.ts'

/** A kit and the name of its root. */
export interface MadeKit {
  readonly name: string
  readonly kit: TrustKit
}

const BROUGHT = 'brought'

/** Holds the choice; `wanted` is the entry that the address names, empty for none. */
export function useTrustKit(wanted: () => string) {
  const { t } = useI18n()
  const services = useServices()
  const credentials = useCredentialsStore()
  const brought = shallowRef<KitSource | null>(null)
  const picked = shallowRef('')
  const made = shallowRef<MadeKit | null>(null)
  const failure = shallowRef('')

  const ownRoots = computed(() =>
    credentials.summaries.filter(
      ({ id, kind, isSelfIssued }) => kind === 'authority' && (isSelfIssued || id === wanted()),
    ),
  )
  const trustedRoots = computed(() =>
    credentials.summaries.filter(({ kind, isSelfIssued }) => kind === 'trusted' && isSelfIssued),
  )
  const options = computed(() => [
    ...(brought.value === null ? [] : [{ value: BROUGHT, label: brought.value.name }]),
    ...[...ownRoots.value, ...trustedRoots.value].map(({ id, name }) => ({ value: id, label: name })),
  ])
  const choice = computed({
    // What was chosen may be deleted meanwhile; the first of the list is the newest of the vault's own.
    get: () =>
      [picked.value, wanted()].find((id) => options.value.some(({ value }) => value === id)) ??
      options.value[0]?.value ??
      '',
    set: (id: string) => {
      picked.value = id
    },
  })

  async function sourceOf(id: string): Promise<KitSource | null> {
    if (id === BROUGHT) return brought.value
    const { held } = await services.keeper.list()
    return findKitSource(
      held.map(({ entry }) => entry),
      id,
    )
  }

  // Counts the attempts: what was begun for another choice is dropped.
  let attempt = 0
  async function attemptTo(work: () => Promise<MadeKit | null>): Promise<void> {
    const own = ++attempt
    try {
      const result = await work()
      if (own !== attempt) return
      made.value = result
      failure.value = ''
    } catch (error) {
      if (own !== attempt) return
      const { key, values } = errorWords(error)
      failure.value = t(key, values)
      announce(failure.value)
    }
  }

  async function build(source: KitSource | null): Promise<MadeKit | null> {
    if (source === null) return null
    return { name: source.name, kit: await services.pki.buildTrustKit(source.rootDer, source.intermediatesDer) }
  }

  watch([choice, () => credentials.summaries], ([id]) => attemptTo(async () => build(await sourceOf(id))), {
    immediate: true,
  })

  /** Takes a root from elsewhere; what is none leaves the kit that is there, and says why. */
  function bring(load: () => Promise<Bytes>): Promise<void> {
    return attemptTo(async () => {
      const source = await readKitSource(await load(), services)
      const kit = await build(source)
      brought.value = source
      picked.value = BROUGHT
      announce(t('trust.brought', { name: source.name }))
      return kit
    })
  }

  return { options, choice, made: readonly(made), failure: readonly(failure), bring }
}
