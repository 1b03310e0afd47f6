// Password-based encryption PBES2 (RFC 8018 §6.2) in the two forms that we write: AES-256-CBC under PBKDF2-HMAC-SHA-256,
// and 3DES under PBKDF2-HMAC-SHA-1 for importers that know nothing newer. Reading is password-based/'s business.
import type { Bytes } from './bytes.ts'
import { encodeInteger, encodeNull, encodeObjectIdentifier, encodeOctetString, encodeSequence } from './der.ts'
import { oids } from './oids.ts'
import { encryptTripleDesCbc } from './password-based/triple-des.ts'

/** How a passphrase protects a file: what today's programs write, or what old ones can open. */
export type Protection = 'modern' | 'compatible'

/**
 * Iterations where nothing else is asked for. A modern file also opens on phones and PBXs, whose processors derive the same
 * on import; so this stays below the 600 000 of the vault, which opens on PCs alone. 2048 is what OpenSSL writes and what
 * every old importer takes.
 */
export const defaultIterations: Readonly<Record<Protection, number>> = { modern: 100_000, compatible: 2048 }

/** Ciphertext, and the AlgorithmIdentifier (DER) that says how to open it. */
export interface Sealed {
  readonly algorithmDer: Bytes
  readonly ciphertext: Bytes
}

interface Scheme {
  readonly hash: 'SHA-256' | 'SHA-1'
  /** AlgorithmIdentifier; none where it is the default, which DER leaves out. */
  readonly prf: readonly Bytes[]
  readonly cipherOid: string
  /** Octets. */
  readonly keyLength: number
  readonly ivLength: number
  readonly encrypt: (key: Bytes, iv: Bytes, plaintext: Bytes) => Bytes | Promise<Bytes>
}

const schemes: Readonly<Record<Protection, Scheme>> = {
  modern: {
    hash: 'SHA-256',
    prf: [encodeSequence(encodeObjectIdentifier(oids.hmacWithSHA256), encodeNull())],
    cipherOid: oids.aes256Cbc,
    keyLength: 32,
    ivLength: 16,
    encrypt: encryptAesCbc,
  },
  compatible: {
    hash: 'SHA-1',
    prf: [],
    cipherOid: oids.desEde3Cbc,
    keyLength: 24,
    ivLength: 8,
    encrypt: encryptTripleDesCbc,
  },
}

async function encryptAesCbc(octets: Bytes, iv: Bytes, plaintext: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', octets, 'AES-CBC', false, ['encrypt'])
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, plaintext))
}

// RFC 8018 §4.1 asks for at least 8 octets; NIST SP 800-132 §5.1 for 16.
const SALT_LENGTH = 16

/** Imports a passphrase as every tool takes it for PBES2: its UTF-8 octets. */
export async function importPassphrase(passphrase: string): Promise<CryptoKey> {
  const octets = new TextEncoder().encode(passphrase)
  const secret = await crypto.subtle.importKey('raw', octets, 'PBKDF2', false, ['deriveBits'])
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
export async function encryptPbes2(
  plaintext: Bytes,
  secret: CryptoKey,
  { iterations, protection = 'modern' }: { iterations: number; protection?: Protection },
): Promise<Sealed> {
  const { hash, prf, cipherOid, keyLength, ivLength, encrypt } = schemes[protection]
  const salt = crypto.getRandomValues(new Uint8Array(SALT_LENGTH))
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const derivation = { name: 'PBKDF2', hash, salt, iterations }
  const key = new Uint8Array(await crypto.subtle.deriveBits(derivation, secret, keyLength * 8))
  const ciphertext = await encrypt(key, iv, plaintext)
  key.fill(0)
  // RFC 8018 appendix A.2 and A.4. keyLength stays out, as OpenSSL leaves it: the cipher determines it.
  const parameters = encodeSequence(encodeOctetString(salt), encodeInteger(iterations), ...prf)
  const algorithmDer = encodeSequence(
    encodeObjectIdentifier(oids.pbes2),
    encodeSequence(
      encodeSequence(encodeObjectIdentifier(oids.pbkdf2), parameters),
      encodeSequence(encodeObjectIdentifier(cipherOid), encodeOctetString(iv)),
    ),
  )
  return { algorithmDer, ciphertext }
}
