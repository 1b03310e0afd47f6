// From a coded error to the message that says what happened and what to do: the only place that does it.
import type { BundleErrorCode } from '../bundles/errors.ts'
import type { PkiErrorCode } from '../pki/errors.ts'
import type { PlatformErrorCode } from '../platform/errors.ts'
import type { TargetErrorCode } from '../targets/errors.ts'
import type { VaultErrorCode } from '../vault/errors.ts'
import type en from './en.json'

type ErrorCode = PkiErrorCode | TargetErrorCode | VaultErrorCode | BundleErrorCode | PlatformErrorCode

// A code `room/what-happened` has its words under errors.room.what-happened; a code without words is a type error here.
type WordsFor<Code extends string> = {
  [Room in Code as Room extends `${infer Name}/${string}` ? Name : never]: Record<
    Extract<
      Code,
      `${Room extends `${infer Name}/${string}` ? Name : never}/${string}`
    > extends `${string}/${infer What}`
      ? What
      : never,
    string
  >
}
/** Fails to compile when a code has no words. */
export type EveryCodeHasWords = typeof en.errors extends WordsFor<ErrorCode> ? true : never
const everyCodeHasWords: EveryCodeHasWords = true
void everyCodeHasWords

export interface ErrorWords {
  /** Key in the catalogue. */
  readonly key: string
  /** Values for its placeholders. */
  readonly values: Record<string, string | number>
}

/** Finds the words for an error; what has no code is a fault of ours, and is said to be one. */
export function errorWords(error: unknown): ErrorWords {
  if (!isCoded(error)) return { key: 'errors.unexpected', values: {} }
  return { key: `errors.${error.code.replace('/', '.')}`, values: { ...error.detail } }
}

function isCoded(error: unknown): error is { code: ErrorCode; detail: Record<string, string | number> } {
  return (
    error instanceof Error &&
    'code' in error &&
    'detail' in error &&
    typeof error.code === 'string' &&
    error.code.includes('/')
  )
}
