// A file dropped on any page is one to look at.
import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { offerFiles } from '../parts/file-inbox.ts'
import { collectDropped } from '../platform/dropped-files.ts'

/** Leads dropped files to the page that looks at them. */
export function useDrop(): void {
  const router = useRouter()

  async function take({ dataTransfer }: DragEvent): Promise<void> {
    if (dataTransfer === null) return
    const dropped = await collectDropped(dataTransfer)
    if (dropped.files.length === 0) return
    offerFiles(dropped)
    await router.push('/inspect')
  }
  const listen = (event: DragEvent): void => void take(event)
  addEventListener('drop', listen)
  onScopeDispose(() => {
    removeEventListener('drop', listen)
  })
}
