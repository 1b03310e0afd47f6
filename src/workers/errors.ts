// What can go wrong between the page and its worker, and how an error crosses over and stays itself.
import { BundleError, type BundleErrorCode, type BundleErrorDetail } from '../bundles/errors.ts'
import { PkiError, type PkiErrorCode, type PkiErrorDetail } from '../pki/errors.ts'

/** What each failure carries, keyed by its permanent code. */
export interface WorkerErrorDetail {
  /** The worker ended, or never started; what it was doing is lost, the next call starts a new one. */
  'worker/stopped': Record<string, never>
}
export type WorkerErrorCode = keyof WorkerErrorDetail

/** A failure of the worker itself, not of what it was asked to do. */
export class WorkerError<C extends WorkerErrorCode = WorkerErrorCode> extends Error {
  override readonly name = 'WorkerError'
  readonly code: C
  readonly detail: WorkerErrorDetail[C]

  constructor(code: C, detail: WorkerErrorDetail[C], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}

/** An error as plain data: structured clone drops the class, the code and the detail. */
export interface ErrorRecord {
  readonly name: string
  readonly message: string
  readonly code?: string
  readonly detail?: object
}

/** Turns whatever was thrown into plain data. */
export function encodeError(error: unknown): ErrorRecord {
  if (error instanceof PkiError || error instanceof BundleError) {
    const { name, message } = error
    return { name, message, code: error.code as string, detail: error.detail as object }
  }
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) }
}

/** Gives an error its class back; one that the rooms do not own becomes a plain Error of the same name. */
export function decodeError({ name, message, code, detail }: ErrorRecord): Error {
  // The record was made by encodeError() from these very classes, so code and detail belong together.
  if (name === 'PkiError') return new PkiError(code as PkiErrorCode, detail as PkiErrorDetail[PkiErrorCode], message)
  if (name === 'BundleError')
    return new BundleError(code as BundleErrorCode, detail as BundleErrorDetail[BundleErrorCode], message)
  const error =
    name === 'TypeError' ? new TypeError(message) : name === 'RangeError' ? new RangeError(message) : new Error(message)
  error.name = name
  return error
}
