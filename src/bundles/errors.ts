// What can go wrong while files are built and archives opened: one class, permanent codes, typed details.

/** What each failure carries, keyed by its permanent code. */
export interface BundleErrorDetail {
  /** A file was asked for whose material the credential lacks. */
  'bundle/material-missing': { file: string; content: string; missing: string }
  /** A file was asked for that cannot be written without a passphrase. */
  'bundle/passphrase-missing': { file: string }

  /** Certificates to trust were to be read from a file that holds none. */
  'trust-store/no-certificate': Record<string, never>
  /** A trust kit was asked for of a file without certificates. */
  'trust-kit/no-certificate': Record<string, never>
  /** A trust kit was asked for of a certificate that another one signed. */
  'trust-kit/not-a-root': Record<string, never>
  /** A trust kit was asked for of a certificate that is no CA's. */
  'trust-kit/not-an-authority': Record<string, never>
  /** A file of a trust kit says something else than what was put into it. */
  'trust-kit/self-test-failed': { file: string }

  'zip/unreadable': Record<string, never>
  'zip/too-many-entries': { limit: number }
  /** Limit in MiB. */
  'zip/too-large': { limit: number }
  'zip/encrypted': { name: string }
  'zip/compression-unsupported': { name: string }
}
export type BundleErrorCode = keyof BundleErrorDetail

/** A bundle that cannot be built as asked, or an archive that cannot be opened; never carries a passphrase or private bytes. */
export class BundleError<C extends BundleErrorCode = BundleErrorCode> extends Error {
  override readonly name = 'BundleError'
  readonly code: C
  readonly detail: BundleErrorDetail[C]

  constructor(code: C, detail: BundleErrorDetail[C], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}
