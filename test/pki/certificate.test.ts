import { describe, expect, it } from 'vitest'
import { hashAlgorithms, type HashId } from '../../src/pki/algorithms.ts'
import { encodeHex } from '../../src/pki/bytes.ts'
import {
  type Certificate,
  decodeCertificate,
  issuerLimitsOf,
  verifyCertificateSignature,
} from '../../src/pki/certificate.ts'
import { decodeCertificationRequest } from '../../src/pki/certification-request.ts'
import {
  encodeSequence,
  encodeContextConstructed,
  encodeContextPrimitive,
  decodeSequence,
  decodeMembers,
  derTag,
  encodeElement,
} from '../../src/pki/der.ts'
import { formatDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { decodeAuthorityKeyIdentifier } from '../../src/pki/extensions/authority-key-identifier.ts'
import { decodeBasicConstraints } from '../../src/pki/extensions/basic-constraints.ts'
import { decodeExtKeyUsage } from '../../src/pki/extensions/ext-key-usage.ts'
import { type Extension, findExtension } from '../../src/pki/extensions/extension.ts'
import { decodeKeyUsage } from '../../src/pki/extensions/key-usage.ts'
import { decodeSubjectAltName } from '../../src/pki/extensions/subject-alt-name.ts'
import { decodeSubjectKeyIdentifier } from '../../src/pki/extensions/subject-key-identifier.ts'
import { fingerprint } from '../../src/pki/fingerprint.ts'
import type { KeyUsageBit } from '../../src/pki/extensions/key-usage.ts'
import { nameOfOid, oids } from '../../src/pki/oids.ts'
import { decodeSignedStructure, signStructure, verifyStructure } from '../../src/pki/signed-structure.ts'
import { emptySubject, everyKeyAlgorithm, issueSample, now, sampleForm } from './issuance-samples.ts'
import { parseIssuanceForm } from '../../src/pki/issuance-request.ts'

const extensionOf = (certificate: Certificate, oid: string): Extension => {
  const extension = findExtension(certificate.extensions, oid)
  if (extension === null) throw new Error(`the certificate has no ${nameOfOid(oid) ?? oid}`)
  return extension
}
const rejection = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => null,
    (reason: unknown) => reason,
  )

describe.each(everyKeyAlgorithm)('certificates with %s', (keyAlgorithm) => {
  it('issueSelfSignedCertificate() and issueCertificate() sign what verifyCertificateSignature() takes', async () => {
    const root = await issueSample(sampleForm('root-ca', { keyAlgorithm, hash: 'sha-384' }))
    const leaf = await issueSample(sampleForm('tls-server', { keyAlgorithm, hash: 'sha-384' }), root)
    const rootKey = root.keyPair.subjectPublicKeyInfo
    expect(await verifyCertificateSignature(root.certificateDer, rootKey)).toBe(true)
    expect(await verifyCertificateSignature(leaf.certificateDer, rootKey)).toBe(true)
    expect(await verifyCertificateSignature(leaf.certificateDer, leaf.keyPair.subjectPublicKeyInfo)).toBe(false)
    const changed = leaf.certificateDer.slice()
    const last = changed.length - 1
    changed[last] = (changed[last] ?? 0) ^ 1
    expect(await verifyCertificateSignature(changed, rootKey)).toBe(false)
  })

  it('gives the key usage that the key can do', async () => {
    const { certificateDer } = await issueSample(sampleForm('self-signed-server', { keyAlgorithm }))
    const usage: KeyUsageBit[] = keyAlgorithm.startsWith('rsa')
      ? ['digitalSignature', 'keyEncipherment']
      : ['digitalSignature']
    expect(decodeKeyUsage(extensionOf(decodeCertificate(certificateDer), oids.keyUsage).valueDer)).toEqual(usage)
  })
})

