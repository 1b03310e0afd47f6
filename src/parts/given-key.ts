// A key that a form shows and cannot change: it is there already.

export interface GivenKey {
  /** What it is, such as `RSA 2048`. */
  readonly label: string
  /** Why it cannot be changed. */
  readonly hint: string
}
