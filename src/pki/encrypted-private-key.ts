// Private keys under a passphrase: encrypted PKCS #8 (RFC 5958 §3), and the traditional PEM form of OpenSSL.
import { berToDer } from './ber.ts'
import type { Bytes } from './bytes.ts'
import { classifyDer, type ObjectForm } from './classify-der.ts'
import { decodeOctetString, decodeSequence, derTag, expectTag } from './der.ts'
import { nameOfEncryption } from './encryption-names.ts'
import { isPkiError, PkiError } from './errors.ts'
import { decodeAlgorithmIdentifier } from './password-based/algorithm-identifier.ts'
import { type DerivationOptions, readingsOf } from './password-based/derivation.ts'
import { prepareDecryption } from './password-based/password-based.ts'
import { preparePemBody } from './password-based/pem-encryption.ts'

/** A private key in clear, in the form in which it stood under the encryption. */
export interface DecryptedPrivateKey {
  readonly form: ObjectForm
  /** DER, secret. */
  readonly der: Bytes
}

/** An encrypted key, ready for a passphrase. */
export interface EncryptedPrivateKey {
  /** What people call the encryption. */
  readonly encryption: string
  /**
   * Octets that are no private key after decryption mean what a failed padding means.
   *
   * @throws {@link PkiError} `pbe/passphrase-refused`
   */
  readonly open: (passphrase: string) => Promise<DecryptedPrivateKey>
}

/**
 * Reads EncryptedPrivateKeyInfo; all that can be wrong without the passphrase is found here.
 *
 * @throws {@link PkiError} `pbe/…`, `ber/…`, `der/…`
 */
export function readEncryptedPrivateKeyInfo(bytes: Uint8Array, options: DerivationOptions = {}): EncryptedPrivateKey {
  const [algorithm, encrypted] = decodeSequence(berToDer(bytes))
  const decrypt = prepareDecryption(decodeAlgorithmIdentifier(algorithm), decodeOctetString(encrypted), options)
  return {
    encryption: nameOfEncryption(expectTag(algorithm, derTag.sequence)),
    async open(passphrase) {
      for (const reading of readingsOf(passphrase)) {
        const plaintext = await decrypt(reading).catch(nullIfRefused)
        const key = plaintext === null ? null : asPrivateKey(plaintext)
        if (key !== null) return key
      }
      throw refused()
    },
  }
}

/**
 * Reads a traditional encrypted PEM block; all that can be wrong without the passphrase is found here.
 *
 * @param form - what the block's label says
 * @param dekInfo - value of its DEK-Info header
 * @throws {@link PkiError} `pbe/…`
 */
export function readTraditionalKey(
  form: ObjectForm | undefined,
  dekInfo: string,
  body: Uint8Array,
): EncryptedPrivateKey {
  const decrypt = preparePemBody(dekInfo, body)
  return {
    encryption: dekInfo.split(',')[0]?.slice(0, 40) ?? '',
    open: (passphrase) =>
      Promise.resolve().then(() => {
        const key = asPrivateKey(decrypt(passphrase))
        if (key === null) throw refused()
        // A PKCS #8 or other key under a traditional label is what it is.
        return form === 'dsa' ? { ...key, form } : key
      }),
  }
}

const refused = () => new PkiError('pbe/passphrase-refused', {}, 'Cannot decrypt private key: passphrase refused')

function nullIfRefused(error: unknown): null {
  if (isPkiError(error) && error.code === 'pbe/passphrase-refused') return null
  throw error
}

/** Tells what the plaintext is; wipes it, and gives a copy of the key where it is one. */
function asPrivateKey(plaintext: Bytes): DecryptedPrivateKey | null {
  try {
    const der = berToDer(plaintext)
    const { kind, form } = classifyDer(der)
    return kind === 'private-key' && form !== undefined ? { form, der: der.slice() } : null
  } catch (error) {
    if (isPkiError(error)) return null
    throw error
  } finally {
    plaintext.fill(0)
  }
}