describe('issueSelfSignedCertificate()', () => {
  it('makes a root: cA with its path length, keyCertSign and cRLSign, critical; no extKeyUsage, no authorityKeyIdentifier', async () => {
    const { certificateDer, request } = await issueSample(sampleForm('root-ca', { willSignAuthorities: true }))
    const root = decodeCertificate(certificateDer)
    expect(root).toMatchObject({
      version: 3,
      subject: request.subject,
      issuer: request.subject,
      notBefore: request.notBefore,
      notAfter: request.notAfter,
    })
    expect(encodeHex(root.serialNumber)).toBe('03e9')
    expect(root.extensions.map(({ oid, critical }) => [nameOfOid(oid), critical])).toEqual([
      ['basicConstraints', true],
      ['keyUsage', true],
      ['subjectKeyIdentifier', false],
    ])
    expect(decodeBasicConstraints(extensionOf(root, oids.basicConstraints).valueDer)).toEqual({
      cA: true,
      pathLenConstraint: 1,
    })
    expect(decodeKeyUsage(extensionOf(root, oids.keyUsage).valueDer)).toEqual(['keyCertSign', 'cRLSign'])
  })

  it('makes a server that is no CA', async () => {
    const { certificateDer } = await issueSample(sampleForm('self-signed-server'))
    const server = decodeCertificate(certificateDer)
    expect(decodeBasicConstraints(extensionOf(server, oids.basicConstraints).valueDer)).toEqual({
      cA: false,
      pathLenConstraint: undefined,
    })
    expect(decodeExtKeyUsage(extensionOf(server, oids.extKeyUsage).valueDer)).toEqual([
      oids.idKpServerAuth,
      oids.idKpClientAuth,
    ])
  })
})

