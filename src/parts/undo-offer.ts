// The one act that can be taken back right now.
import { shallowRef } from 'vue'

export interface UndoOffer {
  readonly sentence: string
  readonly undo: () => Promise<void>
}

/** What the page offers to undo, or null. */
export const undoOffer = shallowRef<UndoOffer | null>(null)

/** Offers to take an act back; an earlier offer lapses. */
export function offerUndo(sentence: string, undo: () => Promise<void>): void {
  undoOffer.value = { sentence, undo }
}

/** Lets the offer lapse: on lock, or when the person closes it. */
export function withdrawUndo(): void {
  undoOffer.value = null
}
