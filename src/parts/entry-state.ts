// An entry's state on a day, as data that words and colours are chosen from.
import type { CredentialSummary } from '../vault/summary.ts'

const DAY_MS = 86_400_000
// The default of Avaya IP Office's Certificate Expiry Warning Days, and of product settings to come.
const WARNING_DAYS = 60

export type EntryStateId = 'pending' | 'notYetValid' | 'valid' | 'runsOut' | 'expired'

export interface EntryState {
  readonly id: EntryStateId
  readonly tone: 'calm' | 'ok' | 'warn' | 'bad'
  /** Whole days: waited, left or gone, whichever the state tells. */
  readonly days: number
  /** Share of the validity that is over, 0–1. */
  readonly elapsed: number
}

/** Tells in which state an entry is at an instant. */
export function entryStateAt(
  { createdAt, notBefore, notAfter }: Pick<CredentialSummary, 'createdAt' | 'notBefore' | 'notAfter'>,
  now: Date,
): EntryState {
  if (notBefore === null || notAfter === null) {
    return { id: 'pending', tone: 'calm', days: daysBetween(createdAt, now), elapsed: 0 }
  }
  const elapsed = Math.min(1, Math.max(0, daysOf(now, notBefore) / daysOf(notAfter, notBefore)))
  if (now > notAfter) return { id: 'expired', tone: 'bad', days: daysBetween(notAfter, now), elapsed }
  if (now < notBefore) return { id: 'notYetValid', tone: 'warn', days: daysBetween(now, notBefore), elapsed }
  const days = daysBetween(now, notAfter)
  return days <= WARNING_DAYS
    ? { id: 'runsOut', tone: 'warn', days, elapsed }
    : { id: 'valid', tone: 'ok', days, elapsed }
}

const daysOf = (later: Date, earlier: Date): number => (later.getTime() - earlier.getTime()) / DAY_MS
const daysBetween = (earlier: Date, later: Date): number => Math.floor(daysOf(later, earlier))
