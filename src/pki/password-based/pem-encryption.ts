// The encryption that OpenSSL's traditional key files use: `Proc-Type: 4,ENCRYPTED` and `DEK-Info` (RFC 1421 §4.6.1).
import { type Bytes, concatBytes, decodeHex } from '../bytes.ts'
import { decryptAesCbc } from '../cipher-library.ts'
import { PkiError } from '../errors.ts'
import { digestNow } from '../hash-library.ts'
import { decryptCbc } from './block-cipher.ts'
import { checkLength, invalidParameters, unsupportedAlgorithm } from './derivation.ts'
import { createRc2 } from './rc2.ts'
import { createDes, createTripleDes } from './triple-des.ts'

interface PemCipher {
  readonly keyLength: number
  readonly ivLength: number
  readonly decrypt: (key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array) => Bytes | null
}

const aes = (keyLength: number): PemCipher => ({ keyLength, ivLength: 16, decrypt: decryptAesCbc })

const ciphers: Readonly<Partial<Record<string, PemCipher>>> = {
  'AES-128-CBC': aes(16),
  'AES-192-CBC': aes(24),
  'AES-256-CBC': aes(32),
  'DES-EDE3-CBC': {
    keyLength: 24,
    ivLength: 8,
    decrypt: (key, iv, text) => decryptCbc(createTripleDes(key), iv, text),
  },
  // Two keys: the third is the first again.
  'DES-EDE-CBC': {
    keyLength: 16,
    ivLength: 8,
    decrypt: (key, iv, text) => decryptCbc(createTripleDes(concatBytes([key, key.subarray(0, 8)])), iv, text),
  },
  'DES-CBC': { keyLength: 8, ivLength: 8, decrypt: (key, iv, text) => decryptCbc(createDes(key), iv, text) },
  'RC2-CBC': { keyLength: 16, ivLength: 8, decrypt: (key, iv, text) => decryptCbc(createRc2(key, 128), iv, text) },
}

/**
 * Reads how the body of a traditional key is encrypted; all that can be wrong without the passphrase is found here.
 *
 * @param dekInfo - the header's value: `AES-128-CBC,` and the initialization vector in hexadecimal
 * @returns opens the body; throws {@link PkiError} `pbe/passphrase-refused`
 * @throws {@link PkiError} `pbe/algorithm-unsupported`, `pbe/parameters-invalid`, `pbe/ciphertext-invalid`
 */
export function preparePemBody(dekInfo: string, body: Uint8Array): (passphrase: string) => Bytes {
  const [name = '', hex = ''] = dekInfo.split(',').map((part) => part.trim())
  const cipher = ciphers[name.toUpperCase()]
  // Such a cipher has a name here and no OID.
  if (cipher === undefined) throw unsupportedAlgorithm(name.slice(0, 40))
  const iv = decodeHex(hex)
  if (iv?.length !== cipher.ivLength) throw invalidParameters(name)
  // The block is as long as the initialization vector.
  checkLength(body, cipher.ivLength, name)
  return (passphrase) => {
    const key = deriveKey(passphrase, iv.subarray(0, 8), cipher.keyLength)
    const plaintext = cipher.decrypt(key, iv, body)
    key.fill(0)
    if (plaintext === null) throw new PkiError('pbe/passphrase-refused', {}, 'Cannot decrypt PEM: passphrase refused')
    return plaintext
  }
}

// EVP_BytesToKey of OpenSSL with MD5 and one round: each digest takes in the one before it.
function deriveKey(passphrase: string, salt: Uint8Array, length: number): Bytes {
  const secret = new TextEncoder().encode(passphrase)
  const digests: Bytes[] = []
  for (let derived = 0; derived < length; derived += 16) {
    const seed = concatBytes([digests.at(-1) ?? new Uint8Array(), secret, salt])
    digests.push(digestNow('md5', seed))
    seed.fill(0)
  }
  const all = concatBytes(digests)
  const key = all.slice(0, length)
  for (const octets of [secret, all, ...digests]) octets.fill(0)
  return key
}
