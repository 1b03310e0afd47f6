// Extensions from outside RFC 5280, as display trees: those of transparency logs, of TLS, of Netscape and of Microsoft.
import { decodeText } from '../asn1-text.ts'
import { decodeDer, derTag, expectTag } from '../der.ts'
import { PkiError } from '../errors.ts'
import { decodeCertificateTemplate } from '../extensions/certificate-template.ts'
import { decodeNetscapeCertType } from '../extensions/netscape-cert-type.ts'
import { decodeSignedCertificateTimestamps } from '../extensions/signed-certificate-timestamps.ts'
import { decodeTlsFeature, tlsFeatures } from '../extensions/tls-feature.ts'
import { describeInstant, describeOctets, describeText } from './describe-value.ts'
import type { DisplayLabel, DisplayNode } from './display-node.ts'

/** Shows how many logs have promised to list the certificate, which and when. */
export function describeTimestamps(valueDer: Uint8Array): DisplayNode[] {
  const timestamps = decodeSignedCertificateTimestamps(valueDer)
  return [
    { label: 'timestampCount', value: String(timestamps.length) },
    ...timestamps.map((timestamp): DisplayNode => {
      if (timestamp instanceof Uint8Array) return describeOctets('signedCertificateTimestamp', timestamp)
      const children = [describeInstant('timestamp', timestamp.timestamp), describeOctets('logId', timestamp.logId)]
      return { label: 'signedCertificateTimestamp', children }
    }),
  ]
}

/** Shows that this is what a log was given, and never a certificate to be used (RFC 6962 §3.1). */
export function describePoison(valueDer: Uint8Array): DisplayNode[] {
  expectTag(decodeDer(valueDer), derTag.null)
  return [{ label: 'notForUse' }]
}

const featureLabels: ReadonlyMap<number, DisplayLabel> = new Map([
  [tlsFeatures.statusRequest, 'mustStaple'],
  [tlsFeatures.statusRequestV2, 'mustStapleAll'],
])

/** Shows what a server must offer. */
export const describeTlsFeature = (valueDer: Uint8Array): DisplayNode[] =>
  decodeTlsFeature(valueDer).map((feature) => ({ label: featureLabels.get(feature) ?? { text: String(feature) } }))

/** Shows Netscape's usages. */
export const describeNetscapeCertType = (valueDer: Uint8Array): DisplayNode[] =>
  decodeNetscapeCertType(valueDer).map((label) => ({ label }))

/** Shows an extension that is nothing but a text: Netscape's comment, the name of Microsoft's template. */
export function describeTextExtension(valueDer: Uint8Array): DisplayNode[] {
  const text = decodeText(decodeDer(valueDer))
  if (text === null) throw new PkiError('der/value-invalid', { what: 'string' }, 'Cannot read extension: no string')
  return [describeText('text', text)]
}

/** Shows Microsoft's template by its OID and version. */
export function describeTemplate(valueDer: Uint8Array): DisplayNode[] {
  const { templateId, majorVersion, minorVersion } = decodeCertificateTemplate(valueDer)
  const version = [majorVersion, minorVersion].filter((part) => part !== undefined).join('.')
  return [
    { label: 'templateId', value: templateId },
    ...(version === '' ? [] : [{ label: 'version', value: version } as const]),
  ]
}
