import { describe, expect, it } from 'vitest'
import {
  daysOfValidity,
  endOfValidity,
  formatInstant,
  parseInstant,
  parseValidityDays,
} from '../../src/pki/validity.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

describe('parseInstant()', () => {
  it.each(['1950-01-01 00:00:00', '2024-02-29 23:59:59', '9999-12-31 23:59:59'])(
    'reads %j as UTC, as formatInstant() writes it',
    (text) => {
      expect(formatInstant(parseInstant(text))).toBe(text)
      expect(parseInstant(` ${text.replace(' ', 'T')} `).toISOString()).toBe(`${text.replace(' ', 'T')}.000Z`)
    },
  )

  it.each([
    '',
    '2026-03-01',
    '2026-03-01 12:00',
    '2026-02-29 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-01 24:00:00',
    '2026-01-01 00:60:00',
    '2026-01-01 00:00:60',
    '1949-12-31 23:59:59',
    '26-01-01 00:00:00',
    '01.03.2026 12:00:00',
    '2026-03-01 12:00:00Z',
    '10000-01-01 00:00:00',
  ])('refuses %j', (text) => {
    expect(pkiErrorCode(() => parseInstant(text))).toBe('validity/instant-invalid')
  })
})

describe('parseValidityDays()', () => {
  it.each([
    ['1', 1],
    [' 397 ', 397],
    ['36525', 36_525],
  ])('reads %j', (text, days) => {
    expect(parseValidityDays(text)).toBe(days)
  })

  it.each(['', '0', '-1', '1.5', '1e3', '36526', 'a year', '9'.repeat(400)])('refuses %j', (text) => {
    expect(pkiErrorCode(() => parseValidityDays(text))).toBe('validity/days-invalid')
  })
})

describe('endOfValidity()', () => {
  it('is days × 86 400 s − 1 s after the begin, and daysOfValidity() counts back', () => {
    const notBefore = new Date('2026-03-01T12:00:00Z')
    const notAfter = endOfValidity(notBefore, 397)
    expect(formatInstant(notAfter)).toBe('2027-04-02 11:59:59')
    expect(daysOfValidity(notBefore, notAfter)).toBe(397)
    expect(daysOfValidity(notBefore, new Date(notAfter.getTime() + 1000))).toBeNull()
    expect(daysOfValidity(notAfter, notBefore)).toBeNull()
  })
})
