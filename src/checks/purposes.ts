// What an extended key usage lets a certificate be used for (RFC 5280 §4.2.1.12).
import { oids } from '../pki/oids.ts'

/** Tells whether it names purposes, and the one of a server is not among them. */
export const isForOtherPurposes = (extKeyUsage: readonly string[] | null): boolean =>
  extKeyUsage !== null && !extKeyUsage.includes(oids.idKpServerAuth) && !extKeyUsage.includes(oids.anyExtendedKeyUsage)
