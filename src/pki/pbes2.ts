// Password-based encryption PBES2 (RFC 8018 §6.2) in the one form that we write: PBKDF2-HMAC-SHA-256, AES-256-CBC.
import type { Bytes } from './bytes.ts'
import { encodeInteger, encodeNull, encodeObjectIdentifier, encodeOctetString, encodeSequence } from './der.ts'
import { oids } from './oids.ts'

/**
 * Iterations where nothing else is asked for. The file also opens on phones and PBXs, whose processors derive the same
 * on import; so this stays below the 600 000 of the vault, which opens on PCs alone.
 */
export const DEFAULT_ITERATIONS = 100_000

// RFC 8018 §4.1 asks for at least 8 octets; NIST SP 800-132 §5.1 for 16.
const SALT_LENGTH = 16
const AES_BLOCK_LENGTH = 16

/** Ciphertext, and the AlgorithmIdentifier (DER) that says how to open it. */
export interface Pbes2Encrypted {
  readonly algorithmDer: Bytes
  readonly ciphertext: Bytes
}

/** Imports a passphrase as every tool takes it for PBES2: its UTF-8 octets. */
export async function importPassphrase(passphrase: string): Promise<CryptoKey> {
  const octets = new TextEncoder().encode(passphrase)
  const secret = await crypto.subtle.importKey('raw', octets, 'PBKDF2', false, ['deriveKey'])
  octets.fill(0)
  return secret
}

/**
 * Encrypts octets under a passphrase; salt and initialization vector are fresh.
 *
 * The derivation is under way when this returns its promise: a caller with work of its own can do it meanwhile.
 *
 * @param secret - from {@link importPassphrase}
 * @param iterations - whole number, at least 1
 */
export async function encryptPbes2(plaintext: Bytes, secret: CryptoKey, iterations: number): Promise<Pbes2Encrypted> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_LENGTH))
  const iv = crypto.getRandomValues(new Uint8Array(AES_BLOCK_LENGTH))
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  const key = await crypto.subtle.deriveKey(derivation, secret, { name: 'AES-CBC', length: 256 }, false, ['encrypt'])
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, plaintext))
  return { algorithmDer: encodeAlgorithm(salt, iterations, iv), ciphertext }
}

// RFC 8018 appendix A.2 and A.4. keyLength stays out, as OpenSSL leaves it: the cipher determines it.
function encodeAlgorithm(salt: Bytes, iterations: number, iv: Bytes): Bytes {
  const prf = encodeSequence(encodeObjectIdentifier(oids.hmacWithSHA256), encodeNull())
  const pbkdf2 = encodeSequence(encodeOctetString(salt), encodeInteger(iterations), prf)
  return encodeSequence(
    encodeObjectIdentifier(oids.pbes2),
    encodeSequence(
      encodeSequence(encodeObjectIdentifier(oids.pbkdf2), pbkdf2),
      encodeSequence(encodeObjectIdentifier(oids.aes256Cbc), encodeOctetString(iv)),
    ),
  )
}
