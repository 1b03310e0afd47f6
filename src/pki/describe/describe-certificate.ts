// A whole certificate as a display tree, in the order of RFC 5280 §4.1.
import type { Bytes } from '../bytes.ts'
import { decodeCertificate } from '../certificate.ts'
import { fingerprint } from '../fingerprint.ts'
import { nameOfSignatureAlgorithm } from '../signature-names.ts'
import { describeExtension } from './describe-extension.ts'
import { describeInstant, describeName, describePublicKey, describeSerialNumber } from './describe-value.ts'
import type { DisplayNode } from './display-node.ts'

/**
 * Describes every field and extension of a certificate, with its fingerprints; judges nothing.
 *
 * An extension or a key that cannot be read becomes a hexadecimal leaf.
 *
 * @throws {@link PkiError} when the input is no certificate at all
 */
export async function describeCertificate(certificateDer: Bytes): Promise<readonly DisplayNode[]> {
  const certificate = decodeCertificate(certificateDer)
  const { subject, issuer, notBefore, notAfter, subjectPublicKeyInfo, signatureAlgorithm, extensions } = certificate
  return [
    { label: 'version', value: String(certificate.version) },
    describeSerialNumber(certificate.serialNumber),
    describeName('subject', subject),
    describeName('issuer', issuer),
    { label: 'validity', children: [describeInstant('notBefore', notBefore), describeInstant('notAfter', notAfter)] },
    describePublicKey(subjectPublicKeyInfo),
    ...(extensions.length > 0 ? [{ label: 'extensions', children: extensions.map(describeExtension) } as const] : []),
    describeSignatureAlgorithm(signatureAlgorithm),
    await describeFingerprints(certificateDer),
  ]
}

/** Shows a signature algorithm by the standard's name, or by its OID. */
export const describeSignatureAlgorithm = (oid: string): DisplayNode => ({
  label: 'signatureAlgorithm',
  value: nameOfSignatureAlgorithm(oid),
})

/** Shows the fingerprints that people compare. */
export async function describeFingerprints(der: Bytes): Promise<DisplayNode> {
  const hashes = ['SHA-256', 'SHA-1'] as const
  const values = await Promise.all(hashes.map((hash) => fingerprint(der, hash)))
  return {
    label: 'fingerprints',
    children: hashes.map((hash, index) => ({ label: { text: hash }, value: values[index] ?? '', mono: true })),
  }
}
