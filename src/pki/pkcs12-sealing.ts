// How a PKCS #12 file that we write is protected: its two encryptions and its MAC, for each protection.
import type { Bytes } from './bytes.ts'
import { encodeInteger, encodeNull, encodeObjectIdentifier, encodeOctetString, encodeSequence } from './der.ts'
import { digestSizes, hmacNow } from './hash-library.ts'
import { oids } from './oids.ts'
import { chainOf } from './password-based/hash-chain.ts'
import { encryptTripleDesCbc } from './password-based/triple-des.ts'
import { encryptPbes2, importPassphrase, type Protection, type Sealed } from './pbes2.ts'
import { derivePkcs12Key, encodePkcs12Passphrase, pkcs12KdfPurpose } from './pkcs12-kdf.ts'

/** What protects one file. */
export interface Pkcs12Sealing {
  /** Encrypts one part, with salt and initialization vector of its own. */
  readonly seal: (plaintext: Bytes) => Promise<Sealed>
  /** Starts to derive the MAC's key, and gives what writes MacData over the contents once they are there. */
  readonly startMac: () => (authenticatedSafe: Bytes) => Promise<Bytes>
}

/**
 * Takes a passphrase for one file.
 *
 * It counts as UTF-8 for modern encryption, which is what OpenSSL, GnuTLS, NSS and Java do, and as BMPString with its final
 * zero for everything of PKCS #12's own (RFC 7292 appendix B.1). Java 17 refuses every passphrase outside ASCII.
 */
export async function createPkcs12Sealing(
  passphrase: string,
  { protection, iterations }: { protection: Protection; iterations: number },
): Promise<Pkcs12Sealing> {
  if (protection === 'compatible') {
    return {
      seal: (plaintext) => sealWithTripleDes(plaintext, passphrase, iterations),
      startMac: () => startMac(passphrase, iterations, { hash: 'sha-1', oid: oids.sha1 }),
    }
  }
  const secret = await importPassphrase(passphrase)
  return {
    seal: (plaintext) => encryptPbes2(plaintext, secret, { iterations }),
    startMac: () => startMac(passphrase, iterations, { hash: 'sha-256', oid: oids.sha256 }),
  }
}

const SALT_LENGTH = 16

// pbeWithSHAAnd3-KeyTripleDES-CBC: RFC 7292 appendix C.
async function sealWithTripleDes(plaintext: Bytes, passphrase: string, iterations: number): Promise<Sealed> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_LENGTH))
  const secret = encodePkcs12Passphrase(passphrase)
  const cost = { salt, iterations, hash: chainOf('sha-1', {}) }
  const { encryptionKey, initializationVector } = pkcs12KdfPurpose
  const key = await derivePkcs12Key(secret, { ...cost, purpose: encryptionKey, length: 24 })
  const iv = await derivePkcs12Key(secret, { ...cost, purpose: initializationVector, length: 8 })
  const ciphertext = encryptTripleDesCbc(key, iv, plaintext)
  secret.fill(0)
  key.fill(0)
  const parameters = encodeSequence(encodeOctetString(salt), encodeInteger(iterations))
  const oid = encodeObjectIdentifier(oids.pbeWithShaAnd3KeyTripleDesCbc)
  return { algorithmDer: encodeSequence(oid, parameters), ciphertext }
}

function startMac(
  passphrase: string,
  iterations: number,
  { hash, oid }: { hash: 'sha-1' | 'sha-256'; oid: string },
): (authenticatedSafe: Bytes) => Promise<Bytes> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_LENGTH))
  const secret = encodePkcs12Passphrase(passphrase)
  // The key is as long as the digest (RFC 7292 appendix B.4): one block, which is under way when this returns.
  const { digestLength: length } = digestSizes(hash)
  const purpose = pkcs12KdfPurpose.macKey
  const derivation = derivePkcs12Key(secret, { salt, iterations, purpose, length, hash: chainOf(hash, {}) })
  return async (authenticatedSafe) => {
    const key = await derivation
    secret.fill(0)
    // The MAC covers the contents of the OCTET STRING, without its tag and length (RFC 7292 §4).
    const digest = hmacNow(hash, key, authenticatedSafe)
    key.fill(0)
    const digestInfo = encodeSequence(
      encodeSequence(encodeObjectIdentifier(oid), encodeNull()),
      encodeOctetString(digest),
    )
    return encodeSequence(digestInfo, encodeOctetString(salt), encodeInteger(iterations))
  }
}
