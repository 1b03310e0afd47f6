// Which of several certificates is the root, and which are the intermediates that servers send along.
import { type Bytes, equalBytes } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { isAuthority } from '../../pki/extensions/basic-constraints.ts'
import { BundleError } from '../errors.ts'

/** The certificates that a kit is built from. */
export interface KitCertificates {
  readonly rootDer: Bytes
  readonly intermediatesDer: readonly Bytes[]
}

/**
 * Picks the root out of what a file held: the first certificate that names itself as its issuer, else the first at all,
 * which `buildTrustKit` then refuses with its reason. Of the others the authorities are kept.
 *
 * @throws {@link BundleError} `trust-kit/no-certificate`
 */
export function pickRoot(certificatesDer: readonly Bytes[]): KitCertificates {
  const decoded = certificatesDer.map((der) => ({ der, certificate: decodeCertificate(der) }))
  const root =
    decoded.find(({ certificate: { issuerDer, subjectDer } }) => equalBytes(issuerDer, subjectDer)) ?? decoded[0]
  if (root === undefined) {
    throw new BundleError('trust-kit/no-certificate', {}, 'Cannot build trust kit: there is no certificate')
  }
  const others = decoded.filter(
    ({ certificate }) =>
      isAuthority(certificate.extensions) && !equalBytes(certificate.issuerDer, certificate.subjectDer),
  )
  return { rootDer: root.der, intermediatesDer: others.filter((other) => other !== root).map(({ der }) => der) }
}
