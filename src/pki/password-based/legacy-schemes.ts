// The encryption schemes from before PBES2: those of PKCS #12 (RFC 7292 appendix C) and PBES1 (RFC 8018 appendix A.3).
import { type Bytes, concatBytes } from '../bytes.ts'
import { type DigestId, digestSizes } from '../hash-library.ts'
import { oids } from '../oids.ts'
import { derivePkcs12Key, encodePkcs12Passphrase, pkcs12KdfPurpose } from '../pkcs12-kdf.ts'
import type { SaltAndIterations } from './algorithm-identifier.ts'
import { decryptCbc } from './block-cipher.ts'
import type { DerivationOptions, Passphrase } from './derivation.ts'
import { chainOf } from './hash-chain.ts'
import { encodePassphrase } from './key-derivation.ts'
import { createRc2 } from './rc2.ts'
import { cryptRc4 } from './rc4.ts'
import { createDes, createTripleDes } from './triple-des.ts'

/** How one scheme makes its key, and what it does with it. */
export interface LegacyScheme {
  readonly blockLength: number
  readonly derive: (
    passphrase: Passphrase,
    cost: SaltAndIterations,
    options: DerivationOptions,
  ) => Promise<{ key: Bytes; iv: Bytes }>
  /** Null where length or padding show that the key is another one. */
  readonly decrypt: (key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array) => Bytes | null
}

type Decrypt = LegacyScheme['decrypt']

const tripleDes: Decrypt = (key, iv, ciphertext) => decryptCbc(createTripleDes(key), iv, ciphertext)
// Two keys: the third is the first again.
const twoKeyTripleDes: Decrypt = (key, iv, ciphertext) =>
  tripleDes(concatBytes([key, key.subarray(0, 8)]), iv, ciphertext)
const des: Decrypt = (key, iv, ciphertext) => decryptCbc(createDes(key), iv, ciphertext)
const rc2: Decrypt = (key, iv, ciphertext) => decryptCbc(createRc2(key, key.length * 8), iv, ciphertext)
const rc4: Decrypt = (key, _iv, ciphertext) => cryptRc4(key, ciphertext)

const pkcs12 = (keyLength: number, decrypt: Decrypt): LegacyScheme => ({
  // RC4 goes octet by octet.
  blockLength: decrypt === rc4 ? 1 : 8,
  decrypt,
  async derive(passphrase, cost, options) {
    const secret = encodeForPkcs12(passphrase)
    const hash = chainOf('sha-1', options)
    const { encryptionKey, initializationVector } = pkcs12KdfPurpose
    const key = await derivePkcs12Key(secret, { ...cost, purpose: encryptionKey, length: keyLength, hash })
    const iv = await derivePkcs12Key(secret, { ...cost, purpose: initializationVector, length: 8, hash })
    secret.fill(0)
    return { key, iv }
  },
})

// PBKDF1, RFC 8018 §5.1: the hash over and over; the first 8 octets are the key, the next 8 the initialization vector.
const pbes1 = (hash: DigestId, decrypt: Decrypt): LegacyScheme => ({
  blockLength: 8,
  decrypt,
  async derive(passphrase, { salt, iterations }, options) {
    const secret = encodePassphrase(passphrase)
    const seed = concatBytes([secret, salt])
    secret.fill(0)
    const derived = await chainOf(hash, options).repeat(seed, iterations)
    seed.fill(0)
    const key = derived.slice(0, 8)
    const iv = derived.slice(8, 16)
    derived.fill(0)
    return { key, iv }
  },
})

/** The schemes by OID. */
export const legacySchemes: Readonly<Partial<Record<string, LegacyScheme>>> = {
  '1.2.840.113549.1.12.1.1': pkcs12(16, rc4),
  '1.2.840.113549.1.12.1.2': pkcs12(5, rc4),
  [oids.pbeWithShaAnd3KeyTripleDesCbc]: pkcs12(24, tripleDes),
  '1.2.840.113549.1.12.1.4': pkcs12(16, twoKeyTripleDes),
  '1.2.840.113549.1.12.1.5': pkcs12(16, rc2),
  '1.2.840.113549.1.12.1.6': pkcs12(5, rc2),
  '1.2.840.113549.1.5.3': pbes1('md5', des),
  '1.2.840.113549.1.5.6': pbes1('md5', rc2),
  '1.2.840.113549.1.5.10': pbes1('sha-1', des),
  '1.2.840.113549.1.5.11': pbes1('sha-1', rc2),
}

/** Encodes a passphrase for the derivation of PKCS #12: none at all is no octets, an empty one is its final zeros. */
const encodeForPkcs12 = (passphrase: Passphrase): Bytes =>
  passphrase === null
    ? new Uint8Array()
    : passphrase instanceof Uint8Array
      ? passphrase.slice()
      : encodePkcs12Passphrase(passphrase)

/** Derives the key of a MAC of PKCS #12 (RFC 7292 appendix B.4): as long as the hash. */
export async function derivePkcs12MacKey(
  hash: DigestId,
  passphrase: Passphrase,
  { cost, options }: { cost: SaltAndIterations; options: DerivationOptions },
): Promise<Bytes> {
  const secret = encodeForPkcs12(passphrase)
  const { digestLength: length } = digestSizes(hash)
  const purpose = pkcs12KdfPurpose.macKey
  const key = await derivePkcs12Key(secret, { ...cost, purpose, length, hash: chainOf(hash, options) })
  secret.fill(0)
  return key
}
