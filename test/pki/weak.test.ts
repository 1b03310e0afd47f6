import { describe, expect, it } from 'vitest'
import { hashAlgorithms, keyAlgorithms } from '../../src/pki/algorithms.ts'
import { decodeCertificate, verifyCertificateSignature } from '../../src/pki/certificate.ts'
import { generateKeyPair, importSigningKey, publicKeyOf } from '../../src/pki/key-pair.ts'
import { oids } from '../../src/pki/oids.ts'
import { publicKeyKindOf } from '../../src/pki/subject-public-key-info.ts'
import { issueSample, sampleForm } from './issuance-samples.ts'

describe('RSA 1024 with SHA-1', () => {
  it('issueSelfSignedCertificate() writes it, and verifyCertificateSignature() verifies it', async () => {
    const form = sampleForm('self-signed-server', { keyAlgorithm: 'rsa-1024', hash: 'sha-1' })
    const { certificateDer, keyPair } = await issueSample(form)
    const certificate = decodeCertificate(certificateDer)
    expect(certificate.signatureAlgorithm).toBe(oids.sha1WithRSAEncryption)
    expect(publicKeyKindOf(certificate.subjectPublicKeyInfo)).toMatchObject({ label: 'RSA 1024', modulusBits: 1024 })
    expect(await verifyCertificateSignature(certificateDer, keyPair.subjectPublicKeyInfo)).toBe(true)
    const forged = certificateDer.with(-1, (certificateDer.at(-1) ?? 0) ^ 1)
    expect(await verifyCertificateSignature(forged, keyPair.subjectPublicKeyInfo)).toBe(false)
  })

  it('publicKeyOf() knows the key again, and importSigningKey() lets it sign nothing more', async () => {
    const { privateKeyInfo, subjectPublicKeyInfo } = await generateKeyPair(
      keyAlgorithms['rsa-1024'],
      hashAlgorithms['sha-1'],
    )
    expect(await publicKeyOf(privateKeyInfo)).toEqual(subjectPublicKeyInfo)
    await expect(importSigningKey(privateKeyInfo, hashAlgorithms['sha-256'])).rejects.toMatchObject({
      code: 'key/algorithm-unsupported',
    })
  })
})
