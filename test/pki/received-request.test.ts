import { beforeAll, describe, expect, it } from 'vitest'
import { hashAlgorithms, keyAlgorithms } from '../../src/pki/algorithms.ts'
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import { signCertificationRequest } from '../../src/pki/certification-request.ts'
import {
  decodeBitString,
  decodeIntegerOctets,
  decodeSequence,
  encodeAsciiString,
  derTag,
  encodeBitString,
  encodeContextConstructed,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  encodeUnsignedInteger,
} from '../../src/pki/der.ts'
import { encodeDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { encodeBasicConstraints } from '../../src/pki/extensions/basic-constraints.ts'
import { encodeExtensions, type Extension } from '../../src/pki/extensions/extension.ts'
import { encodeKeyUsage } from '../../src/pki/extensions/key-usage.ts'
import { encodeSubjectAltName } from '../../src/pki/extensions/subject-alt-name.ts'
import { parseCertificationForm } from '../../src/pki/issuance-request.ts'
import { type GeneratedKeyPair, generateKeyPair } from '../../src/pki/key-pair.ts'
import { oids } from '../../src/pki/oids.ts'
import { challengePasswordOf, receiveRequest } from '../../src/pki/received-request.ts'
import { judgeRequestedKey } from '../../src/pki/requested-key.ts'
import { signStructure } from '../../src/pki/signed-structure.ts'
import { emptySubject, everyKeyAlgorithm, unwrap } from './issuance-samples.ts'

const sha256 = hashAlgorithms['sha-256']
let ec: GeneratedKeyPair
let rsa: GeneratedKeyPair
beforeAll(async () => {
  ec = await generateKeyPair(keyAlgorithms['p-256'], sha256)
  rsa = await generateKeyPair(keyAlgorithms['rsa-2048'], sha256)
})

/** Signs a request with any extensions and attributes. */
function requestWith(extensions: readonly Extension[], attributes: readonly Bytes[] = []): Promise<Bytes> {
  const asked = encodeSequence(encodeObjectIdentifier(oids.extensionRequest), encodeSetOf(encodeExtensions(extensions)))
  const information = encodeSequence(
    encodeInteger(0),
    encodeDistinguishedName([[{ type: oids.commonName, value: 'a.example.com' }]]),
    ec.subjectPublicKeyInfo,
    encodeContextConstructed(0, asked, ...attributes),
  )
  return signStructure(information, ec.signingKey)
}

const challenge = (text: string): Bytes =>
  encodeSequence(
    encodeObjectIdentifier(oids.challengePassword),
    encodeSetOf(encodeAsciiString(derTag.printableString, text)),
  )

describe('receiveRequest()', () => {
  it.each(everyKeyAlgorithm)('proves a request with %s, and proposes its names', async (keyAlgorithm) => {
    const form = {
      subject: { ...emptySubject, commonName: 'pbx.example.com', organization: 'A + B' },
      subjectAltNames: 'pbx.example.com\nfd00::1\nURI:sip:pbx@example.com',
      keyAlgorithm,
      hash: 'sha-256',
    } as const
    const intent = unwrap(parseCertificationForm(form))
    const { subjectPublicKeyInfo, signingKey } = await generateKeyPair(intent.keyAlgorithm, intent.hash)
    const received = await receiveRequest(await signCertificationRequest(intent, subjectPublicKeyInfo, signingKey))
    expect(received).toMatchObject({ subjectPublicKeyInfo, wantsAuthority: false, hasChallengePassword: false })
    expect(received.algorithm.id).toBe(keyAlgorithm)
    expect(received.names).toEqual({
      subject: form.subject,
      subjectAltNames: 'pbx.example.com\nfd00::1\nsip:pbx@example.com',
      leftOut: [],
      leftOutCount: 0,
    })
  })

  it('refuses a request that another key has signed', async () => {
    const stolen = { ...ec, subjectPublicKeyInfo: rsa.subjectPublicKeyInfo }
    const other = await generateKeyPair(keyAlgorithms['p-256'], sha256)
    for (const { subjectPublicKeyInfo } of [stolen, other]) {
      const information = encodeSequence(encodeInteger(0), encodeSequence(), subjectPublicKeyInfo)
      const requestDer = await signStructure(information, ec.signingKey)
      await expect(receiveRequest(requestDer)).rejects.toMatchObject({ code: 'request/signature-wrong' })
    }
  })

  it('tells what becomes of each extension, and points out who wants to be an authority', async () => {
    const names = encodeSubjectAltName([{ kind: 'dNSName', value: 'a.example.com' }], false)
    const plain = await receiveRequest(
      await requestWith([
        names,
        encodeBasicConstraints({ cA: false, pathLenConstraint: undefined }),
        encodeKeyUsage(['digitalSignature']),
        { oid: oids.certificatePolicies, critical: false, valueDer: encodeSequence() },
        { oid: '1.2.3', critical: true, valueDer: encodeInteger(1) },
      ]),
    )
    expect(plain.extensions.map(({ fate }) => fate)).toEqual(['proposed', 'own', 'own', 'of-issuer', 'unknown'])
    expect(plain.wantsAuthority).toBe(false)
    for (const wanted of [
      encodeBasicConstraints({ cA: true, pathLenConstraint: undefined }),
      encodeKeyUsage(['keyCertSign']),
      encodeKeyUsage(['cRLSign', 'digitalSignature']),
    ]) {
      const { wantsAuthority, extensions } = await receiveRequest(await requestWith([wanted]))
      expect([wantsAuthority, extensions[0]?.fate]).toEqual([true, 'authority'])
    }
  })

  it('shows an extension that cannot be read as that, and takes no name from it', async () => {
    const broken = { oid: oids.subjectAltName, critical: false, valueDer: Uint8Array.of(0x30, 0x7f) }
    const { extensions, names } = await receiveRequest(await requestWith([broken]))
    expect([extensions[0]?.fate, names.subjectAltNames]).toEqual(['unreadable', ''])
  })

  it('lists of a thousand extensions the first ones, and counts the rest', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      oid: `1.2.3.${String(index)}`,
      critical: false,
      valueDer: encodeInteger(1),
    }))
    const { extensions, extensionCount } = await receiveRequest(await requestWith(many))
    expect([extensions.length, extensionCount]).toEqual([50, 1000])
  })

  it('tells that there is a challenge password; challengePasswordOf() alone gives it', async () => {
    const requestDer = await requestWith([encodeKeyUsage(['digitalSignature'])], [challenge('only-we-know')])
    const received = await receiveRequest(requestDer)
    expect(received.hasChallengePassword).toBe(true)
    expect(JSON.stringify({ ...received, requestDer: null })).not.toContain('only-we-know')
    expect(challengePasswordOf(requestDer)).toBe('only-we-know')
    expect(challengePasswordOf(await requestWith([encodeKeyUsage(['digitalSignature'])]))).toBeNull()
  })

  it('refuses a request of half a megabyte unread', async () => {
    const requestDer = encodeSequence(new Uint8Array(512 * 1024))
    await expect(receiveRequest(requestDer)).rejects.toMatchObject({ code: 'request/too-large' })
  })
})

