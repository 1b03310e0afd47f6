// policyConstraints: where in a path policies must be named, and where they may no longer be mapped (RFC 5280 §4.2.1.11).
import { decodeSequence, decodeSmallInteger, type DerElement, derTag } from '../der.ts'

/** Both count the certificates that may follow before the constraint begins; undefined sets none. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined
  readonly inhibitPolicyMapping: number | undefined
}

/** Decodes the value of policyConstraints; throws {@link PkiError} `der/…`. */
export function decodePolicyConstraints(valueDer: Uint8Array): PolicyConstraints {
  const members = decodeSequence(valueDer)
  return {
    requireExplicitPolicy: decodeCount(members.find(({ tag }) => tag === 0x80)),
    inhibitPolicyMapping: decodeCount(members.find(({ tag }) => tag === 0x81)),
  }
}

const decodeCount = (member: DerElement | undefined): number | undefined =>
  member === undefined ? undefined : decodeSmallInteger({ ...member, tag: derTag.integer })
