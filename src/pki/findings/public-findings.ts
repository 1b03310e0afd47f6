// Findings for what holds no secret: certificates, requests, revocation lists and public keys.
import { type Bytes, encodeHex } from '../bytes.ts'
import { decodeCertificate } from '../certificate.ts'
import { decodeCertificateList } from '../certificate-list.ts'
import { decodeCertificationRequest } from '../certification-request.ts'
import type { ObjectForm } from '../classify-der.ts'
import { encodeBitString, encodeNull, encodeObjectIdentifier, encodeSequence } from '../der.ts'
import { describeInstant, describeName } from '../describe/describe-value.ts'
import type { DisplayNode } from '../describe/display-node.ts'
import { makeVisible } from '../describe/visible-text.ts'
import { type DistinguishedName, formatDistinguishedName } from '../distinguished-name.ts'
import { isPkiError, PkiError } from '../errors.ts'
import { digestNow } from '../hash-library.ts'
import { oids } from '../oids.ts'
import { publicKeyKindOf } from '../subject-public-key-info.ts'
import { formatColonHex } from '../fingerprint.ts'
import type { Finding } from './finding.ts'

/** Reads a certificate for showing; throws {@link PkiError} when it is none. */
export function findCertificate(der: Bytes): Finding {
  const sha256 = digestNow('sha-256', der)
  const { subject, issuer, notBefore, notAfter, subjectPublicKeyInfo } = decodeCertificate(der)
  return {
    ...signedFinding('certificate', sha256, subject),
    facts: [
      oneLine(describeName('subject', subject)),
      oneLine(describeName('issuer', issuer)),
      describeInstant('notBefore', notBefore),
      describeInstant('notAfter', notAfter),
      keyLine(subjectPublicKeyInfo),
      fingerprintLine(sha256),
    ],
    der,
  }
}

/** Reads a certification request for showing; its signature is not verified. Throws {@link PkiError} when it is none. */
export function findRequest(der: Bytes): Finding {
  const sha256 = digestNow('sha-256', der)
  const { subject, subjectPublicKeyInfo } = decodeCertificationRequest(der)
  return {
    ...signedFinding('certification-request', sha256, subject),
    facts: [oneLine(describeName('subject', subject)), keyLine(subjectPublicKeyInfo), fingerprintLine(sha256)],
    der,
  }
}

/** Reads a revocation list for showing; throws {@link PkiError} when it is none. */
export function findCertificateList(der: Bytes): Finding {
  const sha256 = digestNow('sha-256', der)
  const { issuer, thisUpdate, nextUpdate, revokedCount } = decodeCertificateList(der)
  return {
    ...signedFinding('crl', sha256, issuer),
    facts: [
      oneLine(describeName('issuer', issuer)),
      describeInstant('thisUpdate', thisUpdate),
      ...(nextUpdate === null ? [] : [describeInstant('nextUpdate', nextUpdate)]),
      { label: 'revokedCertificates', value: String(revokedCount) },
      fingerprintLine(sha256),
    ],
    der,
  }
}

/** Reads a public key for showing; throws {@link PkiError} when it is none. */
export function findPublicKey(der: Bytes, form: ObjectForm | undefined): Finding {
  const subjectPublicKeyInfo = form === 'pkcs1' ? wrapRsa(der) : der
  const { label, family } = publicKeyKindOf(subjectPublicKeyInfo)
  if (family === 'other') {
    const message = `Cannot use public key: "${label}" is not supported`
    throw new PkiError('key/algorithm-unsupported', { algorithm: label }, message)
  }
  const facts = [keyHashLine(subjectPublicKeyInfo)]
  return { kind: 'public-key', state: 'ok', name: label, notes: [], facts, publicKey: subjectPublicKeyInfo.slice() }
}

/** Shows what a key is known by in certificates, requests and keys alike: the hash of its SubjectPublicKeyInfo. */
export const keyHashLine = (subjectPublicKeyInfo: Uint8Array): DisplayNode => ({
  label: 'keyHash',
  value: formatColonHex(digestNow('sha-256', subjectPublicKeyInfo)),
  mono: true,
})

const wrapRsa = (publicKey: Bytes): Bytes =>
  encodeSequence(encodeSequence(encodeObjectIdentifier(oids.rsaEncryption), encodeNull()), encodeBitString(publicKey))

function signedFinding(
  kind: 'certificate' | 'certification-request' | 'crl',
  sha256: Bytes,
  holder: DistinguishedName,
): Omit<Finding, 'facts'> {
  return { kind, state: 'ok', name: nameOf(holder), notes: [], sha256: encodeHex(sha256) }
}

// As a heading; the whole of it stands among the facts.
const MAX_NAME_CHARACTERS = 200

function nameOf(holder: DistinguishedName): string {
  const commonName = holder.flat().findLast(({ type }) => type === oids.commonName)
  return makeVisible((commonName?.value ?? formatDistinguishedName(holder)).slice(0, MAX_NAME_CHARACTERS))
}

const fingerprintLine = (sha256: Bytes): DisplayNode => ({
  label: { text: 'SHA-256' },
  value: formatColonHex(sha256),
  mono: true,
})

function keyLine(subjectPublicKeyInfo: Bytes): DisplayNode {
  try {
    return { label: 'subjectPublicKeyInfo', value: publicKeyKindOf(subjectPublicKeyInfo).label }
  } catch (error) {
    if (isPkiError(error)) return { label: 'subjectPublicKeyInfo', children: [{ label: 'unreadable' }] }
    throw error
  }
}

const oneLine = ({ children, ...line }: DisplayNode): DisplayNode =>
  line.value === undefined && children !== undefined ? { ...line, children } : line
