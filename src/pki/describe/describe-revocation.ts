// The extensions of revocation lists and their entries, and where lists are found, as display trees.
import { decodeDer, decodeIntegerOctets, decodeMembers, decodeSequence, decodeTime } from '../der.ts'
import { decodeCrlDistributionPoints } from '../extensions/crl-distribution-points.ts'
import { type CrlReason, decodeReasonCode } from '../extensions/crl-reason.ts'
import { decodeIssuingDistributionPoint } from '../extensions/issuing-distribution-point.ts'
import {
  describeGeneralName,
  describeInstant,
  describeInteger,
  describeList,
  describeOctets,
} from './describe-value.ts'
import type { DisplayNode } from './display-node.ts'

/**
 * Shows cRLDistributionPoints, or freshestCRL, which has its form.
 *
 * Reasons and names relative to the issuer have no words of their own: a point that holds more than is shown in words is
 * shown in hexadecimal as well.
 */
export function describeDistributionPoints(valueDer: Uint8Array): DisplayNode[] {
  const points = decodeSequence(valueDer)
  return decodeCrlDistributionPoints(valueDer).map(({ fullName, cRLIssuer }, index) => {
    const point = points[index]
    const shown = [fullName, cRLIssuer].filter(({ length }) => length > 0).length
    const rest = point && decodeMembers(point).length > shown ? [describeOctets({ text: 'DER' }, point.encoded)] : []
    const children = [
      ...fullName.map(describeGeneralName),
      ...describeList('cRLIssuer', cRLIssuer.map(describeGeneralName)),
      ...rest,
    ]
    return { label: 'distributionPoint', children }
  })
}

/** Shows what a revocation list is limited to. */
export function describeIssuingDistributionPoint(valueDer: Uint8Array): DisplayNode[] {
  const { fullName, relativeName, limits, onlySomeReasons } = decodeIssuingDistributionPoint(valueDer)
  const names = [
    ...fullName.map(describeGeneralName),
    ...(relativeName ? [describeOctets('nameRelativeToCRLIssuer', relativeName)] : []),
  ]
  return [
    ...describeList('distributionPoint', names),
    ...limits.map((label): DisplayNode => ({ label })),
    ...describeList('onlySomeReasons', onlySomeReasons.map(describeReason)),
  ]
}

const describeReason = (reason: CrlReason | number): DisplayNode => ({
  label: typeof reason === 'number' ? { text: String(reason) } : reason,
})

/** Shows why a certificate is revoked. */
export const describeReasonCode = (valueDer: Uint8Array): DisplayNode[] => [describeReason(decodeReasonCode(valueDer))]

/** Shows when the key is known or thought to have become invalid (RFC 5280 §5.3.2). */
export const describeInvalidityDate = (valueDer: Uint8Array): DisplayNode[] => [
  describeInstant('invalidityDate', decodeTime(decodeDer(valueDer))),
]

/** Shows cRLNumber or deltaCRLIndicator (RFC 5280 §5.2.3, §5.2.4). */
export const describeListNumber = (valueDer: Uint8Array): DisplayNode[] => [
  describeInteger('cRLNumber', decodeIntegerOctets(decodeDer(valueDer))),
]
