// What travels between the page and its worker; everything in it survives structured clone.
import type { ErrorRecord } from './errors.ts'

/** One call; `id` joins it with its reply. */
export interface PkiCall {
  readonly id: number
  readonly operation: string
  readonly args: readonly unknown[]
}

export type PkiReply =
  /** Comes any number of times before the last two. */
  | { readonly id: number; readonly progress: number }
  | { readonly id: number; readonly part: unknown }
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorRecord }
