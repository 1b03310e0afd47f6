// SignedCertificateTimestampList: the promises of public logs to list the certificate (RFC 6962 §3.3).
// It is written in the language of TLS (RFC 8446 §3), big-endian, inside an OCTET STRING.
import type { Bytes } from '../bytes.ts'
import { decodeDer, decodeOctetString } from '../der.ts'
import { PkiError } from '../errors.ts'

export interface SignedCertificateTimestamp {
  /** SHA-256 of the log's public key. */
  readonly logId: Bytes
  readonly timestamp: Date
}

const VERSION_1 = 0
const LOG_ID_LENGTH = 32
// Beyond this ECMAScript writes years with a sign and six digits.
const END_OF_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/**
 * Decodes the value of the SCT list; no signature is verified.
 *
 * @returns octets where a timestamp is of another version than 1
 * @throws {@link PkiError} `der/…`
 */
export function decodeSignedCertificateTimestamps(valueDer: Uint8Array): (SignedCertificateTimestamp | Bytes)[] {
  const outer = readVector(decodeOctetString(decodeDer(valueDer)))
  if (outer.rest.length > 0) throw invalid()
  const timestamps: (SignedCertificateTimestamp | Bytes)[] = []
  for (let rest = outer.octets; rest.length > 0;) {
    const vector = readVector(rest)
    timestamps.push(readTimestamp(vector.octets))
    rest = vector.rest
  }
  return timestamps
}

function readTimestamp(octets: Uint8Array): SignedCertificateTimestamp | Bytes {
  if (octets[0] !== VERSION_1) return octets.slice()
  const logId = octets.slice(1, 1 + LOG_ID_LENGTH)
  const instant = octets.subarray(1 + LOG_ID_LENGTH, 1 + LOG_ID_LENGTH + 8)
  const milliseconds = instant.reduce((value, octet) => value * 256 + octet, 0)
  if (milliseconds > END_OF_9999) throw invalid()
  // What follows: extensions, hash, signature algorithm and signature.
  const extensions = readVector(octets.subarray(1 + LOG_ID_LENGTH + 8))
  if (readVector(extensions.rest.subarray(2)).rest.length > 0) throw invalid()
  return { logId, timestamp: new Date(milliseconds) }
}

/** Reads `opaque<0..2^16-1>`. */
function readVector(octets: Uint8Array): { octets: Uint8Array; rest: Uint8Array } {
  const [high, low] = octets
  if (high === undefined || low === undefined) throw invalid()
  const end = 2 + high * 256 + low
  if (end > octets.length) throw invalid()
  return { octets: octets.subarray(2, end), rest: octets.subarray(end) }
}

const invalid = (): PkiError =>
  new PkiError(
    'der/value-invalid',
    { what: 'SignedCertificateTimestampList' },
    'Cannot read SCT list: a length or a time is wrong',
  )
