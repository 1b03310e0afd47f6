// Every OBJECT IDENTIFIER that the room writes or recognises: one row each, named as its standard names it.

/** Name → dotted text. */
export const oids = {
  // Attribute types of names: X.520, RFC 4519, PKCS #9 (RFC 2985 §5.2.1).
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumberAttribute: '2.5.4.5',
  countryName: '2.5.4.6',
  localityName: '2.5.4.7',
  stateOrProvinceName: '2.5.4.8',
  streetAddress: '2.5.4.9',
  organizationName: '2.5.4.10',
  organizationalUnitName: '2.5.4.11',
  title: '2.5.4.12',
  postalCode: '2.5.4.17',
  givenName: '2.5.4.42',
  dnQualifier: '2.5.4.46',
  organizationIdentifier: '2.5.4.97',
  userId: '0.9.2342.19200300.100.1.1',
  domainComponent: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',

  // Keys: RFC 3279 §2.3, RFC 5480 §2.1.1, RFC 8410 §3.
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsassaPss: '1.2.840.113549.1.1.10',
  idEcPublicKey: '1.2.840.10045.2.1',
  secp256r1: '1.2.840.10045.3.1.7',
  secp384r1: '1.3.132.0.34',
  secp521r1: '1.3.132.0.35',
  idEd25519: '1.3.101.112',

  // Signatures: RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3.2.
  sha1WithRSAEncryption: '1.2.840.113549.1.1.5',
  ecdsaWithSHA1: '1.2.840.10045.4.1',
  sha256WithRSAEncryption: '1.2.840.113549.1.1.11',
  sha384WithRSAEncryption: '1.2.840.113549.1.1.12',
  sha512WithRSAEncryption: '1.2.840.113549.1.1.13',
  ecdsaWithSHA256: '1.2.840.10045.4.3.2',
  ecdsaWithSHA384: '1.2.840.10045.4.3.3',
  ecdsaWithSHA512: '1.2.840.10045.4.3.4',

  // Extensions: RFC 5280 §4.2, §5.2 and §5.3.
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  cRLNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCRLIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  cRLDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  freshestCRL: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  subjectInfoAccess: '1.3.6.1.5.5.7.1.11',
  // RFC 7633 §4, RFC 6962 §3.3 and §3.1.
  tlsFeature: '1.3.6.1.5.5.7.1.24',
  signedCertificateTimestampList: '1.3.6.1.4.1.11129.2.4.2',
  precertificatePoison: '1.3.6.1.4.1.11129.2.4.3',
  // Netscape's and Microsoft's own.
  netscapeCertType: '2.16.840.1.113730.1.1',
  netscapeComment: '2.16.840.1.113730.1.13',
  certificateTemplateName: '1.3.6.1.4.1.311.20.2',
  certificateTemplate: '1.3.6.1.4.1.311.21.7',

  // Key purposes: RFC 5280 §4.2.1.12.
  anyExtendedKeyUsage: '2.5.29.37.0',
  idKpServerAuth: '1.3.6.1.5.5.7.3.1',
  idKpClientAuth: '1.3.6.1.5.5.7.3.2',
  idKpCodeSigning: '1.3.6.1.5.5.7.3.3',
  idKpEmailProtection: '1.3.6.1.5.5.7.3.4',
  idKpTimeStamping: '1.3.6.1.5.5.7.3.8',
  idKpOCSPSigning: '1.3.6.1.5.5.7.3.9',

  // Access methods and policy qualifiers: RFC 5280 §4.2.2, §4.2.1.4.
  idAdOcsp: '1.3.6.1.5.5.7.48.1',
  idAdCaIssuers: '1.3.6.1.5.5.7.48.2',
  idAdTimeStamping: '1.3.6.1.5.5.7.48.3',
  idAdCaRepository: '1.3.6.1.5.5.7.48.5',
  anyPolicy: '2.5.29.32.0',
  idQtCps: '1.3.6.1.5.5.7.2.1',
  idQtUnotice: '1.3.6.1.5.5.7.2.2',

  // Attributes of certification requests: RFC 2985 §5.4.
  challengePassword: '1.2.840.113549.1.9.7',
  extensionRequest: '1.2.840.113549.1.9.14',

  // Containers: RFC 2315 §14, RFC 7292 §4.2, appendix D; the attributes of bags are RFC 2985 §5.5.
  pkcs7Data: '1.2.840.113549.1.7.1',
  pkcs7SignedData: '1.2.840.113549.1.7.2',
  pkcs7EnvelopedData: '1.2.840.113549.1.7.3',
  pkcs7EncryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  pkcs8ShroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  crlBag: '1.2.840.113549.1.12.10.1.4',
  secretBag: '1.2.840.113549.1.12.10.1.5',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  // Oracle's, on certificates that Java trusts.
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1',

  // Encryption and digests inside containers: RFC 8018 appendix A and B, NIST CSOR.
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  pbmac1: '1.2.840.113549.1.5.14',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  hmacWithSHA256: '1.2.840.113549.2.9',
  hmacWithSHA1: '1.2.840.113549.2.7',
  desEde3Cbc: '1.2.840.113549.3.7',
  pbeWithShaAnd3KeyTripleDesCbc: '1.2.840.113549.1.12.1.3',
  sha1: '1.3.14.3.2.26',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const

export type OidName = keyof typeof oids

const names: ReadonlyMap<string, OidName> = new Map(
  Object.entries(oids).map(([name, oid]) => [oid, name as OidName] as const),
)

/** Finds the standard's name of a dotted OID; null when it is none of ours. */
export const nameOfOid = (oid: string): OidName | null => names.get(oid) ?? null