describe('issueCertificate()', () => {
  it('makes a server: issuer and authorityKeyIdentifier from the authority, names and CRL point from the request', async () => {
    const root = await issueSample(sampleForm('root-ca', { subject: { organization: 'Acme "Best" Inc' } }))
    const form = sampleForm('tls-server', {
      subjectAltNames: '10.0.0.1, müller.example',
      crlDistributionPoint: { kind: 'dNSName', value: 'crl.example' },
    })
    const leaf = decodeCertificate((await issueSample(form, root)).certificateDer)
    const authority = decodeCertificate(root.certificateDer)
    expect(encodeHex(leaf.issuerDer)).toBe(encodeHex(authority.subjectDer))
    expect(leaf.extensions.map(({ oid, critical }) => [nameOfOid(oid), critical])).toEqual([
      ['basicConstraints', true],
      ['keyUsage', true],
      ['extKeyUsage', false],
      ['subjectKeyIdentifier', false],
      ['authorityKeyIdentifier', false],
      ['subjectAltName', false],
      ['cRLDistributionPoints', false],
    ])
    const { keyIdentifier } = decodeAuthorityKeyIdentifier(extensionOf(leaf, oids.authorityKeyIdentifier).valueDer)
    expect(keyIdentifier).toEqual(
      decodeSubjectKeyIdentifier(extensionOf(authority, oids.subjectKeyIdentifier).valueDer),
    )
    expect(decodeSubjectAltName(extensionOf(leaf, oids.subjectAltName).valueDer)).toEqual([
      { kind: 'iPAddress', value: '10.0.0.1' },
      { kind: 'dNSName', value: 'xn--mller-kva.example' },
    ])
  })

  it('makes a client for clientAuth alone, with the one key usage that goes with it', async () => {
    const root = await issueSample(sampleForm('root-ca'))
    const client = decodeCertificate((await issueSample(sampleForm('client'), root)).certificateDer)
    expect(decodeExtKeyUsage(extensionOf(client, oids.extKeyUsage).valueDer)).toEqual([oids.idKpClientAuth])
    expect(decodeKeyUsage(extensionOf(client, oids.keyUsage).valueDer)).toEqual(['digitalSignature'])
  })

  it('makes subjectAltName critical when the subject is empty', async () => {
    const root = await issueSample(sampleForm('root-ca'))
    const form = sampleForm('tls-server', { subject: emptySubject, subjectAltNames: '10.0.0.1' })
    const leaf = decodeCertificate((await issueSample(form, root)).certificateDer)
    expect(leaf.subject).toEqual([])
    expect(extensionOf(leaf, oids.subjectAltName).critical).toBe(true)
  })

  it("copies an issuer's subject byte for byte where we would have encoded it otherwise", async () => {
    const root = await issueSample(sampleForm('root-ca', { subject: { commonName: 'Root', country: '' } }))
    // The same common name as TeletexString: other octets, same text.
    const certificateDer = replaceOctets(
      root.certificateDer,
      '0603550403' + '1304526f6f74',
      '0603550403' + '1404526f6f74',
    )
    const leaf = decodeCertificate(
      (await issueSample(sampleForm('tls-server'), { ...root, certificateDer })).certificateDer,
    )
    expect(encodeHex(leaf.issuerDer)).toContain('06035504031404526f6f74')
  })

  it("names the issuer's own subjectKeyIdentifier, however it was derived", async () => {
    const root = await issueSample(sampleForm('root-ca'))
    const own = encodeHex(extensionOf(decodeCertificate(root.certificateDer), oids.subjectKeyIdentifier).valueDer)
    const foreign = `0414${'ab'.repeat(20)}`
    const certificateDer = replaceOctets(root.certificateDer, own, foreign)
    const leaf = decodeCertificate(
      (await issueSample(sampleForm('tls-server'), { ...root, certificateDer })).certificateDer,
    )
    expect(encodeHex(extensionOf(leaf, oids.authorityKeyIdentifier).valueDer)).toBe(`30168014${'ab'.repeat(20)}`)
  })

  it('refuses an issuer that is no CA', async () => {
    const server = await issueSample(sampleForm('self-signed-server'))
    expect(await rejection(issueSample(sampleForm('tls-server'), server))).toMatchObject({
      code: 'issuer/not-authority',
    })
  })

  it('refuses keyCertSign where basicConstraints says that it is no CA', async () => {
    const root = await issueSample(sampleForm('root-ca'))
    const certificateDer = replaceOctets(root.certificateDer, '30060101ff020100', '3006010100020100')
    expect(await rejection(issueSample(sampleForm('tls-server'), { ...root, certificateDer }))).toMatchObject({
      code: 'issuer/not-authority',
    })
  })

  it('refuses a CA whose keyUsage lacks keyCertSign', async () => {
    const root = await issueSample(sampleForm('root-ca'))
    // keyUsage 06 is keyCertSign and cRLSign; 02 with one more unused bit is cRLSign alone.
    const certificateDer = replaceOctets(root.certificateDer, '551d0f0101ff040403020106', '551d0f0101ff040403020102')
    expect(await rejection(issueSample(sampleForm('tls-server'), { ...root, certificateDer }))).toMatchObject({
      code: 'issuer/not-authority',
    })
  })

  it('refuses a key that is not the issuer’s', async () => {
    const root = await issueSample(sampleForm('root-ca'))
    const other = await issueSample(sampleForm('root-ca'))
    const mixed = { ...root, keyPair: other.keyPair }
    expect(await rejection(issueSample(sampleForm('tls-server'), mixed))).toMatchObject({ code: 'issuer/key-mismatch' })
  })

  it.each([
    ['sha-256', oids.sha256WithRSAEncryption],
    ['sha-384', oids.sha384WithRSAEncryption],
    ['sha-512', oids.sha512WithRSAEncryption],
  ] as [HashId, string][])('signs with the hash that the signing key is bound to: %s', async (hash, oid) => {
    const root = await issueSample(sampleForm('root-ca', { keyAlgorithm: 'rsa-2048', hash }))
    expect(decodeCertificate(root.certificateDer).signatureAlgorithm).toBe(oid)
    expect(root.keyPair.signingKey.privateKey.algorithm).toMatchObject({
      hash: { name: hashAlgorithms[hash].webCryptoName },
    })
    expect(await verifyCertificateSignature(root.certificateDer, root.keyPair.subjectPublicKeyInfo)).toBe(true)
  })

  it('writes UTCTime through 2049 and GeneralizedTime from 2050 on', async () => {
    const form = sampleForm('root-ca', { notBefore: '2049-12-31 23:59:59', notAfter: '2050-01-01 00:00:00' })
    const { certificateDer } = await issueSample(form)
    expect(encodeHex(certificateDer)).toContain('170d3439313233313233353935395a' + '180f32303530303130313030303030305a')
  })
})

