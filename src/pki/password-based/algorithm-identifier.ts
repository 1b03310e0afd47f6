// AlgorithmIdentifier and the parameters that the password-based algorithms share.
import type { Bytes } from '../bytes.ts'
import {
  decodeDer,
  decodeIntegerOctets,
  decodeMembers,
  decodeObjectIdentifier,
  decodeOctetString,
  type DerElement,
  derTag,
  expectTag,
} from '../der.ts'
import { isPkiError } from '../errors.ts'
import { invalidParameters } from './derivation.ts'

/** AlgorithmIdentifier: RFC 5280 §4.1.1.2. */
export interface AlgorithmIdentifier {
  /** Dotted. */
  readonly oid: string
  /** DER; null when absent. */
  readonly parametersDer: Bytes | null
}

/** Reads an AlgorithmIdentifier; throws {@link PkiError} `der/…`. */
export function decodeAlgorithmIdentifier(element: DerElement | undefined): AlgorithmIdentifier {
  const [oid, parameters] = decodeMembers(expectTag(element, derTag.sequence))
  return { oid: decodeObjectIdentifier(oid), parametersDer: parameters?.encoded.slice() ?? null }
}

/** Reads parameters; whatever DER says against them is one {@link PkiError} `pbe/parameters-invalid`. */
export function readParameters<T>(
  { parametersDer }: AlgorithmIdentifier,
  algorithm: string,
  read: (parameters: DerElement) => T,
): T {
  if (parametersDer === null) throw invalidParameters(algorithm)
  try {
    return read(decodeDer(parametersDer))
  } catch (error) {
    if (isPkiError(error) && error.code.startsWith('der/')) throw invalidParameters(algorithm)
    throw error
  }
}

/** Java before 11 wrote the algorithm's OID into its own parameters once more, with the true ones behind. */
export function unwrapJava(parameters: DerElement): DerElement {
  const [first, second] = decodeMembers(parameters, derTag.sequence)
  return first?.tag === derTag.objectIdentifier && second !== undefined ? second : parameters
}

/** Reads parameters that are two algorithms: a key derivation, and what its key is for. */
export const readPair = (
  algorithm: AlgorithmIdentifier,
  name: string,
): readonly [derivation: AlgorithmIdentifier, user: AlgorithmIdentifier] =>
  readParameters(algorithm, name, (element) => {
    const [derivation, user] = decodeMembers(unwrapJava(element), derTag.sequence)
    return [decodeAlgorithmIdentifier(derivation), decodeAlgorithmIdentifier(user)]
  })

/** Salt, and how many times the hash is applied. */
export interface SaltAndIterations {
  readonly salt: Uint8Array
  readonly iterations: number
}

/** Reads PBEParameter (RFC 8018 appendix A.3) and the parameters of PKCS #12 (RFC 7292 appendix C), which are the same. */
export function readSaltAndIterations(element: DerElement): SaltAndIterations {
  const [salt, iterations] = decodeMembers(element, derTag.sequence)
  return { salt: decodeOctetString(salt), iterations: decodeCount(iterations) }
}

/** Reads a non-negative INTEGER of any size; above 2^53 it is near enough, since a limit refuses it. */
export function decodeCount(element: DerElement | undefined): number {
  const octets = decodeIntegerOctets(element)
  return (octets[0] ?? 0) & 0x80 ? -1 : octets.reduce((value, octet) => value * 256 + octet, 0)
}
