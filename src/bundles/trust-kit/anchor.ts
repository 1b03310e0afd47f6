// The trust anchor that a kit is about: what may be said of it in files, and nothing else. Its names are not here on
// purpose: whoever made the certificate chose them, and nothing of them gets into a script.
import { type Bytes, encodeHex, equalBytes } from '../../pki/bytes.ts'
import { type Certificate, decodeCertificate, verifyCertificateSignature } from '../../pki/certificate.ts'
import { PkiError } from '../../pki/errors.ts'
import { isAuthority } from '../../pki/extensions/basic-constraints.ts'
import { digestNow } from '../../pki/hash-library.ts'
import { BundleError } from '../errors.ts'

/** A root certificate as scripts and texts name it: by fingerprints alone. */
export interface Anchor {
  readonly der: Bytes
  /** `root-ca-` and the first 8 digits of the SHA-256: two generations of a root do not overwrite each other. */
  readonly stem: string
  /** Upper-case hexadecimal without separators, of the whole DER. */
  readonly sha256: string
  /** What Windows calls the thumbprint; upper-case hexadecimal without separators. */
  readonly sha1: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/**
 * Reads a root certificate for a kit. Dates are not judged.
 *
 * @throws {@link BundleError} `trust-kit/not-a-root` for a certificate that another one signed, `trust-kit/not-an-authority`
 * for one that no system takes as an authority
 * @throws {@link PkiError} `der/…` when it cannot be read
 */
export async function readAnchor(rootDer: Bytes): Promise<Anchor> {
  const certificate = decodeCertificate(rootDer)
  if (!(await isSignedByItself(rootDer, certificate))) {
    throw new BundleError('trust-kit/not-a-root', {}, 'Cannot build trust kit: the certificate is not self-signed')
  }
  if (!isAuthority(certificate.extensions)) {
    throw new BundleError('trust-kit/not-an-authority', {}, "Cannot build trust kit: the certificate is not a CA's")
  }
  const sha256 = encodeHex(digestNow('sha-256', rootDer)).toUpperCase()
  return {
    der: rootDer,
    stem: `root-ca-${sha256.slice(0, 8).toLowerCase()}`,
    sha256,
    sha1: encodeHex(digestNow('sha-1', rootDer)).toUpperCase(),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  }
}

/** Writes hexadecimal digits as pairs with colons. */
export const withColons = (hex: string): string => hex.replace(/..(?!$)/g, '$&:')

async function isSignedByItself(der: Bytes, { issuerDer, subjectDer, subjectPublicKeyInfo }: Certificate) {
  if (!equalBytes(issuerDer, subjectDer)) return false
  try {
    return await verifyCertificateSignature(der, subjectPublicKeyInfo)
  } catch (error) {
    // An algorithm that this browser lacks says nothing about the certificate.
    if (error instanceof PkiError) return true
    throw error
  }
}
