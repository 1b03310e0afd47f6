// Why certificates are revoked: reasonCode of an entry, and the set of reasons that a list covers (RFC 5280 §5.3.1, §4.2.1.13).
import { decodeBitString, decodeDer, decodeSmallInteger, type DerElement, derTag, expectTag } from '../der.ts'

// By code of CRLReason; 7 is not used.
const reasons = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
} as const

export type CrlReason = (typeof reasons)[keyof typeof reasons]

const byCode: ReadonlyMap<number, CrlReason> = new Map(
  Object.entries(reasons).map(([code, reason]) => [Number(code), reason]),
)

/** Decodes the value of reasonCode; a code that has no name comes as the number; throws {@link PkiError} `der/…`. */
export function decodeReasonCode(valueDer: Uint8Array): CrlReason | number {
  const element = expectTag(decodeDer(valueDer), derTag.enumerated)
  const code = decodeSmallInteger({ ...element, tag: derTag.integer })
  return byCode.get(code) ?? code
}

// In the order of the bits, whose first is not used.
const flags: readonly CrlReason[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
]

/** Decodes ReasonFlags under an implicit tag; bits that have no name are passed over; throws {@link PkiError} `der/…`. */
export function decodeReasonFlags(element: DerElement): CrlReason[] {
  const { octets } = decodeBitString({ ...element, tag: derTag.bitString })
  return flags.filter((_, index) => index > 0 && ((octets[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0)
}
