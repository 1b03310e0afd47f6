// TLS feature: what a server with this certificate must offer, above all a stapled OCSP answer (RFC 7633 §4).
import { decodeSequence, decodeSmallInteger } from '../der.ts'

/** TLS extension types that features stand for (RFC 6066 §8, RFC 6961 §2.2). */
export const tlsFeatures = { statusRequest: 5, statusRequestV2: 17 } as const

/** Decodes the value of TLS feature as numbers of TLS extensions; throws {@link PkiError} `der/…`. */
export const decodeTlsFeature = (valueDer: Uint8Array): number[] => decodeSequence(valueDer).map(decodeSmallInteger)
