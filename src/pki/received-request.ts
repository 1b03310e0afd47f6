// A certification request that somebody else made, on its way to a certificate: proven, judged, and told what of it is taken.
// Nothing of it gets into a certificate but its key; names are proposals, which a form and its check stand before.
import { findSignatureAlgorithm, hashAlgorithms, type KeyAlgorithm } from './algorithms.ts'
import { decodeText } from './asn1-text.ts'
import type { Bytes } from './bytes.ts'
import {
  type CertificationRequest,
  decodeCertificationRequest,
  verifyCertificationRequest,
} from './certification-request.ts'
import { decodeDer } from './der.ts'
import { describeExtension } from './describe/describe-extension.ts'
import type { DisplayNode } from './describe/display-node.ts'
import { isPkiError, PkiError } from './errors.ts'
import { decodeBasicConstraints } from './extensions/basic-constraints.ts'
import type { Extension } from './extensions/extension.ts'
import { decodeKeyUsage } from './extensions/key-usage.ts'
import { decodeSubjectAltName } from './extensions/subject-alt-name.ts'
import type { DecodedGeneralName } from './general-name-der.ts'
import { nameOfForeignKey } from './key-names.ts'
import { nameOfOid, oids } from './oids.ts'
import { type NameProposal, proposeNames } from './proposed-names.ts'
import { judgeRequestedKey, type RequestedKey } from './requested-key.ts'

/**
 * What becomes of an extension that is asked for: its names are proposed; the certificate has its own; the issuer alone may
 * say it; it would make an authority; it is known to nobody here, or cannot be read.
 */
export type ExtensionFate = 'proposed' | 'own' | 'of-issuer' | 'authority' | 'unknown' | 'unreadable'

/** An extension that is asked for, and what becomes of it. */
export interface RequestedExtension {
  readonly shown: DisplayNode
  readonly fate: ExtensionFate
}

/** A request whose signature and key were found good. Plain data, so that it survives structured clone. */
export interface ReceivedRequest {
  readonly requestDer: Bytes
  readonly algorithm: KeyAlgorithm
  /** DER; what the certificate is to be issued for. */
  readonly subjectPublicKeyInfo: Bytes
  readonly isExponentSmall: boolean
  /** Signed with SHA-1: enough to show that its maker has the key, and a sign of old software. */
  readonly isSignatureWeak: boolean
  readonly names: NameProposal
  /** The first ones; `extensionCount` tells how many there are. */
  readonly extensions: readonly RequestedExtension[]
  readonly extensionCount: number
  /** Asks for `cA` or for the right to sign certificates. */
  readonly wantsAuthority: boolean
  /** Its text is given by {@link challengePasswordOf} alone: it is a secret. */
  readonly hasChallengePassword: boolean
}

// Post-quantum keys and a hundred names together make some 16 KiB.
const MAX_REQUEST_OCTETS = 256 * 1024
const MAX_SHOWN = 50

/**
 * Reads a request for signing: judges its key, verifies that its maker has the private half, proposes its names.
 *
 * @param requestDer - CertificationRequest (RFC 2986 §4.2)
 * @throws {@link PkiError} `request/…`, `der/…`, `extension/duplicate`
 */
export async function receiveRequest(requestDer: Bytes): Promise<ReceivedRequest> {
  if (requestDer.length > MAX_REQUEST_OCTETS) {
    const message = `Cannot sign request: more than ${String(MAX_REQUEST_OCTETS)} bytes`
    throw new PkiError('request/too-large', { limit: MAX_REQUEST_OCTETS }, message)
  }
  const request = decodeCertificationRequest(requestDer)
  const key: RequestedKey = await judgeRequestedKey(request.subjectPublicKeyInfo)
  await provePossession(requestDer, request)
  const { subject, extensions, attributes } = request
  const fates = extensions.map(fateOf)
  return {
    requestDer,
    ...key,
    isSignatureWeak: isWeak(request.signatureAlgorithm),
    names: proposeNames(subject, extensions.flatMap(namesOf)),
    extensions: extensions
      .slice(0, MAX_SHOWN)
      .map((extension, index) => ({ shown: describeExtension(extension), fate: fates[index] ?? 'unknown' })),
    extensionCount: extensions.length,
    wantsAuthority: fates.includes('authority'),
    hasChallengePassword: attributes.some(({ type }) => type === oids.challengePassword),
  }
}

function isWeak(signatureAlgorithm: string): boolean {
  const { hash = null } = findSignatureAlgorithm(signatureAlgorithm) ?? {}
  return hash !== null && hashAlgorithms[hash].isWeak
}

async function provePossession(requestDer: Bytes, { signatureAlgorithm }: CertificationRequest): Promise<void> {
  let isProven: boolean
  try {
    isProven = await verifyCertificationRequest(requestDer)
  } catch (cause) {
    if (!isPkiError(cause) || cause.code !== 'signature/algorithm-unsupported') throw cause
    const algorithm = nameOfOid(signatureAlgorithm) ?? nameOfForeignKey(signatureAlgorithm) ?? signatureAlgorithm
    const message = `Cannot verify request: signature algorithm "${algorithm}" is not supported`
    throw new PkiError('request/signature-unsupported', { algorithm }, message, { cause })
  }
  if (isProven) return
  throw new PkiError('request/signature-wrong', {}, 'Cannot sign request: it is not signed with the key that it holds')
}

const fates: Readonly<Partial<Record<string, (valueDer: Bytes) => ExtensionFate>>> = {
  [oids.subjectAltName]: (valueDer) => (decodeSubjectAltName(valueDer).length > 0 ? 'proposed' : 'unreadable'),
  [oids.basicConstraints]: (valueDer) => (decodeBasicConstraints(valueDer).cA ? 'authority' : 'own'),
  [oids.keyUsage]: (valueDer) =>
    decodeKeyUsage(valueDer).some((bit) => bit === 'keyCertSign' || bit === 'cRLSign') ? 'authority' : 'own',
  [oids.extKeyUsage]: () => 'own',
  [oids.subjectKeyIdentifier]: () => 'own',
  [oids.authorityKeyIdentifier]: () => 'of-issuer',
  [oids.cRLDistributionPoints]: () => 'of-issuer',
  [oids.freshestCRL]: () => 'of-issuer',
  [oids.authorityInfoAccess]: () => 'of-issuer',
  [oids.issuerAltName]: () => 'of-issuer',
  [oids.certificatePolicies]: () => 'of-issuer',
  [oids.policyMappings]: () => 'of-issuer',
  [oids.policyConstraints]: () => 'of-issuer',
  [oids.inhibitAnyPolicy]: () => 'of-issuer',
  [oids.nameConstraints]: () => 'authority',
}

function fateOf({ oid, valueDer }: Extension): ExtensionFate {
  try {
    return fates[oid]?.(valueDer) ?? 'unknown'
  } catch (error) {
    if (isPkiError(error)) return 'unreadable'
    throw error
  }
}

function namesOf({ oid, valueDer }: Extension): DecodedGeneralName[] {
  if (oid !== oids.subjectAltName) return []
  try {
    return decodeSubjectAltName(valueDer)
  } catch (error) {
    if (isPkiError(error)) return []
    throw error
  }
}

/**
 * Gives the challenge password of a request, a secret between the device and the CA; null when it has none.
 *
 * @throws {@link PkiError} `der/…`
 */
export function challengePasswordOf(requestDer: Bytes): string | null {
  const { attributes } = decodeCertificationRequest(requestDer)
  const value = attributes.find(({ type }) => type === oids.challengePassword)?.values[0]
  return value === undefined ? null : decodeText(decodeDer(value))
}
