// A certificate revocation list as a display tree: the fields of RFC 5280 §5.1, and the first of what is revoked.
import type { Bytes } from '../bytes.ts'
import { decodeCertificateList, decodeRevokedCertificate } from '../certificate-list.ts'
import type { DerElement } from '../der.ts'
import { describeFingerprints, describeSignatureAlgorithm } from './describe-certificate.ts'
import { describeExtension } from './describe-extension.ts'
import { describeInstant, describeName, describeOctets, describeSerialNumber } from './describe-value.ts'
import type { DisplayNode } from './display-node.ts'

// As many as a person scrolls through; the largest lists in use have a million.
const MAX_REVOKED = 100

/**
 * Describes every field and extension of a revocation list, its first 100 entries, and its fingerprints.
 *
 * Neither signature nor dates are judged. An entry or an extension that cannot be read becomes a hexadecimal leaf.
 *
 * @throws {@link PkiError} when the input is no revocation list at all
 */
export async function describeCertificateList(der: Bytes): Promise<readonly DisplayNode[]> {
  const list = decodeCertificateList(der, { maxRevoked: MAX_REVOKED })
  const { extensions, nextUpdate, revokedCount, revokedCertificates } = list
  const rest = revokedCount - revokedCertificates.length
  return [
    { label: 'version', value: String(list.version) },
    describeName('issuer', list.issuer),
    describeInstant('thisUpdate', list.thisUpdate),
    ...(nextUpdate === null ? [] : [describeInstant('nextUpdate', nextUpdate)]),
    describeSignatureAlgorithm(list.signatureAlgorithm),
    ...(extensions.length > 0 ? [{ label: 'extensions', children: extensions.map(describeExtension) } as const] : []),
    {
      label: 'revokedCertificates',
      value: String(revokedCount),
      children: [
        ...revokedCertificates.map(describeEntry),
        ...(rest > 0 ? [{ label: 'furtherRevoked', value: String(rest) } as const] : []),
      ],
    },
    await describeFingerprints(der),
  ]
}

function describeEntry(entry: DerElement): DisplayNode {
  try {
    const { serialNumber, revocationDate, extensions } = decodeRevokedCertificate(entry)
    const children = [describeInstant('revocationDate', revocationDate), ...extensions.map(describeExtension)]
    return { ...describeSerialNumber(serialNumber), children }
  } catch {
    return { ...describeOctets({ text: 'DER' }, entry.encoded), children: [{ label: 'unreadable' }] }
  }
}
