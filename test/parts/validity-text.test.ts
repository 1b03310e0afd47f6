import { describe, expect, it } from 'vitest'
import { daysFromEnd, endFromDays, shortenTo } from '../../src/parts/validity-text.ts'

describe('endFromDays()', () => {
  it('ends one second before the day after the last begins', () => {
    expect(endFromDays('2026-11-20 12:00:00', '397')).toBe('2027-12-22 11:59:59')
  })

  it.each(['', '0', '-1', '1.5', 'abc', '99999999'])('gives null for %j days', (days) => {
    expect(endFromDays('2026-11-20 12:00:00', days)).toBeNull()
  })

  it('gives null while the begin cannot be read', () => {
    expect(endFromDays('yesterday', '10')).toBeNull()
  })
})

describe('daysFromEnd()', () => {
  it('is the inverse of endFromDays()', () => {
    expect(daysFromEnd('2026-11-20 12:00:00', '2027-12-22 11:59:59')).toBe('397')
  })

  it('gives nothing for an end that is not on a whole day', () => {
    expect(daysFromEnd('2026-11-20 12:00:00', '2027-12-22 11:59:58')).toBe('')
  })
})

describe('shortenTo()', () => {
  const validity = { notBefore: '2026-01-01 00:00:00', notAfter: '2027-02-01 23:59:59', validityDays: '397' }

  it('ends a longer validity after so many days, and leaves a shorter one', () => {
    expect(shortenTo(200, validity)).toEqual({ ...validity, notAfter: '2026-07-19 23:59:59', validityDays: '200' })
    for (const days of [397, 825, Infinity]) expect(shortenTo(days, validity)).toBe(validity)
  })
})