describe('issuerLimitsOf()', () => {
  it('reads validity and path length, and lets parseIssuanceForm() hold the next one to them', async () => {
    const root = await issueSample(sampleForm('root-ca'))
    const limits = issuerLimitsOf(decodeCertificate(root.certificateDer))
    expect(limits).toEqual({ notBefore: root.request.notBefore, notAfter: root.request.notAfter, pathLenConstraint: 0 })
    const checked = parseIssuanceForm(sampleForm('intermediate-ca'), { now, issuer: limits })
    expect(checked.ok ? [] : checked.problems.map(({ field }) => field)).toEqual(['issuer'])
  })
})

describe('verifyCertificateSignature()', () => {
  it('refuses a certificate whose inner algorithm is not its outer one, though the signature is right', async () => {
    const { certificateDer, keyPair } = await issueSample(sampleForm('root-ca'))
    const [toBeSigned] = decodeSequence(certificateDer)
    const inner = replaceOctets(toBeSigned?.encoded ?? new Uint8Array(), '06082a8648ce3d040302', '06082a8648ce3d040303')
    const mixed = await signStructure(inner, keyPair.signingKey)
    expect(await verifyStructure(decodeSignedStructure(mixed), keyPair.subjectPublicKeyInfo)).toBe(true)
    expect(await verifyCertificateSignature(mixed, keyPair.subjectPublicKeyInfo)).toBe(false)
  })

  it('says that it cannot verify an algorithm that is not in the table', async () => {
    const { certificateDer, keyPair } = await issueSample(sampleForm('root-ca'))
    // ecdsa-with-SHA1 is 1.2.840.10045.4.1, one octet shorter than ecdsa-with-SHA256; with SHA-224 it is as long.
    const sha224 = replaceOctets(certificateDer, '06082a8648ce3d040302', '06082a8648ce3d040301')
    expect(await rejection(verifyCertificateSignature(sha224, keyPair.subjectPublicKeyInfo))).toMatchObject({
      code: 'signature/algorithm-unsupported',
      detail: { algorithm: '1.2.840.10045.4.3.1' },
    })
  })
})