describe('judgeRequestedKey()', () => {
  /** The RSA key with another exponent. */
  function withExponent(exponent: Bytes): Bytes {
    const [identifier, key] = decodeSequence(rsa.subjectPublicKeyInfo)
    const [modulus] = decodeSequence(decodeBitString(key).octets)
    const members = encodeSequence(encodeUnsignedInteger(decodeIntegerOctets(modulus)), exponent)
    return encodeSequence(identifier?.encoded ?? new Uint8Array(), encodeBitString(members))
  }

  it.each([
    ['0', encodeInteger(0)],
    ['1', encodeInteger(1)],
    ['2', encodeInteger(2)],
    ['an even one', encodeInteger(65_536)],
    ['2^32 + 1', encodeInteger(2n ** 32n + 1n)],
    ['one of a thousand octets', encodeUnsignedInteger(new Uint8Array(1000).fill(1))],
  ])('refuses exponent %s', async (_, exponent) => {
    await expect(judgeRequestedKey(withExponent(exponent))).rejects.toMatchObject({ code: 'request/exponent-refused' })
  })

  it('takes exponent 3 and says that it is small, and 65537 without a word', async () => {
    expect(await judgeRequestedKey(withExponent(encodeInteger(3)))).toMatchObject({ isExponentSmall: true })
    expect(await judgeRequestedKey(rsa.subjectPublicKeyInfo)).toMatchObject({ isExponentSmall: false })
  })

  /** An RSA key of any modulus. */
  function withModulus(modulus: Bytes): Bytes {
    const [identifier] = decodeSequence(rsa.subjectPublicKeyInfo)
    const members = encodeSequence(encodeUnsignedInteger(modulus), encodeInteger(65_537))
    return encodeSequence(identifier?.encoded ?? new Uint8Array(), encodeBitString(members))
  }

  it.each([
    ['of 1024 bits', 128, 'request/key-short'],
    ['of 2040 bits', 255, 'request/key-short'],
    ['of 32 768 bits', 4096, 'request/key-size-unusual'],
    ['with small factors', 256, 'request/key-weak'],
  ])('refuses a modulus %s', async (_, length, code) => {
    // 0xff…ff is a multiple of 3.
    await expect(judgeRequestedKey(withModulus(new Uint8Array(length).fill(0xff)))).rejects.toMatchObject({ code })
  })

  it('refuses a point that is not on its curve', async () => {
    const [identifier] = decodeSequence(ec.subjectPublicKeyInfo)
    const point = concatBytes([Uint8Array.of(4), new Uint8Array(64).fill(1)])
    const key = encodeSequence(identifier?.encoded ?? new Uint8Array(), encodeBitString(point))
    await expect(judgeRequestedKey(key)).rejects.toMatchObject({ code: 'request/key-invalid' })
  })
})
