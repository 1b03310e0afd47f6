// Writes PKCS #12 files (RFC 7292) of the Modern kind: AES-256-CBC under PBKDF2-HMAC-SHA-256, MAC with HMAC-SHA-256.
// Every OCTET STRING is primitive: GnuTLS lists a file with constructed ones, but cannot import its key.
import type { Bytes } from './bytes.ts'
import {
  derTag,
  encodeContextConstructed,
  encodeContextPrimitive,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeSetOf,
  encodeUtf16,
} from './der.ts'
import { oids } from './oids.ts'
import { DEFAULT_ITERATIONS, encryptPbes2, importPassphrase } from './pbes2.ts'
import { derivePkcs12Key, encodePkcs12Passphrase, pkcs12KdfPurpose } from './pkcs12-kdf.ts'
import { encryptWith } from './pkcs8.ts'

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
  /** Of every derivation in the file. Default: 100 000. */
  readonly iterations?: number
}

// SHA-256 makes digests of 32 octets; RFC 7292 appendix B wants the MAC key as long.
const MAC_KEY_LENGTH = 32
const MAC_SALT_LENGTH = 16

/**
 * Writes a password-protected identity: key and certificates are encrypted, the whole is authenticated.
 *
 * The passphrase counts as UTF-8 for encryption, which is what OpenSSL, GnuTLS, NSS and Java do, and as BMPString
 * with its final zero for the MAC (RFC 7292 appendix B.1). Java 17 refuses every passphrase outside ASCII.
 *
 * @returns DER of PFX (RFC 7292 §4)
 */
export async function encodePfx(contents: PfxContents): Promise<Bytes> {
  const { certificateDer, privateKeyInfo, passphrase, iterations = DEFAULT_ITERATIONS } = contents
  if (certificateDer === undefined && privateKeyInfo === undefined && contents.chainDer.length === 0) {
    throw new TypeError('encodePfx() needs a key or a certificate')
  }
  const owner = certificateDer && (await encodeOwnerAttributes(certificateDer, contents.friendlyName))
  const secret = await importPassphrase(passphrase)
  const safes = Promise.all([
    encodeCertificateSafe(contents, owner, { secret, iterations }),
    privateKeyInfo && encodeKeySafe(privateKeyInfo, owner, { secret, iterations }),
  ])
  // The browser derives the two encryption keys on other threads; the MAC key is derived on this one meanwhile.
  const mac = deriveMacKey(passphrase, iterations)
  // Certificates first, as OpenSSL and NSS write them.
  const authenticatedSafe = encodeSequence(...(await safes).filter((safe) => safe !== undefined))
  return encodeSequence(encodeInteger(3), encodeData(authenticatedSafe), await encodeMacData(authenticatedSafe, mac))
}

/** What both safes are encrypted with. */
interface Encryption {
  readonly secret: CryptoKey
  readonly iterations: number
}

// The same two attributes on key and certificate tell importers that the two belong together.
async function encodeOwnerAttributes(certificateDer: Bytes, friendlyName: string): Promise<Bytes> {
  // localKeyID is any octets that are the same on both; the certificate's SHA-1, as OpenSSL writes it, is no secret.
  const localKeyId = new Uint8Array(await crypto.subtle.digest('SHA-1', certificateDer))
  const attributes = [encodeAttribute(oids.localKeyId, encodeOctetString(localKeyId))]
  if (friendlyName !== '') {
    attributes.push(encodeAttribute(oids.friendlyName, encodeElement(derTag.bmpString, encodeUtf16(friendlyName))))
  }
  return encodeSetOf(...attributes)
}

const encodeAttribute = (oid: string, value: Bytes): Bytes =>
  encodeSequence(encodeObjectIdentifier(oid), encodeSetOf(value))

async function encodeKeySafe(
  privateKeyInfo: Bytes,
  attributes: Bytes | undefined,
  { secret, iterations }: Encryption,
): Promise<Bytes> {
  const encrypted = await encryptWith(secret, privateKeyInfo, iterations)
  return encodeData(encodeSequence(encodeSafeBag(oids.pkcs8ShroudedKeyBag, encrypted, attributes)))
}

async function encodeCertificateSafe(
  { certificateDer, chainDer }: PfxContents,
  owner: Bytes | undefined,
  { secret, iterations }: Encryption,
): Promise<Bytes | undefined> {
  const bags = [
    ...(certificateDer ? [encodeCertBag(certificateDer, owner)] : []),
    ...chainDer.map((der) => encodeCertBag(der, undefined)),
  ]
  if (bags.length === 0) return undefined
  const { algorithmDer, ciphertext } = await encryptPbes2(encodeSequence(...bags), secret, iterations)
  // EncryptedData version 0 (RFC 2315 §13); encryptedContent is [0] IMPLICIT OCTET STRING.
  const encryptedContentInfo = encodeSequence(
    encodeObjectIdentifier(oids.pkcs7Data),
    algorithmDer,
    encodeContextPrimitive(0, ciphertext),
  )
  return encodeContentInfo(oids.pkcs7EncryptedData, encodeSequence(encodeInteger(0), encryptedContentInfo))
}

function encodeCertBag(certificateDer: Bytes, attributes: Bytes | undefined): Bytes {
  const value = encodeContextConstructed(0, encodeOctetString(certificateDer))
  return encodeSafeBag(oids.certBag, encodeSequence(encodeObjectIdentifier(oids.x509Certificate), value), attributes)
}

const encodeSafeBag = (oid: string, value: Bytes, attributes: Bytes | undefined): Bytes =>
  encodeSequence(encodeObjectIdentifier(oid), encodeContextConstructed(0, value), attributes ?? new Uint8Array())

const encodeContentInfo = (oid: string, content: Bytes): Bytes =>
  encodeSequence(encodeObjectIdentifier(oid), encodeContextConstructed(0, content))

const encodeData = (content: Bytes): Bytes => encodeContentInfo(oids.pkcs7Data, encodeOctetString(content))

interface MacKey {
  readonly octets: Bytes
  readonly salt: Bytes
  readonly iterations: number
}

function deriveMacKey(passphrase: string, iterations: number): MacKey {
  const salt = crypto.getRandomValues(new Uint8Array(MAC_SALT_LENGTH))
  const secret = encodePkcs12Passphrase(passphrase)
  const purpose = pkcs12KdfPurpose.macKey
  const octets = derivePkcs12Key(secret, { salt, iterations, purpose, length: MAC_KEY_LENGTH })
  secret.fill(0)
  return { octets, salt, iterations }
}

// The MAC covers the contents of the OCTET STRING, without its tag and length (RFC 7292 §4).
async function encodeMacData(authenticatedSafe: Bytes, { octets, salt, iterations }: MacKey): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', octets, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  octets.fill(0)
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, authenticatedSafe))
  const digestAlgorithm = encodeSequence(encodeObjectIdentifier(oids.sha256), encodeNull())
  const digestInfo = encodeSequence(digestAlgorithm, encodeOctetString(digest))
  return encodeSequence(digestInfo, encodeOctetString(salt), encodeInteger(iterations))
}
