// Private keys in the forms from before PKCS #8, which old servers and phones still ask for.
import type { Bytes } from './bytes.ts'
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeOctetString,
  decodeSequence,
  derTag,
  encodeContextConstructed,
  encodeSequence,
  expectTag,
} from './der.ts'
import { oids } from './oids.ts'

/** A key in its traditional form. */
export interface TraditionalKey {
  readonly form: 'pkcs1' | 'sec1'
  readonly pemLabel: 'RSA PRIVATE KEY' | 'EC PRIVATE KEY'
  /** RSAPrivateKey (RFC 8017 §A.1.2) or ECPrivateKey with its curve (RFC 5915 §3): secret. */
  readonly der: Bytes
}

/**
 * Writes PKCS #1 of an RSA key, SEC 1 of an EC key.
 *
 * @param privateKeyInfo - PKCS #8 DER as this program writes it, secret
 * @returns null for an algorithm without such a form, as Ed25519 is
 */
export function encodeTraditionalPrivateKey(privateKeyInfo: Bytes): TraditionalKey | null {
  const [, identifier, key] = decodeSequence(privateKeyInfo)
  const [algorithm, curve] = decodeMembers(expectTag(identifier, derTag.sequence))
  const inner = decodeOctetString(key)
  switch (decodeObjectIdentifier(algorithm)) {
    case oids.rsaEncryption:
      return { form: 'pkcs1', pemLabel: 'RSA PRIVATE KEY', der: inner.slice() }
    case oids.idEcPublicKey: {
      // PKCS #8 says the curve outside; alone, the key has to say it itself.
      const [version, secret, ...rest] = decodeSequence(inner).map(({ encoded }) => encoded)
      const parameters = encodeContextConstructed(0, expectTag(curve, derTag.objectIdentifier).encoded)
      const members = [version, secret, parameters, ...rest].filter((member) => member !== undefined)
      return { form: 'sec1', pemLabel: 'EC PRIVATE KEY', der: encodeSequence(...members) }
    }
    default:
      return null
  }
}
