import { beforeAll, describe, expect, it } from 'vitest'
import { type Bytes, decodeHex, encodeHex } from '../../../src/pki/bytes.ts'
import { decodeCertificate } from '../../../src/pki/certificate.ts'
import { encodeObjectIdentifier } from '../../../src/pki/der.ts'
import { oids } from '../../../src/pki/oids.ts'
import type { Protection } from '../../../src/pki/pbes2.ts'
import { encodePem } from '../../../src/pki/pem.ts'
import { encodePfx } from '../../../src/pki/pkcs12.ts'
import { encodePkcs7 } from '../../../src/pki/pkcs7.ts'
import { encryptPrivateKeyInfo } from '../../../src/pki/pkcs8.ts'
import { encodeTraditionalPrivateKey } from '../../../src/pki/private-key-writer.ts'
import { checkCertificateKey, checkSignatures, proveCertificate } from '../../../src/pki/reread/reread-certificate.ts'
import { checkPem, checkPkcs7 } from '../../../src/pki/reread/reread-pem.ts'
import { checkPkcs12, type WantedPkcs12 } from '../../../src/pki/reread/reread-pkcs12.ts'
import { checkEncryptedKeyPem, checkTraditionalKeyPem } from '../../../src/pki/reread/reread-private-key.ts'
import { checkRequest, proveRequest } from '../../../src/pki/reread/reread-request.ts'
import { isKeyPair } from '../../../src/pki/x509-library.ts'
import { type Identity, makeIdentity, requestOf } from '../../fixtures/identity.ts'

let identity: Identity
beforeAll(async () => {
  identity = await makeIdentity()
})

const mismatch = (check: string): unknown =>
  expect.objectContaining({ code: 'reread/mismatch', detail: expect.objectContaining({ check }) as unknown })
const flip = (der: Bytes, offset: number): Bytes => der.map((octet, index) => (index === offset ? octet ^ 1 : octet))
const pem = (label: string, ...ders: Bytes[]): Bytes =>
  new TextEncoder().encode(ders.map((der) => encodePem(label, der)).join(''))
/** Writes another OID of the same length wherever one stands. */
function swapOid(der: Bytes, oid: string, other: string): Bytes {
  const [from, to] = [encodeHex(encodeObjectIdentifier(oid)), encodeHex(encodeObjectIdentifier(other))]
  return decodeHex(encodeHex(der).replaceAll(from, to)) ?? der
}
const ECDSA_WITH_SHA224 = '1.2.840.10045.4.3.1'
const failed = (ticks: readonly { id: string; passed: boolean }[]): string[] =>
  ticks.filter(({ passed }) => !passed).map(({ id }) => id)

