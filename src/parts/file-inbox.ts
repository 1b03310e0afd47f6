// Files that were dropped anywhere, on their way to the page that looks at them.
import { readonly, shallowRef } from 'vue'

const offered = shallowRef<readonly File[]>([])

/** What waits to be taken. */
export const offeredFiles = readonly(offered)

/** Offers files to whoever looks at files. */
export function offerFiles(files: readonly File[]): void {
  offered.value = [...offered.value, ...files]
}

/** Takes what was offered; the next one who asks gets nothing. */
export function takeFiles(): readonly File[] {
  const files = offered.value
  // Whoever watches is not to be told of nothing.
  if (files.length > 0) offered.value = []
  return files
}
