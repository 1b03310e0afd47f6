// One side of a comparison: what a certificate and a request both say, read so that it can be set against another.
// What cannot be read inside an extension or a key is compared as its octets, never an error.
import { type Bytes, encodeHex } from './bytes.ts'
import { type Certificate, decodeCertificate } from './certificate.ts'
import { decodeCertificationRequest } from './certification-request.ts'
import { describeExtension } from './describe/describe-extension.ts'
import { describeGeneralName } from './describe/describe-value.ts'
import type { DisplayNode } from './describe/display-node.ts'
import { commonNameOf, type DistinguishedName } from './distinguished-name.ts'
import { readOrNull } from './errors.ts'
import { decodeBasicConstraints } from './extensions/basic-constraints.ts'
import { decodeExtKeyUsage } from './extensions/ext-key-usage.ts'
import { type Extension, findExtension } from './extensions/extension.ts'
import { decodeSubjectAltName } from './extensions/subject-alt-name.ts'
import { keyOfGeneralName } from './general-name-key.ts'
import { toAsciiHostName } from './host-name.ts'
import { formatIpAddress, parseIpAddress } from './ip-address.ts'
import { oids } from './oids.ts'

/** What can be compared and matched with a key. */
export interface Comparable {
  readonly kind: 'certificate' | 'certification-request'
  readonly der: Bytes
}

/** What both kinds say, and the whole certificate where it is one. */
export interface ComparedSide {
  readonly subject: DistinguishedName
  /** DER. */
  readonly subjectPublicKeyInfo: Bytes
  /** Dotted OID. */
  readonly signatureAlgorithm: string
  readonly extensions: readonly Extension[]
  /** subjectAltName for showing, by what tells whether two names are the same; in the order of their encoding. */
  readonly names: ReadonlyMap<string, DisplayNode>
  /** `cA` of basicConstraints, false without it; null when it cannot be read. */
  readonly isAuthority: boolean | null
  /** OIDs of extKeyUsage; null when every purpose is allowed, since there is none or it cannot be read. */
  readonly purposes: ReadonlySet<string> | null
  readonly certificate: Certificate | null
}

/**
 * Reads one side.
 *
 * @throws {@link PkiError} `der/…`, `extension/duplicate` when the structure itself is broken
 */
export function readSide({ kind, der }: Comparable): ComparedSide {
  const certificate = kind === 'certificate' ? decodeCertificate(der) : null
  const fields = certificate ?? decodeCertificationRequest(der)
  const { subject, subjectPublicKeyInfo, signatureAlgorithm, extensions } = fields
  const constraints = findExtension(extensions, oids.basicConstraints)
  const purposes = findExtension(extensions, oids.extKeyUsage)
  return {
    subject,
    subjectPublicKeyInfo,
    signatureAlgorithm,
    extensions,
    names: namesOf(findExtension(extensions, oids.subjectAltName)),
    isAuthority: constraints !== null && readOrNull(() => decodeBasicConstraints(constraints.valueDer).cA),
    purposes: purposes && readOrNull(() => new Set(decodeExtKeyUsage(purposes.valueDer))),
    certificate,
  }
}

/**
 * Gives a common name that is good as an address as the key of a general name; null for one that is none.
 *
 * Devices from before subjectAltName look at it alone.
 */
export function addressKeyOf(commonName: string | null): string | null {
  if (commonName === null) return null
  const octets = parseIpAddress(commonName)
  const address = octets && formatIpAddress(octets)
  if (address !== null) return keyOfGeneralName({ kind: 'iPAddress', value: address })
  const host = toAsciiHostName(commonName)
  return host === null ? null : keyOfGeneralName({ kind: 'dNSName', value: host })
}

/** Lists everything that a side is reached by: alternative names, and the common name. */
export function nameKeysOf({ subject, names }: ComparedSide): ReadonlySet<string> {
  const commonName = commonNameOf(subject)
  const own = addressKeyOf(commonName) ?? (commonName === null ? null : `commonName ${commonName.toLowerCase()}`)
  return new Set(own === null ? names.keys() : [own, ...names.keys()])
}

function namesOf(alternative: Extension | null): ReadonlyMap<string, DisplayNode> {
  if (alternative === null) return new Map()
  const names = readOrNull(() => decodeSubjectAltName(alternative.valueDer))
  if (names === null)
    return new Map([[`unreadable ${encodeHex(alternative.valueDer)}`, describeExtension(alternative)]])
  return new Map(names.map((name) => [keyOfGeneralName(name), describeGeneralName(name)] as const))
}
