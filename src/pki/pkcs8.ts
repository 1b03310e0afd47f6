// The encrypted form of a private key (PKCS #8): what stands in an ENCRYPTED PRIVATE KEY block and in a key bag.
import type { Bytes } from './bytes.ts'
import { encodeOctetString, encodeSequence } from './der.ts'
import { DEFAULT_ITERATIONS, encryptPbes2, importPassphrase } from './pbes2.ts'

/**
 * Encrypts a private key under a passphrase: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC.
 *
 * @param privateKeyInfo - PKCS #8 DER, secret; the caller wipes its own copy
 * @param passphrase - taken as it is typed, as UTF-8; the caller has decided about its length
 * @param options - `iterations` of PBKDF2, default 100 000
 * @returns DER of EncryptedPrivateKeyInfo (RFC 5958 §3), PEM label `ENCRYPTED PRIVATE KEY`
 */
export async function encryptPrivateKeyInfo(
  privateKeyInfo: Bytes,
  passphrase: string,
  { iterations = DEFAULT_ITERATIONS }: { iterations?: number } = {},
): Promise<Bytes> {
  return encryptWith(await importPassphrase(passphrase), privateKeyInfo, iterations)
}

/** Encrypts as {@link encryptPrivateKeyInfo}, with a passphrase that is imported already. */
export async function encryptWith(secret: CryptoKey, privateKeyInfo: Bytes, iterations: number): Promise<Bytes> {
  const { algorithmDer, ciphertext } = await encryptPbes2(privateKeyInfo, secret, iterations)
  return encodeSequence(algorithmDer, encodeOctetString(ciphertext))
}
