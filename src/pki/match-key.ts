// Does this key fit? A public key against a certificate or a request.
import type { Bytes } from './bytes.ts'
import { decodeCertificate } from './certificate.ts'
import { decodeCertificationRequest } from './certification-request.ts'
import type { Comparable } from './compared-side.ts'
import { isSamePublicKey } from './subject-public-key-info.ts'

/**
 * Tells whether a certificate or a request is about a key.
 *
 * @param publicKeyDer - SubjectPublicKeyInfo, of a public key or of the one that a private key holds
 * @throws {@link PkiError} `der/…`, `extension/duplicate` when either cannot be read
 */
export function isKeyOf(publicKeyDer: Bytes, { kind, der }: Comparable): boolean {
  const decode = kind === 'certificate' ? decodeCertificate : decodeCertificationRequest
  return isSamePublicKey(publicKeyDer, decode(der).subjectPublicKeyInfo)
}
