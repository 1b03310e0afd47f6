// cRLDistributionPoints: where the list of revoked certificates can be fetched (RFC 5280 §4.2.1.13).
import { decodeMembers, decodeSequence, encodeContextConstructed, encodeSequence } from '../der.ts'
import type { GeneralName } from '../general-name.ts'
import { type DecodedGeneralName, decodeGeneralNames, encodeGeneralName } from '../general-name-der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/**
 * Encodes cRLDistributionPoints, not critical: one point for each name, as its fullName.
 *
 * Each is a place of its own to look; names within one point would be alternatives for the same file.
 *
 * @throws RangeError when there is no point
 */
export function encodeCrlDistributionPoints(points: readonly GeneralName[]): Extension {
  if (points.length === 0) throw new RangeError('Cannot encode cRLDistributionPoints: at least one point is needed')
  return {
    oid: oids.cRLDistributionPoints,
    critical: false,
    valueDer: encodeSequence(...points.map(encodePoint)),
  }
}

// DistributionPoint { distributionPoint [0] EXPLICIT since it is a CHOICE { fullName [0] IMPLICIT GeneralNames } }
const encodePoint = (name: GeneralName): Uint8Array =>
  encodeSequence(encodeContextConstructed(0, encodeContextConstructed(0, encodeGeneralName(name))))

export interface DistributionPoint {
  /** Empty when the point names its issuer, or a name relative to it, instead. */
  readonly fullName: readonly DecodedGeneralName[]
  readonly cRLIssuer: readonly DecodedGeneralName[]
}

/** Decodes the value of cRLDistributionPoints; `reasons` and relative names are passed over; throws {@link PkiError} `der/…`. */
export function decodeCrlDistributionPoints(valueDer: Uint8Array): DistributionPoint[] {
  return decodeSequence(valueDer).map((point) => {
    const members = decodeMembers(point, 0x30)
    const name = members.find(({ tag }) => tag === 0xa0)
    const [fullName] = name === undefined ? [] : decodeMembers(name)
    const issuer = members.find(({ tag }) => tag === 0xa2)
    return {
      fullName: fullName?.tag === 0xa0 ? decodeGeneralNames(fullName) : [],
      cRLIssuer: issuer === undefined ? [] : decodeGeneralNames(issuer),
    }
  })
}
