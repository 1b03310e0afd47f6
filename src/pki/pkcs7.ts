// Bundles of certificates in PKCS #7 / CMS (RFC 2315 §9, RFC 5652 §5), as CAs send them in .p7b and .p7c files: read and written.
// Signatures over contents are not looked at: of a bundle only the certificates count.
import { berToDer } from './ber.ts'
import type { Bytes } from './bytes.ts'
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeSequence,
  type DerElement,
  derTag,
  encodeContextConstructed,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  expectTag,
} from './der.ts'
import { PkiError } from './errors.ts'
import { oids } from './oids.ts'

/** What a bundle holds. */
export interface Pkcs7Contents {
  /** DER, in the order of the file, which says nothing: it is a SET. */
  readonly certificates: readonly Bytes[]
  readonly crlCount: number
}

// RFC 2315 §14, RFC 5652 §14: what a ContentInfo may hold instead of signed data.
const contentNames: Readonly<Partial<Record<string, string>>> = {
  [oids.pkcs7Data]: 'data',
  '1.2.840.113549.1.7.3': 'enveloped data',
  '1.2.840.113549.1.7.4': 'signed and enveloped data',
  '1.2.840.113549.1.7.5': 'digested data',
  [oids.pkcs7EncryptedData]: 'encrypted data',
  '1.2.840.113549.1.9.16.1.2': 'authenticated data',
  '1.2.840.113549.1.9.16.1.9': 'compressed data',
  '1.2.840.113549.1.9.16.1.23': 'authenticated and enveloped data',
}

// The largest bundles, of every public root, have some 400.
const MAX_CERTIFICATES = 10_000

/**
 * Reads the certificates of SignedData; with or without signers, DER or BER.
 *
 * @param bytes - ContentInfo
 * @throws {@link PkiError} `pkcs7/content-unsupported` for anything but signed data, `file/too-many-objects`, `ber/…`, `der/…`
 */
export function readPkcs7(bytes: Uint8Array): Pkcs7Contents {
  const [type, content] = decodeSequence(berToDer(bytes))
  const oid = decodeObjectIdentifier(type)
  if (oid !== oids.pkcs7SignedData) throw contentUnsupported(contentNames[oid] ?? oid)
  const [signedData] = decodeMembers(expectTag(content, 0xa0))
  const [, digestAlgorithms, encapsulated, ...optional] = decodeMembers(expectTag(signedData, derTag.sequence))
  expectTag(digestAlgorithms, derTag.set)
  expectTag(encapsulated, derTag.sequence)
  // CertificateSet: RFC 5652 §10.2.2; attribute certificates and the like have context tags.
  const certificates = membersOf(optional, 0xa0).filter(({ tag }) => tag === derTag.sequence)
  if (certificates.length > MAX_CERTIFICATES) throw tooMany()
  return {
    certificates: certificates.map(({ encoded }) => encoded.slice()),
    crlCount: membersOf(optional, 0xa1).length,
  }
}

function membersOf(elements: readonly DerElement[], tag: number): DerElement[] {
  const element = elements.find((candidate) => candidate.tag === tag)
  return element === undefined ? [] : decodeMembers(element, tag)
}

const contentUnsupported = (content: string) =>
  new PkiError('pkcs7/content-unsupported', { content }, `Cannot read PKCS #7: it holds ${content}`)
const tooMany = () =>
  new PkiError('file/too-many-objects', { limit: MAX_CERTIFICATES }, 'Cannot read PKCS #7: too many certificates')

/**
 * Writes certificates as SignedData that nobody signed: the form in which Windows and CAs hand out a chain.
 *
 * The set of certificates keeps the order given instead of DER's: programs show it, and RFC 5652 §5.1 wants no DER here.
 *
 * @returns ContentInfo
 */
export function encodePkcs7(certificates: readonly Bytes[]): Bytes {
  const signedData = encodeSequence(
    encodeInteger(1),
    encodeSetOf(),
    encodeSequence(encodeObjectIdentifier(oids.pkcs7Data)),
    encodeContextConstructed(0, ...certificates),
    encodeSetOf(),
  )
  return encodeSequence(encodeObjectIdentifier(oids.pkcs7SignedData), encodeContextConstructed(0, signedData))
}
