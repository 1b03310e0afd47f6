// The plain tree that describing gives: labels are stable ids which words/ translates, values stand as they are.
// Whatever draws it needs to know nothing of certificates.
import type { CrlReason } from '../extensions/crl-reason.ts'
import type { ListLimit } from '../extensions/issuing-distribution-point.ts'
import type { KeyUsageBit } from '../extensions/key-usage.ts'
import type { NetscapeCertType } from '../extensions/netscape-cert-type.ts'

/** A label with words in the catalogue, under `describe.`; facts such as `critical` are labels without a value. */
export type DisplayLabel =
  // The parts of a certificate and of a request (RFC 5280 §4.1, RFC 2986 §4)
  | 'version'
  | 'serialNumber'
  | 'decimal'
  | 'hexadecimal'
  | 'subject'
  | 'issuer'
  | 'validity'
  | 'notBefore'
  | 'notAfter'
  | 'subjectPublicKeyInfo'
  | 'publicKey'
  | 'signatureAlgorithm'
  | 'fingerprints'
  | 'attributes'
  | 'challengePassword'
  | 'extensions'
  // What is said of any part
  | 'critical'
  | 'empty'
  | 'unreadable'
  | 'octetsLeftOut'
  | 'charactersLeftOut'
  | 'octetCount'
  | 'unusedBits'
  | 'text'
  // Attributes of a name (RFC 5280 §4.1.2.4, appendix A.1)
  | 'commonName'
  | 'organization'
  | 'organizationalUnit'
  | 'locality'
  | 'stateOrProvince'
  | 'country'
  | 'emailAddress'
  | 'domainComponent'
  // The extensions (RFC 5280 §4.2)
  | 'basicConstraints'
  | 'keyUsage'
  | 'extKeyUsage'
  | 'subjectAltName'
  | 'issuerAltName'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
  | 'cRLDistributionPoints'
  | 'nameConstraints'
  | 'authorityInfoAccess'
  | 'certificatePolicies'
  | 'policyMappings'
  | 'policyConstraints'
  | 'inhibitAnyPolicy'
  | 'subjectInfoAccess'
  // Extensions of RFC 7633, RFC 6962, Netscape and Microsoft
  | 'tlsFeature'
  | 'mustStaple'
  | 'mustStapleAll'
  | 'signedCertificateTimestampList'
  | 'timestampCount'
  | 'signedCertificateTimestamp'
  | 'timestamp'
  | 'logId'
  | 'precertificatePoison'
  | 'notForUse'
  | 'netscapeCertType'
  | NetscapeCertType
  | 'netscapeComment'
  | 'certificateTemplateName'
  | 'certificateTemplate'
  | 'templateId'
  // basicConstraints
  | 'isAuthority'
  | 'isEndEntity'
  | 'pathLenConstraint'
  // keyUsage
  | KeyUsageBit
  // extKeyUsage
  | 'serverAuth'
  | 'clientAuth'
  | 'codeSigning'
  | 'emailProtection'
  | 'timeStamping'
  | 'ocspSigning'
  | 'anyExtendedKeyUsage'
  // GeneralName; `otherName` stands for every kind that we do not write
  | 'dNSName'
  | 'iPAddress'
  | 'rfc822Name'
  | 'uniformResourceIdentifier'
  | 'directoryName'
  | 'otherName'
  // authorityKeyIdentifier, cRLDistributionPoints, nameConstraints, authorityInfoAccess, the policies
  | 'keyIdentifier'
  | 'authorityCertIssuer'
  | 'authorityCertSerialNumber'
  | 'distributionPoint'
  | 'cRLIssuer'
  | 'permittedSubtrees'
  | 'excludedSubtrees'
  | 'ocsp'
  | 'caIssuers'
  | 'policy'
  | 'anyPolicy'
  | 'cps'
  | 'userNotice'
  | 'noticeNumbers'
  | 'policyMapping'
  | 'issuerDomainPolicy'
  | 'subjectDomainPolicy'
  | 'requireExplicitPolicy'
  | 'inhibitPolicyMapping'
  | 'skipCerts'
  | 'caRepository'
  // Revocation lists, their extensions and entries (RFC 5280 §5)
  | 'thisUpdate'
  | 'nextUpdate'
  | 'revokedCertificates'
  | 'furtherRevoked'
  | 'revocationDate'
  | 'reasonCode'
  | CrlReason
  | 'invalidityDate'
  | 'certificateIssuer'
  | 'cRLNumber'
  | 'deltaCRLIndicator'
  | 'freshestCRL'
  | 'issuingDistributionPoint'
  | 'nameRelativeToCRLIssuer'
  | ListLimit
  | 'onlySomeReasons'
  // Keys and containers
  | 'keyHash'
  | 'form'
  | 'encryption'
  | 'integrity'
  | 'iterations'
  | 'keyCount'
  | 'certificateCount'
  | 'crlCount'
  | 'crlBag'
  | 'secretBag'
  | 'otherCertificateBag'
  | 'envelopedBag'
  | 'otherPassphraseBag'
  | 'unknownBag'

/** One line of the tree, and what hangs under it. */
export interface DisplayNode {
  /** An id that words/ translates, or text that is the same in every language, such as an OID. */
  readonly label: DisplayLabel | { readonly text: string }
  /** Text with control and bidi characters already made visible. */
  readonly value?: string
  /** Set where digits are to be compared by eye: fingerprints, serial numbers, hexadecimal. */
  readonly mono?: boolean
  readonly children?: readonly DisplayNode[]
}
