// Days as those count them who set limits.
import { DAY_MS } from '../pki/validity.ts'

/** Counts the days of a validity: both ends are in it, and any second more is another day (CA/B Forum BR §6.3.2). */
export const validityDays = (notBefore: Date | null, notAfter: Date | null): number | null =>
  notBefore === null || notAfter === null ? null : Math.ceil((notAfter.getTime() + 1000 - notBefore.getTime()) / DAY_MS)
