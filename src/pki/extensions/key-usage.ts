// keyUsage: what the key may be used for (RFC 5280 §4.2.1.3).
import { decodeBitString, decodeDer, encodeNamedBitList } from '../der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

/** In the order of the bits. */
export const keyUsageBits = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const

export type KeyUsageBit = (typeof keyUsageBits)[number]

/**
 * Encodes keyUsage, critical as RFC 5280 asks of CAs that conform.
 *
 * @throws RangeError when no bit is set
 */
export function encodeKeyUsage(usages: readonly KeyUsageBit[]): Extension {
  if (usages.length === 0) throw new RangeError('Cannot encode keyUsage: at least one bit must be set')
  const valueDer = encodeNamedBitList(keyUsageBits.map((bit) => usages.includes(bit)))
  return { oid: oids.keyUsage, critical: true, valueDer }
}

/** Decodes the value of keyUsage; bits that have no name are passed over; throws {@link PkiError} `der/…`. */
export function decodeKeyUsage(valueDer: Uint8Array): KeyUsageBit[] {
  const { octets } = decodeBitString(decodeDer(valueDer))
  return keyUsageBits.filter((_, index) => ((octets[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0)
}
