// What people call the password-based encryption and the digests in containers: for showing, never for deciding.
import { decodeDer, decodeMembers, decodeObjectIdentifier, decodeSmallInteger, type DerElement, derTag } from './der.ts'
import { readOrNull } from './errors.ts'
import { unwrapJava } from './password-based/algorithm-identifier.ts'

const names: Readonly<Partial<Record<string, string>>> = {
  // RFC 8018 appendix A.3, RFC 7292 appendix C.
  '1.2.840.113549.1.5.1': 'PBES1 (MD2, DES)',
  '1.2.840.113549.1.5.3': 'PBES1 (MD5, DES)',
  '1.2.840.113549.1.5.4': 'PBES1 (MD2, RC2)',
  '1.2.840.113549.1.5.6': 'PBES1 (MD5, RC2)',
  '1.2.840.113549.1.5.10': 'PBES1 (SHA-1, DES)',
  '1.2.840.113549.1.5.11': 'PBES1 (SHA-1, RC2)',
  '1.2.840.113549.1.12.1.1': 'PKCS #12 (SHA-1, RC4-128)',
  '1.2.840.113549.1.12.1.2': 'PKCS #12 (SHA-1, RC4-40)',
  '1.2.840.113549.1.12.1.3': 'PKCS #12 (SHA-1, 3DES)',
  '1.2.840.113549.1.12.1.4': 'PKCS #12 (SHA-1, 2-key 3DES)',
  '1.2.840.113549.1.12.1.5': 'PKCS #12 (SHA-1, RC2-128)',
  '1.2.840.113549.1.12.1.6': 'PKCS #12 (SHA-1, RC2-40)',
  '1.2.840.113549.1.5.12': 'PBKDF2',
  '1.2.840.113549.1.5.14': 'PBMAC1',
  '1.3.6.1.4.1.11591.4.11': 'scrypt',
  '1.3.14.3.2.7': 'DES-CBC',
  '1.2.840.113549.3.2': 'RC2-CBC',
  '1.2.840.113549.3.7': '3DES-CBC',
  '2.16.840.1.101.3.4.1.2': 'AES-128-CBC',
  '2.16.840.1.101.3.4.1.22': 'AES-192-CBC',
  '2.16.840.1.101.3.4.1.42': 'AES-256-CBC',
  '2.16.840.1.101.3.4.1.6': 'AES-128-GCM',
  '2.16.840.1.101.3.4.1.46': 'AES-256-GCM',
  '1.2.840.113549.2.7': 'HMAC-SHA-1',
  '1.2.840.113549.2.8': 'HMAC-SHA-224',
  '1.2.840.113549.2.9': 'HMAC-SHA-256',
  '1.2.840.113549.2.10': 'HMAC-SHA-384',
  '1.2.840.113549.2.11': 'HMAC-SHA-512',
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

const PBES2 = '1.2.840.113549.1.5.13'
const PBMAC1 = '1.2.840.113549.1.5.14'
const PBKDF2 = '1.2.840.113549.1.5.12'

/** Names an algorithm by its OID; the OID itself where it is not known. */
export const nameOfAlgorithm = (oid: string): string => names[oid] ?? oid

/** How the integrity of a PKCS #12 file is kept. */
export interface MacDescription {
  readonly kind: 'pkcs12' | 'pbmac1'
  /** `SHA-256` and the like, or an OID. */
  readonly hash: string
  readonly iterations: number
}

/**
 * Names an encryption for people: `AES-256-CBC, PBKDF2 with HMAC-SHA-256`, `PKCS #12 (SHA-1, 3DES)`.
 *
 * @param algorithm - AlgorithmIdentifier; parameters that cannot be read are left out of the name
 * @throws {@link PkiError} `der/…` when it is no AlgorithmIdentifier
 */
export function nameOfEncryption(algorithm: DerElement): string {
  const { oid, parameters } = readIdentifier(algorithm)
  if (oid !== PBES2) return nameOfAlgorithm(oid)
  const name = readOrNull(() => {
    const [derivation, scheme] = membersOf(parameters && unwrapJava(parameters)).map(readIdentifier)
    return `${nameOfAlgorithm(scheme?.oid ?? '')}, ${nameOfDerivation(derivation)}`
  })
  return name ?? 'PBES2'
}

interface Identifier {
  readonly oid: string
  readonly parameters: DerElement | undefined
}

function readIdentifier(element: DerElement): Identifier {
  const [oid, parameters] = decodeMembers(element, derTag.sequence)
  return { oid: decodeObjectIdentifier(oid), parameters }
}

const membersOf = (element: DerElement | undefined): DerElement[] =>
  element === undefined ? [] : decodeMembers(element, derTag.sequence)

function nameOfDerivation(derivation: Identifier | undefined): string {
  if (derivation?.oid !== PBKDF2) return nameOfAlgorithm(derivation?.oid ?? '')
  const prf = membersOf(derivation.parameters).find(({ tag }) => tag === derTag.sequence)
  // RFC 8018 appendix A.2: HMAC-SHA-1 is the default, and is then left out.
  return `PBKDF2 with ${prf === undefined ? 'HMAC-SHA-1' : nameOfAlgorithm(readIdentifier(prf).oid)}`
}

/**
 * Describes MacData (RFC 7292 §4), PBMAC1 (RFC 9579) among it.
 *
 * @throws {@link PkiError} `der/…`
 */
export function describeMac(macData: Uint8Array): MacDescription {
  const [digestInfo, , iterations] = decodeMembers(decodeDer(macData), derTag.sequence)
  const [algorithm] = membersOf(digestInfo)
  const { oid, parameters } = algorithm === undefined ? { oid: '', parameters: undefined } : readIdentifier(algorithm)
  if (oid !== PBMAC1) {
    // RFC 7292 §4: the default is 1, "for historical reasons".
    return {
      kind: 'pkcs12',
      hash: nameOfAlgorithm(oid),
      iterations: iterations === undefined ? 1 : decodeSmallInteger(iterations),
    }
  }
  const [derivation, mac] = membersOf(parameters).map(readIdentifier)
  const [, count] = membersOf(derivation?.parameters)
  return {
    kind: 'pbmac1',
    hash: nameOfAlgorithm(mac?.oid ?? '').replace('HMAC-', ''),
    iterations: decodeSmallInteger(count),
  }
}