describe('decodeCertificate()', () => {
  it('reads a certificate of version 1, which has no extensions', async () => {
    const { certificateDer } = await issueSample(sampleForm('root-ca'))
    const [toBeSigned, algorithm, signature] = decodeSequence(certificateDer)
    if (toBeSigned === undefined || algorithm === undefined || signature === undefined) throw new Error('three members')
    const members = decodeMembers(toBeSigned).slice(1, -1)
    const version1 = encodeSequence(
      encodeSequence(...members.map(({ encoded }) => encoded)),
      algorithm.encoded,
      signature.encoded,
    )
    expect(decodeCertificate(version1)).toMatchObject({ version: 1, extensions: [] })
    // issuerUniqueID [1] and subjectUniqueID [2] may stand before the extensions (RFC 5280 §4.1.2.8).
    const tbs = [
      encodeContextConstructed(0, encodeElement(derTag.integer, Uint8Array.of(2))),
      ...members.map(({ encoded }) => encoded),
      encodeContextPrimitive(1, Uint8Array.of(0, 1)),
    ]
    expect(
      decodeCertificate(encodeSequence(encodeSequence(...tbs), algorithm.encoded, signature.encoded)),
    ).toMatchObject({ version: 3, extensions: [] })
  })

  it('gives a serial number without the zero octet of its sign', async () => {
    const { certificateDer } = await issueSample(sampleForm('root-ca', { serialNumber: '0x80ff' }))
    expect(encodeHex(certificateDer)).toContain('02030080ff')
    expect(encodeHex(decodeCertificate(certificateDer).serialNumber)).toBe('80ff')
  })

  it('ends every cut and every changed octet in a value or a PkiError', async () => {
    const { certificateDer } = await issueSample(
      sampleForm('self-signed-server', { subjectAltNames: '10.0.0.1, dirName:CN=x' }),
    )
    const tryDecode = (der: Uint8Array): void => {
      for (const decode of [decodeCertificate, decodeCertificationRequest]) {
        try {
          decode(der)
        } catch (error) {
          if (!(error instanceof PkiError)) throw error
        }
      }
    }
    for (let length = 0; length < certificateDer.length; length++) {
      expect(() => decodeCertificate(certificateDer.subarray(0, length))).toThrow(PkiError)
      for (const value of [0, 0x30, 0x7f, 0x80, 0xff]) {
        const changed = certificateDer.slice()
        changed[length] = value
        tryDecode(changed)
      }
    }
  })

  it('reads deep nesting and many members without delay', () => {
    let deep: Uint8Array = new Uint8Array()
    for (let depth = 0; depth < 5000; depth++) deep = encodeSequence(deep)
    expect(() => decodeCertificate(deep)).toThrow(PkiError)
    const wide = encodeSequence(
      encodeElement(
        derTag.sequence,
        new Uint8Array(2_000_000).fill(5).map((octet, index) => (index % 2 ? 0 : octet)),
      ),
    )
    expect(() => decodeCertificate(wide)).toThrow(PkiError)
  })
})

describe('fingerprint()', () => {
  it('is the hash of the DER, in upper case with colons', async () => {
    const abc = new TextEncoder().encode('abc')
    // FIPS 180-4 example values.
    expect(await fingerprint(abc, 'SHA-1')).toBe('A9:99:3E:36:47:06:81:6A:BA:3E:25:71:78:50:C2:6C:9C:D0:D8:9D')
    expect(await fingerprint(abc, 'SHA-256')).toMatch(/^BA:78:16:BF:.*:15:AD$/)
  })
})

describe('a whole path', () => {
  it('goes root, intermediate, server', async () => {
    const root = await issueSample(sampleForm('root-ca', { willSignAuthorities: true }))
    const limits = issuerLimitsOf(decodeCertificate(root.certificateDer))
    const intermediate = await issueSample(sampleForm('intermediate-ca'), root, limits)
    const server = await issueSample(
      sampleForm('tls-server'),
      intermediate,
      issuerLimitsOf(decodeCertificate(intermediate.certificateDer)),
    )
    expect(formatDistinguishedName(decodeCertificate(server.certificateDer).issuer)).toBe(
      'C=DE, CN=Acme intermediate-ca',
    )
    expect(await verifyCertificateSignature(server.certificateDer, intermediate.keyPair.subjectPublicKeyInfo)).toBe(
      true,
    )
    expect(await verifyCertificateSignature(intermediate.certificateDer, root.keyPair.subjectPublicKeyInfo)).toBe(true)
  })
})

/** Changes octets within DER for others of the same length; they must stand there. */
function replaceOctets(der: Uint8Array, from: string, to: string): Uint8Array<ArrayBuffer> {
  const hex = encodeHex(der)
  expect(hex).toContain(from)
  expect(to).toHaveLength(from.length)
  return Uint8Array.from(hex.replaceAll(from, to).match(/../g) ?? [], (pair) => parseInt(pair, 16))
}
