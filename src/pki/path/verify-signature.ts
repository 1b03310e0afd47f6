// One signature by another's key, as far as WebCrypto goes: verified, wrong, or not to be told here.
import type { Bytes } from '../bytes.ts'
import { encodeHex } from '../bytes.ts'
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeSequence,
  encodeNull,
  encodeObjectIdentifier,
  encodeSequence,
} from '../der.ts'
import { isPkiError } from '../errors.ts'
import { oids } from '../oids.ts'
import { decodeEcdsaSignature, type SignedStructure } from '../signed-structure.ts'
import { publicKeyKindOf } from '../subject-public-key-info.ts'
import { readSignatureIdentifier, type Verification } from './signature-algorithms.ts'

/** `unverifiable`: this browser lacks the algorithm, the hash or the curve. */
export type SignatureState = 'verified' | 'invalid' | 'unverifiable'

/** Remembers imported keys: one authority's key verifies everything that it has signed. */
export type KeyCache = Map<string, Promise<CryptoKey | null>>

/**
 * Verifies a certificate's or list's signature. Broken hashes are verified as well; that nobody trusts them is a rule.
 *
 * @param subjectPublicKeyInfo - the signer's, DER
 * @returns never an exception: what cannot be read is `invalid`
 */
export async function verifySignature(
  structure: SignedStructure,
  subjectPublicKeyInfo: Bytes,
  keys: KeyCache,
): Promise<SignatureState> {
  try {
    const { verification } = readSignatureIdentifier(structure.signatureIdentifier)
    if (verification === null) return 'unverifiable'
    const signer = readSigner(subjectPublicKeyInfo)
    if (signer.family === 'other') return 'unverifiable'
    if (signer.family !== (verification.family === 'rsa-pss' ? 'rsa' : verification.family)) return 'invalid'
    if (signer.isPssOnly && verification.family !== 'rsa-pss') return 'invalid'
    const key = await importKey(signer, verification, keys)
    if (key === null) return 'unverifiable'
    const { signature } = structure
    const octets =
      signer.coordinateLength === null ? signature.slice() : decodeEcdsaSignature(signature, signer.coordinateLength)
    if (octets === null) return 'invalid'
    const isValid = await crypto.subtle.verify(
      parametersOf(verification),
      key,
      octets,
      structure.toBeSigned.encoded.slice(),
    )
    return isValid ? 'verified' : 'invalid'
  } catch (error) {
    if (isPkiError(error)) return 'invalid'
    // WebCrypto refuses what is out of its bounds, a salt longer than the key for one.
    if (error instanceof DOMException || error instanceof TypeError) return 'unverifiable'
    throw error
  }
}

interface Signer {
  readonly spki: Bytes
  readonly isPssOnly: boolean
  readonly family: 'rsa' | 'ec' | 'ed25519' | 'other'
  readonly namedCurve: string | null
  readonly coordinateLength: number | null
}

function readSigner(subjectPublicKeyInfo: Bytes): Signer {
  const spki = asPlainRsa(subjectPublicKeyInfo)
  const { family, algorithm } = publicKeyKindOf(spki)
  const curve = algorithm?.family === 'ec' ? algorithm : null
  const isPssOnly = spki !== subjectPublicKeyInfo
  return {
    spki,
    isPssOnly,
    family,
    namedCurve: curve?.namedCurve ?? null,
    coordinateLength: curve?.coordinateLength ?? null,
  }
}

// Keys that may sign with PSS only have an OID of their own (RFC 4055 §1.2), which browsers refuse; the key is the same.
function asPlainRsa(spki: Bytes): Bytes {
  const [identifier, key] = decodeSequence(spki)
  if (identifier === undefined || key === undefined) return spki
  const [algorithm] = decodeMembers(identifier)
  if (decodeObjectIdentifier(algorithm) !== oids.rsassaPss) return spki
  return encodeSequence(encodeSequence(encodeObjectIdentifier(oids.rsaEncryption), encodeNull()), key.encoded)
}

function importKey(signer: Signer, verification: Verification, keys: KeyCache): Promise<CryptoKey | null> {
  const parameters = importParameters(signer, verification)
  const id = `${JSON.stringify(parameters)} ${encodeHex(signer.spki)}`
  const known = keys.get(id)
  if (known !== undefined) return known
  const imported = crypto.subtle.importKey('spki', signer.spki, parameters, false, ['verify']).catch(() => null)
  keys.set(id, imported)
  return imported
}

function importParameters(
  { namedCurve }: Signer,
  verification: Verification,
): RsaHashedImportParams | EcKeyImportParams | Algorithm {
  switch (verification.family) {
    case 'rsa':
      return { name: 'RSASSA-PKCS1-v1_5', hash: verification.hash }
    case 'rsa-pss':
      return { name: 'RSA-PSS', hash: verification.hash }
    case 'ec':
      return { name: 'ECDSA', namedCurve: namedCurve ?? '' }
    case 'ed25519':
      return { name: 'Ed25519' }
  }
}

function parametersOf(verification: Verification): AlgorithmIdentifier | RsaPssParams | EcdsaParams {
  switch (verification.family) {
    case 'rsa':
      return 'RSASSA-PKCS1-v1_5'
    case 'rsa-pss':
      return { name: 'RSA-PSS', saltLength: verification.saltLength }
    case 'ec':
      return { name: 'ECDSA', hash: verification.hash }
    case 'ed25519':
      return 'Ed25519'
  }
}
