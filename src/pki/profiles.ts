// What each kind of certificate must, may and must not contain, as data: one row a kind.
// Checking a form against a row is issuance-request.ts's business, writing it certificate.ts's.
import type { KeyFamily } from './algorithms.ts'
import type { KeyUsageBit } from './extensions/key-usage.ts'
import { oids } from './oids.ts'

export type CertificateProfileId = 'root-ca' | 'intermediate-ca' | 'tls-server' | 'client' | 'self-signed-server'

/** Plain data, so that it survives structured clone. */
export interface CertificateProfile {
  readonly id: CertificateProfileId
  /** basicConstraints.cA. */
  readonly cA: boolean
  readonly isSelfSigned: boolean
  /** Whether a subject alternative name is taken from the common name where none is given. */
  readonly isServer: boolean
  readonly keyUsage: Readonly<Record<KeyFamily, readonly KeyUsageBit[]>>
  /** Dotted OIDs; empty leaves extKeyUsage out. */
  readonly extKeyUsage: readonly string[]
  readonly defaultValidityDays: number
  /** An authority is found by its common name; anything else may be named by subject alternative names alone. */
  readonly needsCommonName: boolean
}

const authorityUsage: readonly KeyUsageBit[] = ['keyCertSign', 'cRLSign']
// keyEncipherment is for RSA key transport of TLS 1.2, which old phones still choose; EC and Ed25519 cannot do it (RFC 8422 §5.3, RFC 8410 §5).
const endEntityUsage: CertificateProfile['keyUsage'] = {
  rsa: ['digitalSignature', 'keyEncipherment'],
  ec: ['digitalSignature'],
  ed25519: ['digitalSignature'],
}

const authority = {
  cA: true,
  isServer: false,
  keyUsage: { rsa: authorityUsage, ec: authorityUsage, ed25519: authorityUsage },
  extKeyUsage: [],
  needsCommonName: true,
} as const

const server = {
  cA: false,
  isServer: true,
  keyUsage: endEntityUsage,
  // A PBX is server to its phones and client to its SIP trunk, so it wants both.
  extKeyUsage: [oids.idKpServerAuth, oids.idKpClientAuth],
  // CA/B Forum Baseline Requirements §6.3.2 allow 398 days; one less leaves room for both ends.
  defaultValidityDays: 397,
  needsCommonName: false,
} as const

export const profiles: Readonly<Record<CertificateProfileId, CertificateProfile>> = {
  'root-ca': { ...authority, id: 'root-ca', isSelfSigned: true, defaultValidityDays: 3650 },
  'intermediate-ca': { ...authority, id: 'intermediate-ca', isSelfSigned: false, defaultValidityDays: 1825 },
  'tls-server': { ...server, id: 'tls-server', isSelfSigned: false },
  client: {
    ...server,
    id: 'client',
    isSelfSigned: false,
    isServer: false,
    // RFC 5280 §4.2.1.12: a client's purpose goes with digitalSignature, not with keyEncipherment.
    keyUsage: { rsa: ['digitalSignature'], ec: ['digitalSignature'], ed25519: ['digitalSignature'] },
    extKeyUsage: [oids.idKpClientAuth],
  },
  'self-signed-server': { ...server, id: 'self-signed-server', isSelfSigned: true },
}
