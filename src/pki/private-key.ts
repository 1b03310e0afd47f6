// Private keys in clear, from any form to PKCS #8, with what can be told of them without using them.
// What is encrypted is opened by encrypted-private-key.ts first.
import { hashAlgorithms } from './algorithms.ts'
import type { Bytes } from './bytes.ts'
import type { ObjectForm } from './classify-der.ts'
import { isPkiError, PkiError } from './errors.ts'
import { publicKeyOf, supportsKeyAlgorithm } from './key-pair.ts'
import { curveUnknown, type PlainPrivateKey, readPlainPrivateKey } from './private-key-forms.ts'
import { isSamePublicKey, type PublicKeyKind } from './subject-public-key-info.ts'

/** A private key that was read from a file. */
export interface OpenedPrivateKey {
  /** How it stood in the file; `pkcs8` also for what was encrypted. */
  readonly form: ObjectForm
  /** PKCS #8 DER in clear: secret; wipe it when it has been sealed or given away. */
  readonly privateKeyInfo: Bytes
  readonly keyKind: PublicKeyKind
  /** SubjectPublicKeyInfo DER; null where this browser cannot compute it. */
  readonly publicKey: Bytes | null
  /** Whether this browser's WebCrypto can sign with it: RSA of odd sizes or exponents can be shown and kept only. */
  readonly isUsable: boolean
}

/**
 * Reads a private key in clear.
 *
 * @param form - as `classifyDer` tells it: PKCS #8, PKCS #1 and SEC 1 can be read
 * @throws {@link PkiError} `key/form-unsupported` (OpenSSH, PuTTY), `key/algorithm-unsupported` (DSA, other curves, X25519,
 * RSA-PSS keys and the like, by name), `key/invalid` when its numbers contradict each other, `der/…`
 */
export async function readPrivateKey(form: ObjectForm | undefined, der: Uint8Array): Promise<OpenedPrivateKey> {
  const plain = readPlainPrivateKey(form, der)
  const { privateKeyInfo, keyKind } = plain
  try {
    return { form: form ?? 'pkcs8', privateKeyInfo, keyKind, ...(await usabilityOf(plain)) }
  } catch (error) {
    privateKeyInfo.fill(0)
    throw error
  }
}

async function usabilityOf(plain: PlainPrivateKey): Promise<Pick<OpenedPrivateKey, 'publicKey' | 'isUsable'>> {
  const { privateKeyInfo, keyKind, statedPublicKey } = plain
  if (keyKind.family === 'rsa') return { publicKey: statedPublicKey, isUsable: await canImportRsa(privateKeyInfo) }
  if (keyKind.family === 'other') return { publicKey: statedPublicKey, isUsable: false }
  if (keyKind.algorithm !== null && !(await supportsKeyAlgorithm(keyKind.algorithm)))
    return { publicKey: statedPublicKey, isUsable: false }
  try {
    const publicKey = await publicKeyOf(privateKeyInfo)
    if (statedPublicKey !== null && !isSamePublicKey(publicKey, statedPublicKey)) {
      const { label: algorithm } = keyKind
      throw new PkiError('key/invalid', { algorithm }, `Cannot read private key: another public key stands with it`)
    }
    return { publicKey, isUsable: true }
  } catch (error) {
    if (plain.isCurveGuessed && isPkiError(error)) throw curveUnknown()
    // Some browsers do not import an EC key without its public half: that says nothing about the key.
    if (!isPkiError(error) || statedPublicKey !== null || keyKind.family !== 'ec') throw error
    return { publicKey: null, isUsable: false }
  }
}

// What a browser refuses differs: sizes under 1024 or 2048 bits, exponents other than 3 and 65537.
async function canImportRsa(privateKeyInfo: Bytes): Promise<boolean> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: hashAlgorithms['sha-256'].webCryptoName }
  return crypto.subtle.importKey('pkcs8', privateKeyInfo, algorithm, false, ['sign']).then(
    () => true,
    () => false,
  )
}
