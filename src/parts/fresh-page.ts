// Beginning a page anew: it is made again from nothing, whatever was typed, suggested or chosen on it.
import { readonly, shallowRef } from 'vue'

const turn = shallowRef(0)
let isTurned = false

/** Changes when the current page shall be made again; the frame draws its page by it. */
export const pageTurn = readonly(turn)

/** Makes the current page again. */
export function beginAnew(): void {
  isTurned = true
  turn.value++
}

/** Tells once whether the page was just made again, so that the focus can go where it was. */
export function wasBegunAnew(): boolean {
  const answer = isTurned
  isTurned = false
  return answer
}
