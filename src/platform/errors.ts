// What can go wrong at the browser's edges: one class, permanent codes, typed details.

/** What each failure carries, keyed by its permanent code. */
export interface PlatformErrorDetail {
  'file/too-large': { name: string; maxBytes: number }
  'file/unreadable': { name: string }
}
export type PlatformErrorCode = keyof PlatformErrorDetail

/** A refusal of the browser or of the file system behind it. */
export class PlatformError<C extends PlatformErrorCode = PlatformErrorCode> extends Error {
  override readonly name = 'PlatformError'
  readonly code: C
  readonly detail: PlatformErrorDetail[C]

  constructor(code: C, detail: PlatformErrorDetail[C], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}
