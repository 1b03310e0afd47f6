// Deletes an entry and offers to bring it back.
import { useI18n } from 'vue-i18n'
import { useServices } from '../../parts/services.ts'
import { offerUndo } from '../../parts/undo-offer.ts'
import { useInventory } from '../../parts/use-inventory.ts'
import { announce } from '../../ui/announcer.ts'

/** Gives the act; the offer to undo stays until it is used, replaced, or the vault is locked. */
export function useDeleteEntry() {
  const { t } = useI18n()
  const { keeper } = useServices()
  const { refresh } = useInventory()

  async function deleteEntry(id: string): Promise<void> {
    const { name } = (await keeper.load(id)).entry
    const bringBack = await keeper.remove(id)
    await refresh()
    const sentence = t('entry.deleted', { name })
    announce(sentence)
    offerUndo(sentence, async () => {
      await bringBack()
      await refresh()
      announce(t('entry.broughtBack', { name }))
    })
  }

  return { deleteEntry }
}
