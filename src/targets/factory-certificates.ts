// Certificates that a PBX comes with: recognised by their names, so that whoever meets one knows what it is.
import type { Certificate } from '../pki/certificate.ts'
import type { DistinguishedName } from '../pki/distinguished-name.ts'
import { parseIpAddress } from '../pki/ip-address.ts'
import { oids } from '../pki/oids.ts'

export type FactoryCertificateId =
  | 'openscape-business-booster'
  | 'ip-office-root'
  | 'ip-office-v2'
  | 'ip-office-identity'
  | 'ip-office-server'
  | 'mivoice-connect'

type Names = Pick<Certificate, 'subject' | 'issuer'>

const valueOf = (name: DistinguishedName, type: string): string =>
  name.flat().findLast((attribute) => attribute.type === type)?.value ?? ''

const commonName = (name: DistinguishedName): string => valueOf(name, oids.commonName)
const organization = (name: DistinguishedName): string => valueOf(name, oids.organizationName)
const unit = (name: DistinguishedName): string => valueOf(name, oids.organizationalUnitName)

// Avaya, IP Office Security, Initial Certificate Settings.
const isAvayas = (name: DistinguishedName): boolean => organization(name) === 'Avaya Inc' && unit(name) === 'GCS'
const ROOT_NAME = /^ipoffice-root-.+\.avaya\.com$/i
const V2_NAME = /^ipoffice-[\da-f]{12}\.avaya\.com$/i

// The first row that fits counts.
const rows: readonly (readonly [FactoryCertificateId, (names: Names) => boolean])[] = [
  [
    // Unify, OpenScape Business V3 Whitepaper SSL certificate handling, section 5.
    'openscape-business-booster',
    ({ subject }) =>
      organization(subject) === 'Unify Software and Solutions GmbH & Co. KG' &&
      unit(subject) === 'Unify' &&
      parseIpAddress(commonName(subject)) !== null,
  ],
  ['ip-office-root', ({ subject }) => isAvayas(subject) && ROOT_NAME.test(commonName(subject))],
  ['ip-office-v2', ({ subject }) => isAvayas(subject) && V2_NAME.test(commonName(subject))],
  ['ip-office-identity', ({ issuer }) => isAvayas(issuer) && ROOT_NAME.test(commonName(issuer))],
  // Secondary servers and Linux expansions: the host name alone.
  ['ip-office-server', ({ subject, issuer }) => isAvayas(subject) && isAvayas(issuer)],
  // Mitel, MT App Note 16036, figure 4: the certificate of a new installation, signed by the system's own CA.
  ['mivoice-connect', ({ issuer }) => organization(issuer) === 'ShoreTel UC'],
]

/**
 * Tells which PBX made a certificate for itself, from its names alone; null for every other certificate.
 *
 * Names can be forged: this is a word for the person, never a reason to trust.
 */
export const recognizeFactoryCertificate = (names: Names): FactoryCertificateId | null =>
  rows.find(([, matches]) => matches(names))?.[0] ?? null
