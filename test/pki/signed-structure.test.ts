import { describe, expect, it } from 'vitest'
import { hashAlgorithms, keyAlgorithms, signatureAlgorithmFor } from '../../src/pki/algorithms.ts'
import { encodeBitString, encodeElement, encodeNull, encodeSequence, encodeUnsignedInteger } from '../../src/pki/der.ts'
import { generateKeyPair } from '../../src/pki/key-pair.ts'
import { decodeSignedStructure, signStructure, verifyStructure } from '../../src/pki/signed-structure.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

const { identifierDer } = signatureAlgorithmFor('ec', 'sha-256')
const toBeSigned = encodeSequence(encodeNull())
const ones = (length: number): Uint8Array => new Uint8Array(length).fill(1)
const otherKey = Uint8Array.from('300d300706052b8104000a03020000'.match(/../g) ?? [], (pair) => parseInt(pair, 16))

describe('verifyStructure()', () => {
  it.each([
    ['three numbers', encodeSequence(...[1, 1, 1].map((length) => encodeUnsignedInteger(ones(length))))],
    ['one number', encodeSequence(encodeUnsignedInteger(ones(32)))],
    [
      'a number longer than the curve',
      encodeSequence(encodeUnsignedInteger(ones(33)), encodeUnsignedInteger(ones(32))),
    ],
    ['no numbers', encodeSequence(encodeNull(), encodeNull())],
    ['no DER', ones(64)],
    ['nothing', new Uint8Array()],
  ])('gives false for an ECDSA signature of %s', async (_, signature) => {
    const { subjectPublicKeyInfo } = await generateKeyPair(keyAlgorithms['p-256'], hashAlgorithms['sha-256'])
    const der = encodeSequence(toBeSigned, identifierDer, encodeBitString(signature))
    expect(await verifyStructure(decodeSignedStructure(der), subjectPublicKeyInfo)).toBe(false)
  })

  it('gives false for a key of another family, and names one that it cannot verify with', async () => {
    const { signingKey } = await generateKeyPair(keyAlgorithms['p-256'], hashAlgorithms['sha-256'])
    const { subjectPublicKeyInfo } = await generateKeyPair(keyAlgorithms['rsa-2048'], hashAlgorithms['sha-256'])
    const structure = decodeSignedStructure(await signStructure(toBeSigned, signingKey))
    expect(await verifyStructure(structure, subjectPublicKeyInfo)).toBe(false)
    await expect(verifyStructure(structure, otherKey)).rejects.toMatchObject({
      code: 'key/algorithm-unsupported',
      detail: { algorithm: 'ECDSA secp256k1' },
    })
  })

  it('takes a signature whose r or s has fewer octets than the curve', async () => {
    const { signingKey, subjectPublicKeyInfo } = await generateKeyPair(
      keyAlgorithms['p-521'],
      hashAlgorithms['sha-512'],
    )
    // The first octet of a P-521 number is 0 or 1, so half of all numbers are shorter than 66 octets.
    for (let round = 0; round < 8; round++) {
      const structure = decodeSignedStructure(await signStructure(toBeSigned, signingKey))
      expect(await verifyStructure(structure, subjectPublicKeyInfo)).toBe(true)
    }
  })
})

describe('decodeSignedStructure()', () => {
  it('refuses a fourth member, and a first one that is no SEQUENCE', () => {
    const signature = encodeBitString(ones(8))
    const four = encodeSequence(toBeSigned, identifierDer, signature, encodeNull())
    expect(pkiErrorCode(() => decodeSignedStructure(four))).toBe('der/value-invalid')
    const wrong = encodeSequence(encodeElement(0x04, ones(2)), identifierDer, signature)
    expect(pkiErrorCode(() => decodeSignedStructure(wrong))).toBe('der/tag-unexpected')
  })
})
