// Files that were dropped anywhere, on their way to the page that looks at them.
import { readonly, shallowRef } from 'vue'
import type { DroppedFiles } from '../platform/dropped-files.ts'

const nothing: DroppedFiles = { files: [], cutAt: null }
const offered = shallowRef(nothing)

/** What waits to be taken. */
export const offeredFiles = readonly(offered)

/** Offers files to whoever looks at files. */
export function offerFiles({ files, cutAt }: DroppedFiles): void {
  offered.value = { files: [...offered.value.files, ...files], cutAt: cutAt ?? offered.value.cutAt }
}

/** Takes what was offered; the next one who asks gets nothing. */
export function takeFiles(): DroppedFiles {
  const taken = offered.value
  // Whoever watches is not to be told of nothing.
  if (taken.files.length > 0) offered.value = nothing
  return taken
}
