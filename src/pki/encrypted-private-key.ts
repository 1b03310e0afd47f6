// Private keys under a passphrase: encrypted PKCS #8 (RFC 5958 §3), and the traditional PEM form of OpenSSL.
import { berToDer } from './ber.ts'
import type { Bytes } from './bytes.ts'
import { classifyDer, type ObjectForm } from './classify-der.ts'
import { decodeOctetString, decodeSequence, derTag, expectTag } from './der.ts'
import { nameOfEncryption } from './encryption-names.ts'
import { isPkiError, PkiError } from './errors.ts'
import { decodeAlgorithmIdentifier } from './password-based/algorithm-identifier.ts'
import type { DerivationOptions, Passphrase } from './password-based/derivation.ts'
import { type Decrypt, prepareDecryption } from './password-based/password-based.ts'
import { decryptPemBody } from './password-based/pem-encryption.ts'

/** A private key in clear, in the form in which it stood under the encryption. */
export interface DecryptedPrivateKey {
  readonly form: ObjectForm
  /** DER, secret. */
  readonly der: Bytes
  /** What people call the encryption. */
  readonly encryption: string
}

/** What stands in EncryptedPrivateKeyInfo, ready for a passphrase. */
export interface EncryptedPrivateKey {
  readonly decrypt: Decrypt
  readonly ciphertext: Uint8Array
  /** What people call the encryption. */
  readonly encryption: string
}

/**
 * Reads EncryptedPrivateKeyInfo; all that can be wrong without the passphrase is found here.
 *
 * @throws {@link PkiError} `pbe/…`, `ber/…`, `der/…`
 */
export function readEncryptedPrivateKeyInfo(bytes: Uint8Array, options: DerivationOptions = {}): EncryptedPrivateKey {
  const [algorithm, encrypted] = decodeSequence(berToDer(bytes))
  return {
    decrypt: prepareDecryption(decodeAlgorithmIdentifier(algorithm), options),
    ciphertext: decodeOctetString(encrypted),
    encryption: nameOfEncryption(expectTag(algorithm, derTag.sequence)),
  }
}

/**
 * Opens EncryptedPrivateKeyInfo.
 *
 * An empty passphrase is tried both as the empty string and as none at all (RFC 7292 appendix B.1). Octets that are no
 * private key after decryption mean what a failed padding means.
 *
 * @throws {@link PkiError} `pbe/…`, `ber/…`, `der/…`
 */
export async function decryptPrivateKeyInfo(
  bytes: Uint8Array,
  passphrase: string,
  options: DerivationOptions = {},
): Promise<DecryptedPrivateKey> {
  const { decrypt, ciphertext, encryption } = readEncryptedPrivateKeyInfo(bytes, options)
  const open = async (candidate: Passphrase): Promise<DecryptedPrivateKey> => ({
    ...asPrivateKey(await decrypt(candidate, ciphertext)),
    encryption,
  })
  try {
    return await open(passphrase)
  } catch (error) {
    if (passphrase !== '' || !isRefusal(error)) throw error
    return open(null)
  }
}

/**
 * Opens the body of a traditional encrypted PEM block.
 *
 * @param form - what the block's label says
 * @param dekInfo - value of its DEK-Info header
 * @throws {@link PkiError} `pbe/…`
 */
export function decryptTraditionalKey(
  form: ObjectForm | undefined,
  dekInfo: string,
  { passphrase, body }: { passphrase: string; body: Uint8Array },
): DecryptedPrivateKey {
  const { form: found, der } = asPrivateKey(decryptPemBody(dekInfo, passphrase, body))
  // A PKCS #8 or other key under a traditional label is what it is.
  return { form: form === 'dsa' ? form : found, der, encryption: dekInfo.split(',')[0]?.slice(0, 40) ?? '' }
}

function asPrivateKey(plaintext: Bytes): { form: ObjectForm; der: Bytes } {
  const { kind, form } = readForm(plaintext)
  if (kind === 'private-key' && form !== undefined) return { form, der: plaintext }
  plaintext.fill(0)
  throw new PkiError('pbe/passphrase-refused', {}, 'Cannot decrypt private key: passphrase refused')
}

function readForm(plaintext: Bytes) {
  try {
    return classifyDer(berToDer(plaintext))
  } catch (error) {
    if (isPkiError(error)) return { kind: 'unknown' as const, form: undefined }
    throw error
  }
}

const isRefusal = (error: unknown): boolean => isPkiError(error) && error.code === 'pbe/passphrase-refused'