describe('proveCertificate()', () => {
  it('confirms a server certificate with every kind of name, an intermediate, and a root', async () => {
    const { certificateDer, intermediateDer, request, rootDer, rootRequest } = identity
    await expect(proveCertificate(certificateDer, intermediateDer, request)).resolves.toBeUndefined()
    await expect(proveCertificate(rootDer, rootDer, rootRequest)).resolves.toBeUndefined()
  })

  it.each(['rsa-2048', 'p-384', 'p-521', 'ed25519'] as const)(
    'confirms certificates with %s keys',
    async (algorithm) => {
      const { certificateDer, intermediateDer, request } = await makeIdentity(algorithm)
      await expect(proveCertificate(certificateDer, intermediateDer, request)).resolves.toBeUndefined()
    },
    60_000,
  )

  it.each([
    [{ subject: [] }, 'names-match'],
    [{ subjectAltNames: [] }, 'names-match'],
    [{ serialNumber: Uint8Array.of(1) }, 'certificate-fields-match'],
    [{ notAfter: new Date('2030-01-01T00:00:00Z') }, 'certificate-fields-match'],
    [{ pathLenConstraint: 3 }, 'usages-match'],
  ])('reports a certificate that was meant to say %j', async (changes, check) => {
    const { certificateDer, intermediateDer, request } = identity
    await expect(proveCertificate(certificateDer, intermediateDer, { ...request, ...changes })).rejects.toEqual(
      mismatch(check),
    )
  })

  it('reports a certificate of another profile', async () => {
    const { certificateDer, intermediateDer, request } = identity
    const { profile } = requestOf('root-ca', 'p-256')
    await expect(proveCertificate(certificateDer, intermediateDer, { ...request, profile })).rejects.toEqual(
      mismatch('usages-match'),
    )
  })

  it('takes no certificate of ours whose signature cannot be verified here', async () => {
    const { certificateDer, intermediateDer, request } = identity
    const odd = swapOid(certificateDer, oids.ecdsaWithSHA256, ECDSA_WITH_SHA224)
    await expect(proveCertificate(odd, intermediateDer, request)).rejects.toEqual(mismatch('signature-verifies'))
  })

  it('reports a damaged signature, another issuer, and bytes that are no certificate', async () => {
    const { certificateDer, intermediateDer, request, rootDer } = identity
    const damaged = flip(certificateDer, certificateDer.length - 1)
    await expect(proveCertificate(damaged, intermediateDer, request)).rejects.toEqual(mismatch('signature-verifies'))
    await expect(proveCertificate(certificateDer, rootDer, request)).rejects.toEqual(mismatch('names-match'))
    await expect(proveCertificate(Uint8Array.of(0x30, 0), intermediateDer, request)).rejects.toEqual(
      mismatch('certificate-reread'),
    )
  })
})

describe('checkSignatures()', () => {
  it('passes a whole chain, and one whose root is not at hand', async () => {
    const { certificateDer, intermediateDer, rootDer } = identity
    expect(await checkSignatures([certificateDer, intermediateDer, rootDer])).toMatchObject({ passed: true })
    expect(await checkSignatures([certificateDer, intermediateDer])).toMatchObject({ passed: true })
  })

  it('fails a chain with a hole, in the wrong order, or empty', async () => {
    const { certificateDer, intermediateDer, rootDer } = identity
    expect(await checkSignatures([certificateDer, rootDer])).toMatchObject({ passed: false })
    expect(await checkSignatures([certificateDer, rootDer, intermediateDer])).toMatchObject({ passed: false })
    expect(await checkSignatures([])).toMatchObject({ passed: false })
  })

  it('says which algorithm this browser lacks, and lets the chain pass with it', async () => {
    const { certificateDer, intermediateDer, rootDer } = identity
    const odd = swapOid(certificateDer, oids.ecdsaWithSHA256, ECDSA_WITH_SHA224)
    expect(await checkSignatures([odd, intermediateDer, rootDer])).toEqual({
      id: 'signature-verifies',
      passed: true,
      unverifiedFor: 'ecdsa-with-SHA224',
    })
  })

  it('fails a chain with a wrong signature, whatever else cannot be verified in it', async () => {
    const { certificateDer, intermediateDer, rootDer } = identity
    const odd = swapOid(certificateDer, oids.ecdsaWithSHA256, ECDSA_WITH_SHA224)
    const wrong = flip(intermediateDer, intermediateDer.length - 1)
    expect(await checkSignatures([odd, wrong, rootDer])).toEqual({ id: 'signature-verifies', passed: false })
  })
})

describe('checkCertificateKey()', () => {
  it('tells the own key from another', async () => {
    const { certificateDer, privateKeyInfo, otherPrivateKeyInfo } = identity
    expect(await checkCertificateKey(certificateDer, privateKeyInfo)).toMatchObject({ passed: true })
    expect(await checkCertificateKey(certificateDer, otherPrivateKeyInfo)).toMatchObject({ passed: false })
  })
})

