// Instants and lengths of validity as a form spells them: UTC, to the second (RFC 5280 §4.1.2.5).
import { PkiError } from './errors.ts'

export const DAY_MS = 86_400_000

/** Writes an instant as `YYYY-MM-DD HH:MM:SS` in UTC; fractions of a second are cut off. */
export const formatInstant = (instant: Date): string => instant.toISOString().slice(0, 19).replace('T', ' ')

const INSTANT = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/

/**
 * Reads `YYYY-MM-DD HH:MM:SS` as UTC, from 1950 (where UTCTime begins) to 9999.
 *
 * @throws {@link PkiError} `validity/instant-invalid`, also for days and hours that do not exist
 */
export function parseInstant(text: string): Date {
  const [, day = '', time = ''] = INSTANT.exec(text.trim()) ?? []
  const instant = new Date(`${day}T${time}Z`)
  // Date takes February 30 for March 2; what it writes again shows that.
  const isReal = !Number.isNaN(instant.getTime()) && formatInstant(instant) === `${day} ${time}`
  if (isReal && instant.getUTCFullYear() >= 1950) return instant
  const found = text.trim().slice(0, 64)
  throw new PkiError(
    'validity/instant-invalid',
    { found },
    `Cannot use date: expected "YYYY-MM-DD HH:MM:SS", found "${found}"`,
  )
}

// A century with its leap days: longer than any phone system lives.
const MAX_VALIDITY_DAYS = 36_525

/**
 * Reads a whole number of days, 1 to 36 525.
 *
 * @throws {@link PkiError} `validity/days-invalid`
 */
export function parseValidityDays(text: string): number {
  const trimmed = text.trim()
  const days = /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : 0
  if (days >= 1 && days <= MAX_VALIDITY_DAYS) return days
  const found = trimmed.slice(0, 64)
  const message = `Cannot use validity: expected 1 to ${String(MAX_VALIDITY_DAYS)} days, found "${found}"`
  throw new PkiError('validity/days-invalid', { found, limit: MAX_VALIDITY_DAYS }, message)
}

/** Gives the last second of a validity: both ends count (RFC 5280 §4.1.2.5), so it is days × 86 400 s − 1 s after the first. */
export const endOfValidity = (notBefore: Date, days: number): Date =>
  new Date(notBefore.getTime() + days * DAY_MS - 1000)

/** Gives the whole days between two ends, or null when it is no whole number of at least one. */
export function daysOfValidity(notBefore: Date, notAfter: Date): number | null {
  const days = (notAfter.getTime() + 1000 - notBefore.getTime()) / DAY_MS
  return Number.isInteger(days) && days >= 1 ? days : null
}
