// Chance that can be had again: the same seed gives the same numbers.

/** Makes choices; mulberry32, which is quick and even enough for choosing. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A whole number from 0 to `limit`, without `limit`. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }

  /** One of some things; there has to be one. */
  pick<T>(things: readonly T[]): T {
    const thing = things[this.below(things.length)]
    if (thing === undefined) throw new RangeError('pick() needs something to pick from')
    return thing
  }

  /** Some octets of any values. */
  octets(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256))
  }
}
