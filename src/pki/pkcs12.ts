// Writes PKCS #12 files (RFC 7292): identities, keys alone, certificates alone and Java's trust stores.
// Every OCTET STRING is primitive: GnuTLS lists a file with constructed ones, but cannot import its key.
import type { Bytes } from './bytes.ts'
import {
  derTag,
  encodeContextConstructed,
  encodeContextPrimitive,
  encodeElement,
  encodeInteger,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeSetOf,
  encodeUtf16,
} from './der.ts'
import { sha1 } from './hash-library.ts'
import { oids } from './oids.ts'
import { defaultIterations, type Protection, type Sealed } from './pbes2.ts'
import { createPkcs12Sealing, type Pkcs12Sealing } from './pkcs12-sealing.ts'
import { encodeEncryptedPrivateKeyInfo } from './pkcs8.ts'

/** What goes into the file; at least a key or a certificate. */
export interface PfxContents {
  /** PKCS #8 DER, secret. */
  readonly privateKeyInfo?: Bytes
  /** The key's own certificate; it comes first. */
  readonly certificateDer?: Bytes
  /** Further certificates in the order in which they are written: issuer first, root last. */
  readonly chainDer: readonly Bytes[]
  /** The name that importing programs show; stands on the key and on its certificate, where it is not empty. */
  readonly friendlyName: string
  readonly passphrase: string
  /** Default: modern. */
  readonly protection?: Protection
  /** Of every derivation in the file. Default: 100 000; compatible: 2048. */
  readonly iterations?: number | undefined
  /** Marks every certificate of the chain as trusted, and names it: without that, Java takes none of them for a trust anchor. */
  readonly isTrustStore?: boolean
}

/**
 * Writes a password-protected file: key and certificates are encrypted, the whole is authenticated.
 *
 * Modern is AES-256-CBC under PBKDF2-HMAC-SHA-256 with a SHA-256 MAC; compatible is 3DES for both with a SHA-1 MAC.
 *
 * @returns DER of PFX (RFC 7292 §4)
 */
export async function encodePfx(contents: PfxContents): Promise<Bytes> {
  const { certificateDer, privateKeyInfo, passphrase, protection = 'modern' } = contents
  if (certificateDer === undefined && privateKeyInfo === undefined && contents.chainDer.length === 0) {
    throw new TypeError('encodePfx() needs a key or a certificate')
  }
  const iterations = contents.iterations ?? defaultIterations[protection]
  const sealing = await createPkcs12Sealing(passphrase, { protection, iterations })
  const owner = encodeOwnerAttributes(certificateDer, contents.friendlyName)
  const safes = Promise.all([
    encodeCertificateSafe(contents, owner, sealing),
    privateKeyInfo && encodeKeySafe(privateKeyInfo, owner, sealing),
  ])
  // The browser derives the two encryption keys on other threads; the MAC key is derived on this one meanwhile.
  const encodeMacData = sealing.startMac()
  // Certificates first, as OpenSSL and NSS write them.
  const authenticatedSafe = encodeSequence(...(await safes).filter((safe) => safe !== undefined))
  return encodeSequence(encodeInteger(3), encodeData(authenticatedSafe), await encodeMacData(authenticatedSafe))
}

// The same attributes on key and certificate tell importers that the two belong together.
function encodeOwnerAttributes(certificateDer: Bytes | undefined, friendlyName: string): Bytes {
  // localKeyID is any octets that are the same on both; the certificate's SHA-1, as OpenSSL writes it, is no secret.
  const localKeyId = certificateDer && encodeAttribute(oids.localKeyId, encodeOctetString(sha1(certificateDer)))
  return encodeAttributes(localKeyId, encodeFriendlyName(friendlyName))
}

const encodeFriendlyName = (name: string): Bytes | undefined =>
  name === '' ? undefined : encodeAttribute(oids.friendlyName, encodeElement(derTag.bmpString, encodeUtf16(name)))

const encodeAttribute = (oid: string, value: Bytes): Bytes =>
  encodeSequence(encodeObjectIdentifier(oid), encodeSetOf(value))

// An empty set is left out: the field is optional.
function encodeAttributes(...attributes: readonly (Bytes | undefined)[]): Bytes {
  const present = attributes.filter((attribute) => attribute !== undefined)
  return present.length === 0 ? new Uint8Array() : encodeSetOf(...present)
}

async function encodeKeySafe(privateKeyInfo: Bytes, owner: Bytes, { seal }: Pkcs12Sealing): Promise<Bytes> {
  const encrypted = encodeEncryptedPrivateKeyInfo(await seal(privateKeyInfo))
  return encodeData(encodeSequence(encodeSafeBag(oids.pkcs8ShroudedKeyBag, encrypted, owner)))
}

async function encodeCertificateSafe(
  { certificateDer, chainDer, isTrustStore = false, friendlyName }: PfxContents,
  owner: Bytes,
  { seal }: Pkcs12Sealing,
): Promise<Bytes | undefined> {
  const bags = [
    ...(certificateDer ? [encodeCertBag(certificateDer, owner)] : []),
    ...chainDer.map((der, index) =>
      encodeCertBag(der, isTrustStore ? encodeTrust(friendlyName, index) : new Uint8Array()),
    ),
  ]
  return bags.length === 0 ? undefined : encodeEncryptedData(await seal(encodeSequence(...bags)))
}

// Java names the entries of a store by this, and overwrites one by the next of the same name.
const encodeTrust = (friendlyName: string, index: number): Bytes =>
  encodeAttributes(
    encodeFriendlyName(index === 0 ? friendlyName : `${friendlyName}-${String(index + 1)}`),
    encodeAttribute(oids.trustedKeyUsage, encodeObjectIdentifier(oids.anyExtendedKeyUsage)),
  )

// EncryptedData version 0 (RFC 2315 §13); encryptedContent is [0] IMPLICIT OCTET STRING.
function encodeEncryptedData({ algorithmDer, ciphertext }: Sealed): Bytes {
  const encryptedContentInfo = encodeSequence(
    encodeObjectIdentifier(oids.pkcs7Data),
    algorithmDer,
    encodeContextPrimitive(0, ciphertext),
  )
  return encodeContentInfo(oids.pkcs7EncryptedData, encodeSequence(encodeInteger(0), encryptedContentInfo))
}

function encodeCertBag(certificateDer: Bytes, attributes: Bytes): Bytes {
  const value = encodeContextConstructed(0, encodeOctetString(certificateDer))
  return encodeSafeBag(oids.certBag, encodeSequence(encodeObjectIdentifier(oids.x509Certificate), value), attributes)
}

const encodeSafeBag = (oid: string, value: Bytes, attributes: Bytes): Bytes =>
  encodeSequence(encodeObjectIdentifier(oid), encodeContextConstructed(0, value), attributes)

const encodeContentInfo = (oid: string, content: Bytes): Bytes =>
  encodeSequence(encodeObjectIdentifier(oid), encodeContextConstructed(0, content))

const encodeData = (content: Bytes): Bytes => encodeContentInfo(oids.pkcs7Data, encodeOctetString(content))
