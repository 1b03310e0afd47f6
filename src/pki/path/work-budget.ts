// How much work an answer may cost: whoever brings certificates chooses how many there are and how they hang together.

/** Thrown where the work is more than allowed; caught by certification-path.ts, which answers "too complex". */
export class TooComplex extends Error {
  override readonly name = 'TooComplex'
  readonly limit: number
  constructor(limit: number) {
    super(`Cannot check path: more than ${String(limit)} units of work`)
    this.limit = limit
  }
}

// Steps of the search, signatures, and comparisons of a name with a subtree. Real questions take some ten, some five, and
// some hundred; the most expensive of each together are under a second.
const LIMITS = { steps: 20_000, signatures: 1_000, comparisons: 250_000 } as const

/** Counts what has been done. */
export class WorkBudget {
  private readonly spent = { steps: 0, signatures: 0, comparisons: 0 }

  /** Takes some of one kind of work; throws {@link TooComplex} when there is none left. */
  spend(kind: keyof typeof LIMITS, amount = 1): void {
    this.spent[kind] += amount
    if (this.spent[kind] > LIMITS[kind]) throw new TooComplex(LIMITS[kind])
  }
}