describe('isKeyPair()', () => {
  it('says that a key cannot be judged here, instead of calling it another’s', async () => {
    // SubjectPublicKeyInfo of a secp256k1 key, which WebCrypto does not know.
    const head = [
      0x30, 0x56, 0x30, 0x10, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 5, 0x2b, 0x81, 4, 0, 0x0a, 3, 0x42, 0, 4,
    ]
    const spki = Uint8Array.from([...head, ...new Uint8Array(64).fill(1)])
    await expect(isKeyPair(identity.privateKeyInfo, spki)).rejects.toMatchObject({ code: 'key/algorithm-unsupported' })
  })

  it('answers no for octets that are no private key', async () => {
    const { subjectPublicKeyInfo } = decodeCertificate(identity.certificateDer)
    expect(await isKeyPair(Uint8Array.of(0x30, 0), subjectPublicKeyInfo)).toBe(false)
  })
})

describe('proveRequest()', () => {
  it('confirms a request with every kind of name', async () => {
    await expect(proveRequest(identity.requestDer, identity.request)).resolves.toBeUndefined()
  })

  it('reports other names, a damaged signature, and bytes that are no request', async () => {
    const { requestDer, request } = identity
    await expect(proveRequest(requestDer, { ...request, subject: [] })).rejects.toEqual(mismatch('names-match'))
    const damaged = flip(requestDer, requestDer.length - 1)
    await expect(proveRequest(damaged, request)).rejects.toEqual(mismatch('request-signature-verifies'))
    await expect(proveRequest(Uint8Array.of(5, 0), request)).rejects.toEqual(mismatch('request-reread'))
  })

  it('says, in checkRequest(), that the signature of a request cannot be verified here', async () => {
    const { request, requestDer } = identity
    const odd = swapOid(requestDer, oids.ecdsaWithSHA256, ECDSA_WITH_SHA224)
    expect(await checkRequest(odd, request)).toContainEqual({
      id: 'request-signature-verifies',
      passed: true,
      unverifiedFor: 'ecdsa-with-SHA224',
    })
  })

  it('tells, in checkRequest(), whose key signed', async () => {
    const { requestDer, request, privateKeyInfo, otherPrivateKeyInfo } = identity
    expect(failed(await checkRequest(requestDer, request, privateKeyInfo))).toEqual([])
    expect(failed(await checkRequest(requestDer, request, otherPrivateKeyInfo))).toEqual(['key-matches'])
  })
})

describe('checkPem()', () => {
  it('passes exactly these certificates in this order', async () => {
    const { certificateDer, rootDer } = identity
    const file = pem('CERTIFICATE', certificateDer, rootDer)
    expect(await checkPem('chain-order', file, [certificateDer, rootDer])).toEqual({ id: 'chain-order', passed: true })
    expect(await checkPem('chain-order', file, [rootDer, certificateDer])).toMatchObject({ passed: false })
    expect(await checkPem('chain-order', file, [certificateDer])).toMatchObject({ passed: false })
  })
})

describe('checkEncryptedKeyPem()', () => {
  it.each(['modern', 'compatible'] as const)(
    'passes the %s key as it was meant, and reports another passphrase or key',
    async (protection) => {
      const { privateKeyInfo, otherPrivateKeyInfo } = identity
      const der = await encryptPrivateKeyInfo(privateKeyInfo, 'passphrase', { protection, iterations: 10 })
      const file = new TextEncoder().encode(encodePem('ENCRYPTED PRIVATE KEY', der))
      const check = async (wanted: Bytes, passphrase: string) =>
        (await checkEncryptedKeyPem(file, wanted, { passphrase, protection })).passed
      expect(await check(privateKeyInfo, 'passphrase')).toBe(true)
      expect(await check(privateKeyInfo, 'Passphrase')).toBe(false)
      expect(await check(otherPrivateKeyInfo, 'passphrase')).toBe(false)
    },
  )
})

