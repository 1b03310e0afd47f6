// What public CAs may issue, by the day on which it begins (CA/B Forum Baseline Requirements 2.2.6, section 6.3.2).
const limits = [
  { from: Date.UTC(2029, 2, 15), days: 47 },
  { from: Date.UTC(2027, 2, 15), days: 100 },
  { from: Date.UTC(2026, 2, 15), days: 200 },
  { from: Date.UTC(2020, 8, 1), days: 398 },
] as const

/**
 * The day from which browsers want no `clientAuth` in public server certificates: Chrome Root Program Policy 1.8. Its
 * version 1.6 had said 15 June 2026, so some CAs have stopped already.
 */
export const PUBLIC_CLIENT_PURPOSE_ENDS = '2027-03-15'

/** Gives the days that a certificate may be valid which begins at an instant; null before there was a limit so short. */
export const publicLimitAt = (begin: Date): number | null =>
  limits.find(({ from }) => begin.getTime() >= from)?.days ?? null
