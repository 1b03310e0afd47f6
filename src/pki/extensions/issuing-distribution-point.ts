// issuingDistributionPoint: what a revocation list covers, when that is not everything of its issuer (RFC 5280 §5.2.5).
import type { Bytes } from '../bytes.ts'
import { decodeBoolean, decodeMembers, decodeSequence, type DerElement, derTag } from '../der.ts'
import { type DecodedGeneralName, decodeGeneralNames } from '../general-name-der.ts'
import { type CrlReason, decodeReasonFlags } from './crl-reason.ts'

export interface IssuingDistributionPoint {
  /** Empty when the point has no name, or one relative to the issuer. */
  readonly fullName: readonly DecodedGeneralName[]
  /** DER of DistributionPointName, when it is a name relative to the issuer. */
  readonly relativeName: Bytes | undefined
  /** What the list is limited to, in the order of the standard; none covers everything. */
  readonly limits: readonly ListLimit[]
  readonly onlySomeReasons: readonly CrlReason[]
}

// The BOOLEAN members by their tags.
const limits = {
  0x81: 'onlyContainsUserCerts',
  0x82: 'onlyContainsCACerts',
  0x84: 'indirectCRL',
  0x85: 'onlyContainsAttributeCerts',
} as const
const REASONS = 0x83

/** Members of IssuingDistributionPoint that are true or false. */
export type ListLimit = (typeof limits)[keyof typeof limits]

const limitByTag: ReadonlyMap<number, ListLimit> = new Map(
  Object.entries(limits).map(([tag, limit]) => [Number(tag), limit]),
)

/** Decodes the value of issuingDistributionPoint; throws {@link PkiError} `der/…`. */
export function decodeIssuingDistributionPoint(valueDer: Uint8Array): IssuingDistributionPoint {
  const members = decodeSequence(valueDer)
  const point = members.find(({ tag }) => tag === 0xa0)
  const [name] = point === undefined ? [] : decodeMembers(point)
  const reasons = members.find(({ tag }) => tag === REASONS)
  return {
    fullName: name?.tag === 0xa0 ? decodeGeneralNames(name) : [],
    relativeName: name === undefined || name.tag === 0xa0 ? undefined : name.encoded.slice(),
    limits: members.flatMap(decodeLimit),
    onlySomeReasons: reasons === undefined ? [] : decodeReasonFlags(reasons),
  }
}

function decodeLimit(member: DerElement): ListLimit[] {
  const limit = limitByTag.get(member.tag)
  return limit !== undefined && decodeBoolean({ ...member, tag: derTag.boolean }) ? [limit] : []
}
