// The three validity fields move together: days and begin give the end, a typed end gives the days.
import { PkiError } from '../pki/errors.ts'
import { endOfValidity, formatInstant, parseInstant } from '../pki/validity.ts'

export interface ValidityText {
  notBefore: string
  notAfter: string
  validityDays: string
}

const DAY_MS = 86_400_000

function readInstant(text: string): Date | null {
  try {
    return parseInstant(text)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/** Gives the end that belongs to a begin and a number of days, or null while either cannot be read. */
export function endFromDays(notBefore: string, validityDays: string): string | null {
  const begin = readInstant(notBefore)
  // Seven digits are more days than a Date can hold beside any begin; the form's own check names the real limit.
  if (begin === null || !/^[1-9]\d{0,6}$/.test(validityDays.trim())) return null
  const end = endOfValidity(begin, Number(validityDays))
  return Number.isNaN(end.getTime()) || end.getUTCFullYear() > 9999 ? null : formatInstant(end)
}

/** Gives the whole days between two instants, or '' when the end does not fall on a whole day. */
export function daysFromEnd(notBefore: string, notAfter: string): string {
  const begin = readInstant(notBefore)
  const end = readInstant(notAfter)
  if (begin === null || end === null) return ''
  // RFC 5280 §4.1.2.5: validity includes both ends, so a day ends one second before the next begins.
  const days = (end.getTime() + 1000 - begin.getTime()) / DAY_MS
  return Number.isInteger(days) && days > 0 ? String(days) : ''
}

/** Ends a validity after so many days where it is longer. */
export function shortenTo(maxDays: number, validity: ValidityText): ValidityText {
  const days = String(maxDays)
  const notAfter = endFromDays(validity.notBefore, days)
  // Written this way, text and time have the same order.
  return notAfter === null || validity.notAfter <= notAfter ? validity : { ...validity, notAfter, validityDays: days }
}
