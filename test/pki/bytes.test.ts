import { describe, expect, it } from 'vitest'
import { withoutRepeats } from '../../src/pki/bytes.ts'

describe('withoutRepeats()', () => {
  it('withoutRepeats() keeps the order in which octets came first', () => {
    const list = [Uint8Array.of(2, 1), Uint8Array.of(1), Uint8Array.of(2, 1), Uint8Array.of(), Uint8Array.of(1)]
    expect(withoutRepeats(list)).toEqual([Uint8Array.of(2, 1), Uint8Array.of(1), Uint8Array.of()])
  })
})
