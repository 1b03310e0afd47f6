// The integrity of a PKCS #12 file: its own MAC (RFC 7292 §4) and PBMAC1 (RFC 9579).
import { type Bytes, equalBytes } from '../bytes.ts'
import { decodeDer, decodeMembers, decodeOctetString, derTag } from '../der.ts'
import { nameOfAlgorithm } from '../encryption-names.ts'
import { PkiError } from '../errors.ts'
import { type DigestId, digestSizes, hmacNow } from '../hash-library.ts'
import { oids } from '../oids.ts'
import { type AlgorithmIdentifier, decodeAlgorithmIdentifier, decodeCount, readPair } from './algorithm-identifier.ts'
import {
  checkCost,
  type DerivationOptions,
  invalidParameters,
  type Passphrase,
  unsupportedAlgorithm,
} from './derivation.ts'
import { hashOfHmac, readKeyDerivation } from './key-derivation.ts'
import { derivePkcs12MacKey } from './legacy-schemes.ts'

/** Tells whether a passphrase fits; false also when a single octet of the file is another one. */
export type VerifyMac = (authenticatedSafe: Uint8Array, passphrase: Passphrase) => Promise<boolean>

/**
 * Reads the MacData of a PKCS #12 file; all that can be wrong without the passphrase is found here.
 *
 * @param macData - DER of MacData
 * @returns takes what it covers: the contents of the OCTET STRING, without tag and length
 * @throws {@link PkiError} `pbe/…`, `der/…`
 */
export function prepareMac(macData: Uint8Array, options: DerivationOptions): VerifyMac {
  const { algorithm, digest, salt, iterations } = readMacData(macData)
  const { hash, derive } =
    algorithm.oid === oids.pbmac1
      ? readPbmac1(algorithm, options)
      : readPkcs12Mac(algorithm, { salt, iterations }, options)
  // A shorter one could never be right: that is no matter of the passphrase.
  if (digest.length !== digestSizes(hash).digestLength) throw invalidParameters('MAC')
  return async (authenticatedSafe, passphrase) => {
    const key = await derive(passphrase)
    const computed = hmacNow(hash, key, authenticatedSafe)
    key.fill(0)
    return equalBytes(computed, digest)
  }
}

interface MacAlgorithm {
  readonly hash: DigestId
  readonly derive: (passphrase: Passphrase) => Promise<Bytes>
}

function readMacData(macData: Uint8Array) {
  const [digestInfo, salt, iterations] = decodeMembers(decodeDer(macData), derTag.sequence)
  const [algorithm, digest] = digestInfo === undefined ? [] : decodeMembers(digestInfo, derTag.sequence)
  return {
    algorithm: decodeAlgorithmIdentifier(algorithm),
    digest: decodeOctetString(digest),
    salt: decodeOctetString(salt),
    // The default is 1, "for historical reasons".
    iterations: iterations === undefined ? 1 : decodeCount(iterations),
  }
}

const digests: Readonly<Partial<Record<string, DigestId>>> = {
  '1.2.840.113549.2.5': 'md5',
  [oids.sha1]: 'sha-1',
  '2.16.840.1.101.3.4.2.4': 'sha-224',
  [oids.sha256]: 'sha-256',
  '2.16.840.1.101.3.4.2.2': 'sha-384',
  '2.16.840.1.101.3.4.2.3': 'sha-512',
}

function readPkcs12Mac(
  { oid }: AlgorithmIdentifier,
  cost: { salt: Uint8Array; iterations: number },
  options: DerivationOptions,
): MacAlgorithm {
  const hash = digests[oid]
  if (hash === undefined) throw unsupportedAlgorithm(oid, nameOfAlgorithm(oid))
  checkCost('PKCS #12 MAC', cost, options)
  return { hash, derive: (passphrase) => derivePkcs12MacKey(hash, passphrase, { cost, options }) }
}

// RFC 9579 §9: a shorter key would make a MAC that fits many passphrases.
const MIN_KEY_LENGTH = 20
const MAX_KEY_LENGTH = 64

// PBMAC1-params: RFC 8018 appendix A.5; the salt and iterations of MacData itself do not count (RFC 9579 §4).
function readPbmac1(algorithm: AlgorithmIdentifier, options: DerivationOptions): MacAlgorithm {
  const [derivation, mac] = readPair(algorithm, 'PBMAC1')
  const hash = hashOfHmac(mac.oid)
  const { keyLength, derive } = readKeyDerivation(derivation, options)
  if (keyLength === null || keyLength < MIN_KEY_LENGTH || keyLength > MAX_KEY_LENGTH) {
    const message = `Cannot verify MAC: expected a key of ${String(MIN_KEY_LENGTH)} to ${String(MAX_KEY_LENGTH)} octets`
    throw new PkiError('pbe/key-length-refused', { found: keyLength ?? 0 }, message)
  }
  return { hash, derive: (passphrase) => derive(passphrase, keyLength) }
}
