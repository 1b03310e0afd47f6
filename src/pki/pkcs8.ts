// The encrypted form of a private key (PKCS #8): what stands in an ENCRYPTED PRIVATE KEY block and in a key bag.
import type { Bytes } from './bytes.ts'
import { encodeOctetString, encodeSequence } from './der.ts'
import { defaultIterations, encryptPbes2, importPassphrase, type Protection, type Sealed } from './pbes2.ts'

/**
 * Encrypts a private key under a passphrase with PBES2.
 *
 * @param privateKeyInfo - PKCS #8 DER, secret; the caller wipes its own copy
 * @param passphrase - taken as it is typed, as UTF-8; the caller has decided about its length
 * @param options - protection, default modern; `iterations` of PBKDF2, default 100 000 (compatible: 2048)
 * @returns DER of EncryptedPrivateKeyInfo (RFC 5958 §3), PEM label `ENCRYPTED PRIVATE KEY`
 */
export async function encryptPrivateKeyInfo(
  privateKeyInfo: Bytes,
  passphrase: string,
  { protection = 'modern', iterations }: { protection?: Protection; iterations?: number | undefined } = {},
): Promise<Bytes> {
  const cost = { protection, iterations: iterations ?? defaultIterations[protection] }
  return encodeEncryptedPrivateKeyInfo(await encryptPbes2(privateKeyInfo, await importPassphrase(passphrase), cost))
}

/** Writes EncryptedPrivateKeyInfo (RFC 5958 §3). */
export const encodeEncryptedPrivateKeyInfo = ({ algorithmDer, ciphertext }: Sealed): Bytes =>
  encodeSequence(algorithmDer, encodeOctetString(ciphertext))
