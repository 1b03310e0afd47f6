// The trust store on the page: what is in it, what of it a device is to get, and what is added.
import { computed, readonly, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useErrorSentence } from '../../parts/use-error-sentence.ts'
import { useServices } from '../../parts/services.ts'
import { useInventory } from '../../parts/use-inventory.ts'
import { useTask } from '../../parts/use-task.ts'
import type { Bytes } from '../../pki/bytes.ts'
import { useCredentialsStore } from '../../stores/credentials.ts'
import { announce } from '../../ui/announcer.ts'
import type { Entry } from '../../vault/entry.ts'
import { buildTrustPack, listTrusted, readTrusted, storeTargets, type TrustedItem } from './trust-store.ts'

/** Holds the list, the choice and the device. */
export function useTrustStore() {
  const { t } = useI18n()
  const services = useServices()
  const credentials = useCredentialsStore()
  const sentenceOf = useErrorSentence()
  const { refresh } = useInventory()
  const { failure, run } = useTask()
  const items = shallowRef<readonly TrustedItem[]>([])
  /** What the person has taken off the list for the device. */
  const leftOut = shallowRef<ReadonlySet<string>>(new Set())
  const targetId = shallowRef(storeTargets[0]?.id ?? '')
  const keepFailure = shallowRef('')

  const target = computed(() => storeTargets.find(({ id }) => id === targetId.value))
  const chosen = computed(() => items.value.filter(({ id }) => !leftOut.value.has(id)))
  const places = computed(() => target.value?.limits?.trustedCertificates ?? 0)

  const readEntries = async (): Promise<Entry[]> => (await services.keeper.list()).held.map(({ entry }) => entry)
  watch(
    () => credentials.summaries,
    async () => void (items.value = listTrusted(await readEntries(), services.now())),
    { immediate: true },
  )

  function choose(id: string, isChosen: boolean): void {
    const others = [...leftOut.value].filter((other) => other !== id)
    leftOut.value = new Set(isChosen ? others : [...others, id])
  }

  function bring(load: () => Promise<Bytes>, name: string): Promise<void> {
    return run(async () => {
      const source = name === '' ? t('trustStore.pasted') : name
      const { additions, known } = await readTrusted(await load(), source, {
        ...services,
        entries: await readEntries(),
      })
      if (additions.length > 0) {
        const notKept = await services.keeper.keep(additions.map((entry) => ({ entry })))
        keepFailure.value = notKept === null ? '' : sentenceOf(notKept)
        await refresh()
      }
      const sentences = [
        t('trustStore.added', { n: additions.length }, additions.length),
        ...(known > 0 ? [t('trustStore.known', { n: known }, known)] : []),
      ]
      announce(sentences.join(' '))
    })
  }

  function download(): Promise<void> {
    return run(async () => {
      const files = await buildTrustPack(chosen.value, services.pki)
      services.saveFile('trusted-certificates.zip', await services.pki.zipFiles(files), 'application/zip')
    })
  }

  return {
    items: readonly(items),
    chosen,
    leftOut: readonly(leftOut),
    targetId,
    target,
    places,
    failure,
    keepFailure: readonly(keepFailure),
    choose,
    bring,
    download,
  }
}
