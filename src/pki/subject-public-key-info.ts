// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): what kind of key it is, and whether two hold the same one.
import { equalBytes } from './bytes.ts'
import { type KeyAlgorithm, keyAlgorithms, type KeyFamily } from './algorithms.ts'
import {
  decodeBitString,
  decodeIntegerOctets,
  decodeMembers,
  decodeObjectIdentifier,
  decodeSequence,
  type DerElement,
  derTag,
} from './der.ts'
import { nameOfForeignKey } from './key-names.ts'
import { nameOfOid, oids } from './oids.ts'

/** What a public key is, also where it is none that we generate. */
export interface PublicKeyKind {
  /** `other` for every algorithm that we neither sign nor verify with. */
  readonly family: KeyFamily | 'other'
  /** `RSA 2048`, `ECDSA P-256`, `Ed25519`, as product names; else the OID's name or the OID. */
  readonly label: string
  /** Bits of the RSA modulus. */
  readonly modulusBits: number | undefined
  /** The row of the table; null when the key is none that we generate. */
  readonly algorithm: KeyAlgorithm | null
}

const rows = Object.values(keyAlgorithms)
/** Tells the kind of a key that is yet to be generated. */
export const kindOfRow = (row: KeyAlgorithm): PublicKeyKind => ({
  family: row.family,
  label: row.label,
  modulusBits: row.family === 'rsa' ? row.modulusBits : undefined,
  algorithm: row,
})

const kindOfOther = (oid: string): PublicKeyKind => ({
  family: 'other',
  label: nameOfForeignKey(oid) ?? nameOfOid(oid) ?? oid,
  modulusBits: undefined,
  algorithm: null,
})

/**
 * Tells the kind of the key in a SubjectPublicKeyInfo.
 *
 * @throws {@link PkiError} `der/…` when it, or an RSA key within, cannot be read
 */
export function publicKeyKindOf(subjectPublicKeyInfo: Uint8Array): PublicKeyKind {
  const [identifier, key] = decodeSequence(subjectPublicKeyInfo)
  return keyKindOf(identifier, () => {
    const [modulus] = decodeSequence(decodeBitString(key).octets)
    return modulus
  })
}

/**
 * Tells the kind of a key from its AlgorithmIdentifier; also of a private key.
 *
 * @param readModulus - gives the RSA modulus; asked only when the key is RSA
 * @throws {@link PkiError} `der/…`
 */
export function keyKindOf(
  identifier: DerElement | undefined,
  readModulus: () => DerElement | undefined,
): PublicKeyKind {
  const [algorithm, parameters] = identifier === undefined ? [] : decodeMembers(identifier, derTag.sequence)
  const oid = decodeObjectIdentifier(algorithm)
  if (oid === oids.rsaEncryption) return rsaKind(readModulus())
  if (oid === oids.idEd25519) return kindOfRow(keyAlgorithms.ed25519)
  if (oid !== oids.idEcPublicKey) return kindOfOther(oid)
  // Explicit curve parameters, which RFC 5480 §2.1.1 forbids, have no OID.
  const curve = parameters?.tag === derTag.objectIdentifier ? decodeObjectIdentifier(parameters) : oid
  const row = rows.find((candidate) => candidate.family === 'ec' && candidate.curveOid === curve)
  return row === undefined ? kindOfOther(curve) : kindOfRow(row)
}

function rsaKind(modulus: DerElement | undefined): PublicKeyKind {
  const octets = decodeIntegerOctets(modulus)
  const magnitude = octets[0] === 0 ? octets.subarray(1) : octets
  const modulusBits = magnitude.length * 8 - Math.clz32((magnitude[0] ?? 0) << 24)
  const algorithm = rows.find((row) => row.family === 'rsa' && row.modulusBits === modulusBits) ?? null
  return { family: 'rsa', label: `RSA ${String(modulusBits)}`, modulusBits, algorithm }
}

/**
 * Tells whether two SubjectPublicKeyInfo hold the same key: same algorithm, same BIT STRING.
 *
 * Parameters are not compared: RSA's NULL is left out by some programs, and a curve is told by its point's length and the
 * equation that the point solves.
 *
 * @throws {@link PkiError} `der/…`
 */
export function isSamePublicKey(a: Uint8Array, b: Uint8Array): boolean {
  const [first, second] = [a, b].map((spki) => {
    const [identifier, key] = decodeSequence(spki)
    const [algorithm] = identifier === undefined ? [] : decodeMembers(identifier, derTag.sequence)
    return { oid: decodeObjectIdentifier(algorithm), octets: decodeBitString(key).octets }
  })
  return (
    first !== undefined && second !== undefined && first.oid === second.oid && equalBytes(first.octets, second.octets)
  )
}
