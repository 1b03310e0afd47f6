// From a coded error to the message that says what happened and what to do: the only place that does it.
import type { BundleErrorCode } from '../bundles/errors.ts'
import type { PkiErrorCode } from '../pki/errors.ts'
import type { PlatformErrorCode } from '../platform/errors.ts'
import type { TargetErrorCode } from '../targets/errors.ts'
import type { VaultErrorCode } from '../vault/errors.ts'
import type { PassphraseWeakness } from '../vault/passphrase-strength.ts'
import type { WorkerErrorCode } from '../workers/errors.ts'
import type en from './en.json'

type ErrorCode = PkiErrorCode | TargetErrorCode | VaultErrorCode | BundleErrorCode | PlatformErrorCode | WorkerErrorCode

// A code `room/what-happened` has its words under errors.room.what-happened.
type Room<Code> = Code extends `${infer Name}/${string}` ? Name : never
type What<Code, Name extends string> = Code extends `${Name}/${infer Happened}` ? Happened : never
type WordsFor<Code extends string> = {
  [Name in Room<Code>]: {
    [Happened in What<Code, Name>]: Happened extends 'passphrase-weak' ? Record<PassphraseWeakness, string> : string
  }
}

type Holds<T extends true> = T
/**
 * Fails to compile when a code has no words.
 *
 * @internal
 */
export type EveryCodeHasWords = Holds<typeof en.errors extends WordsFor<ErrorCode> ? true : false>

export interface ErrorWords {
  /** Key in the catalogue. */
  readonly key: string
  /** Values for its placeholders. */
  readonly values: Record<string, string | number>
}

/** Finds the words for an error; what has no code is a fault of ours, and is said to be one. */
export function errorWords(error: unknown): ErrorWords {
  if (!isCoded(error)) return { key: 'errors.unexpected', values: {} }
  const key = `errors.${error.code.replace('/', '.')}`
  const { reason } = error.detail
  return { key: reason === undefined ? key : `${key}.${String(reason)}`, values: { ...error.detail } }
}

/** Takes errors of every room, and what is left of one that crossed over from a worker as data. */
function isCoded(error: unknown): error is { code: ErrorCode; detail: Record<string, string | number> } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    'detail' in error &&
    typeof error.code === 'string' &&
    error.code.includes('/')
  )
}