describe('checkPkcs12()', () => {
  const opening = (protection: Protection, passphrase = 'passphrase') => ({ passphrase, protection })
  const write = (changes: Partial<Parameters<typeof encodePfx>[0]> = {}) => {
    const { privateKeyInfo, certificateDer, chainDer } = identity
    return encodePfx({
      privateKeyInfo,
      certificateDer,
      chainDer,
      friendlyName: 'x',
      passphrase: 'passphrase',
      iterations: 10,
      ...changes,
    })
  }

  describe.each(['modern', 'compatible'] as const)('of a %s file', (protection) => {
    const check = async (file: Bytes, wanted: WantedPkcs12 = identity) =>
      failed(await checkPkcs12(file, wanted, opening(protection)))

    it('passes the file as it was meant', async () => {
      expect(await check(await write({ protection }))).toEqual([])
    })

    it('reports a wrong passphrase and a flipped octet as a file that does not open', async () => {
      const file = await write({ protection })
      const ticks = await checkPkcs12(file, identity, opening(protection, 'Passphrase'))
      expect(failed(ticks)).toEqual(['pkcs12-opens'])
      expect(await check(flip(file, Math.floor(file.length / 2)))).toEqual(['pkcs12-opens'])
    })

    it('reports a key that is not the certificate’s, whatever was wanted', async () => {
      const privateKeyInfo = identity.otherPrivateKeyInfo
      const file = await write({ protection, privateKeyInfo })
      expect(await check(file)).toEqual(['pkcs12-key-matches'])
      expect(await check(file, { ...identity, privateKeyInfo })).toEqual(['pkcs12-key-matches'])
    })

    it('reports the certificate’s key where another was wanted', async () => {
      const wanted = { ...identity, privateKeyInfo: identity.otherPrivateKeyInfo }
      expect(await check(await write({ protection }), wanted)).toEqual(['pkcs12-key-matches'])
    })

    it('reports a chain in another order, or cut', async () => {
      const reversed = await write({ protection, chainDer: identity.chainDer.toReversed() })
      expect(await check(reversed)).toEqual(['pkcs12-chain-order'])
      expect(await check(await write({ protection, chainDer: [] }))).toEqual(['pkcs12-chain-order'])
    })

    it('passes a key alone, certificates alone and a trust store, and reports what is missing in them', async () => {
      const { privateKeyInfo, rootDer } = identity
      const key = { privateKeyInfo, chainDer: [] }
      const store = { chainDer: [rootDer], isTrustStore: true }
      const writeOnly = (contents: Partial<Parameters<typeof encodePfx>[0]>) =>
        encodePfx({
          chainDer: [],
          friendlyName: 'x',
          passphrase: 'passphrase',
          iterations: 10,
          protection,
          ...contents,
        })
      expect(await check(await writeOnly(key), key)).toEqual([])
      expect(await check(await writeOnly(store), store)).toEqual([])
      expect(await check(await writeOnly({ ...store, isTrustStore: false }), store)).toEqual(['pkcs12-trusted'])
      expect(await check(await writeOnly(store), key)).toEqual(['pkcs12-key-matches'])
    })
  })
})

describe('checkPkcs7()', () => {
  it('passes a bundle as it was meant, and reports another order and damage', async () => {
    const wanted = [identity.certificateDer, ...identity.chainDer]
    const bundle = encodePkcs7(wanted)
    expect(await checkPkcs7(bundle, wanted)).toEqual({ id: 'bundle-order', passed: true })
    expect((await checkPkcs7(bundle, wanted.toReversed())).passed).toBe(false)
    expect((await checkPkcs7(bundle.subarray(0, 20).slice(), wanted)).passed).toBe(false)
  })
})

describe('checkTraditionalKeyPem()', () => {
  it('passes SEC 1 of the same key, and reports another one', async () => {
    const { privateKeyInfo, otherPrivateKeyInfo } = identity
    const traditional = encodeTraditionalPrivateKey(privateKeyInfo)
    const pem = new TextEncoder().encode(encodePem('EC PRIVATE KEY', traditional?.der ?? new Uint8Array()))
    expect((await checkTraditionalKeyPem(pem, privateKeyInfo, 'sec1')).passed).toBe(true)
    expect((await checkTraditionalKeyPem(pem, otherPrivateKeyInfo, 'sec1')).passed).toBe(false)
    expect((await checkTraditionalKeyPem(pem, privateKeyInfo, 'pkcs1')).passed).toBe(false)
  })
})
