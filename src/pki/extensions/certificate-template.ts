// The template that Microsoft's CA issued by: its name in version 1, its OID and version from 2 on ([MS-WCCE] §2.2.2.7.7).
import { decodeSequence, decodeObjectIdentifier, decodeSmallInteger } from '../der.ts'

export interface CertificateTemplate {
  /** Dotted OID. */
  readonly templateId: string
  readonly majorVersion: number | undefined
  readonly minorVersion: number | undefined
}

/** Decodes the value of szOID_CERTIFICATE_TEMPLATE; throws {@link PkiError} `der/…`. */
export function decodeCertificateTemplate(valueDer: Uint8Array): CertificateTemplate {
  const [templateId, major, minor] = decodeSequence(valueDer)
  return {
    templateId: decodeObjectIdentifier(templateId),
    majorVersion: major && decodeSmallInteger(major),
    minorVersion: minor && decodeSmallInteger(minor),
  }
}
