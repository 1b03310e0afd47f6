import { beforeAll, describe, expect, it } from 'vitest'
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import * as der from '../../src/pki/der.ts'
import { derTag } from '../../src/pki/der.ts'
import { PkiError, type PkiErrorCode } from '../../src/pki/errors.ts'
import { oids } from '../../src/pki/oids.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { createPkcs12Sealing } from '../../src/pki/pkcs12-sealing.ts'
import { openPkcs12 } from '../../src/pki/pkcs12-reader.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

let identity: Identity
beforeAll(async () => {
  identity = await makeIdentity()
})

const PASSPHRASE = 'Grüße, 1 €uro 😀'
const written = (passphrase = PASSPHRASE): Promise<Bytes> => {
  const { privateKeyInfo, certificateDer, chainDer } = identity
  return encodePfx({ privateKeyInfo, certificateDer, chainDer, friendlyName: 'Tür 7', passphrase, iterations: 10 })
}

// Parts of a PFX as RFC 7292 §4 names them, for files that our writer does not write.
const contentInfo = (oid: string, content: Bytes): Bytes =>
  der.encodeSequence(der.encodeObjectIdentifier(oid), der.encodeContextConstructed(0, content))
const data = (content: Bytes): Bytes => contentInfo(oids.pkcs7Data, der.encodeOctetString(content))
const bag = (oid: string, value: Bytes, ...attributes: Bytes[]): Bytes =>
  der.encodeSequence(der.encodeObjectIdentifier(oid), der.encodeContextConstructed(0, value), ...attributes)
const certBag = (certificateDer: Bytes): Bytes =>
  bag(
    oids.certBag,
    der.encodeSequence(
      der.encodeObjectIdentifier(oids.x509Certificate),
      der.encodeContextConstructed(0, der.encodeOctetString(certificateDer)),
    ),
  )
const pfx = (...bags: Bytes[]): Bytes =>
  der.encodeSequence(der.encodeInteger(3), data(der.encodeSequence(data(der.encodeSequence(...bags)))))

/** A file whose MAC, certificates and key each have a passphrase of their own. */
async function sealed(
  forMac: string,
  forParts: { certificates: string; key: string },
  contents: { certificateDer: Bytes; privateKeyInfo: Bytes },
): Promise<Bytes> {
  const cost = { protection: 'modern', iterations: 10 } as const
  const partOf = async (passphrase: string, part: Partial<typeof contents>): Promise<Bytes> => {
    const whole = await encodePfx({ ...part, chainDer: [], friendlyName: '', passphrase, ...cost })
    const [, info] = der.decodeSequence(whole)
    const [, wrapped] = der.decodeMembers(der.expectTag(info, derTag.sequence))
    const [octets] = der.decodeMembers(der.expectTag(wrapped, 0xa0))
    return der.decodeSequence(der.decodeOctetString(octets))[0]?.encoded.slice() ?? new Uint8Array()
  }
  const authenticatedSafe = der.encodeSequence(
    await partOf(forParts.certificates, { certificateDer: contents.certificateDer }),
    await partOf(forParts.key, { privateKeyInfo: contents.privateKeyInfo }),
  )
  const encodeMacData = (await createPkcs12Sealing(forMac, cost)).startMac()
  return der.encodeSequence(der.encodeInteger(3), data(authenticatedSafe), await encodeMacData(authenticatedSafe))
}

async function codeOf(opening: Promise<unknown>): Promise<PkiErrorCode> {
  const error: unknown = await opening.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PkiError)
  return (error as PkiError).code
}

describe('openPkcs12()', () => {
  it('gives keys, certificates, their names and what protects them', async () => {
    const { keys, certificates, mac, protection, others, warnings } = await openPkcs12(await written(), PASSPHRASE)
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({ privateKeyInfo: identity.privateKeyInfo, friendlyName: 'Tür 7' })
    const [leaf, ...chain] = certificates
    expect(leaf?.localKeyIdHex).toBe(keys[0]?.localKeyIdHex)
    expect([leaf, ...chain].map((certificate) => certificate?.certificateDer)).toEqual([
      identity.certificateDer,
      ...identity.chainDer,
    ])
    expect(mac).toEqual({ kind: 'pkcs12', hash: 'SHA-256', iterations: 10 })
    expect(protection).toEqual(['AES-256-CBC, PBKDF2 with HMAC-SHA-256'])
    expect([others, warnings]).toEqual([[], []])
  })

  it('asks for the passphrase before it has one, and refuses another', async () => {
    const file = await written()
    expect(await codeOf(openPkcs12(file, undefined))).toBe('pkcs12/passphrase-needed')
    expect(await codeOf(openPkcs12(file, 'grüße'))).toBe('pkcs12/passphrase-refused')
    expect(await codeOf(openPkcs12(file, ''))).toBe('pkcs12/passphrase-refused')
  })

  it('opens an empty passphrase, which is not an absent one', async () => {
    expect((await openPkcs12(await written(''), '')).keys).toHaveLength(1)
  })

  it('takes a changed octet for a wrong passphrase, since the two cannot be told apart', async () => {
    const file = await written()
    const at = file.length - 200
    file[at] = (file[at] ?? 0) ^ 1
    expect(await codeOf(openPkcs12(file, PASSPHRASE))).toBe('pkcs12/passphrase-refused')
  })

  it('finds a cut file before a passphrase is asked for', async () => {
    const file = await written()
    expect(await codeOf(openPkcs12(file.subarray(0, file.length - 100), undefined))).toBe('der/truncated')
  })

  it('opens clear bags without a MAC, warns, and tells of what it leaves closed', async () => {
    const opened = await openPkcs12(
      pfx(
        bag(oids.keyBag, identity.privateKeyInfo),
        certBag(identity.certificateDer),
        bag(oids.crlBag, der.encodeSequence()),
        bag(oids.secretBag, der.encodeSequence()),
        bag('1.2.3.4', der.encodeSequence()),
      ),
      undefined,
    )
    expect(opened.keys[0]?.privateKeyInfo).toEqual(identity.privateKeyInfo)
    expect(opened.certificates).toHaveLength(1)
    expect(opened.others).toEqual([
      { kind: 'crl', oid: oids.crlBag },
      { kind: 'secret', oid: oids.secretBag },
      { kind: 'unknown', oid: '1.2.3.4' },
    ])
    expect([opened.mac, opened.warnings]).toEqual([null, ['pkcs12/no-mac', 'pkcs12/parts-unopened']])
  })

  it('unfolds bags within bags', async () => {
    const nested = bag(oids.safeContentsBag, der.encodeSequence(certBag(identity.certificateDer)))
    expect((await openPkcs12(pfx(nested, certBag(identity.rootDer)), undefined)).certificates).toHaveLength(2)
  })

  it('reads constructed strings and indefinite lengths', async () => {
    const inner = der.encodeSequence(data(der.encodeSequence(certBag(identity.certificateDer))))
    const half = inner.length >> 1
    const end = Uint8Array.of(0, 0)
    const pieces = [inner.subarray(0, half), inner.subarray(half)].map(der.encodeOctetString)
    const octets = concatBytes([Uint8Array.of(0x24, 0x80), ...pieces, end])
    const wrapped = concatBytes([Uint8Array.of(0xa0, 0x80), octets, end])
    const info = concatBytes([Uint8Array.of(0x30, 0x80), der.encodeObjectIdentifier(oids.pkcs7Data), wrapped, end])
    const file = concatBytes([Uint8Array.of(0x30, 0x80), der.encodeInteger(3), info, end])
    expect((await openPkcs12(file, undefined)).certificates[0]?.certificateDer).toEqual(identity.certificateDer)
  })

  it.each([
    ['another version', der.encodeSequence(der.encodeInteger(4), data(der.encodeSequence())), 'structure-invalid'],
    [
      'a signature in place of a MAC',
      der.encodeSequence(der.encodeInteger(3), contentInfo(oids.pkcs7SignedData, der.encodeSequence())),
      'protection-unsupported',
    ],
    [
      'content of another type',
      der.encodeSequence(der.encodeInteger(3), contentInfo('1.2.3', der.encodeSequence())),
      'structure-invalid',
    ],
  ])('refuses %s', async (_what, file, what) => {
    expect(await codeOf(openPkcs12(file, undefined))).toBe(`pkcs12/${what}`)
  })

  it('opens what it can when a part has another passphrase than the file', async () => {
    const { certificateDer, privateKeyInfo } = identity
    const opened = await openPkcs12(
      await sealed('store', { certificates: 'store', key: 'another' }, { certificateDer, privateKeyInfo }),
      'store',
    )
    expect(opened.certificates).toHaveLength(1)
    expect(opened.others).toEqual([{ kind: 'other-passphrase', oid: oids.pkcs8ShroudedKeyBag }])
  })

  it.each([
    ['OpenSSL before 1.1, one character of each octet', 'grün', 'grÃ¼n', 'grÃ¼n'],
    ['OpenSSL before 1.1 with PBES2', 'grün', 'grÃ¼n', 'grün'],
    ['old NSS, BMPString for PBKDF2', 'store', 'store', '\0s\0t\0o\0r\0e\0\0'],
    ['old NSS, without the final zeros', 'store', 'store', '\0s\0t\0o\0r\0e'],
  ])('opens a passphrase as %s took it', async (_writer, typed, forMac, forParts) => {
    const file = await sealed(forMac, { certificates: forParts, key: forParts }, identity)
    expect((await openPkcs12(file, typed)).keys).toHaveLength(1)
  })

  it('cuts a name of a megabyte off, and strips its final zeros', async () => {
    const name = der.encodeElement(derTag.bmpString, new Uint8Array(1_000_000))
    const attribute = der.encodeSequence(der.encodeObjectIdentifier(oids.friendlyName), der.encodeSetOf(name))
    const key = bag(oids.keyBag, identity.privateKeyInfo, der.encodeSetOf(attribute))
    expect((await openPkcs12(pfx(key), undefined)).keys[0]?.friendlyName).toBe('')
  })

  it('bounds what the derivations of all parts cost together', async () => {
    const { certificateDer, privateKeyInfo } = identity
    const file = await sealed('x', { certificates: 'x', key: 'x' }, { certificateDer, privateKeyInfo })
    // MAC, certificates and key ask for ten each; one of them alone is within the limit.
    await expect(openPkcs12(file, 'x', { maxIterations: 10 })).resolves.toBeDefined()
    expect(await codeOf(openPkcs12(file, 'x', { maxIterations: 9 }))).toBe('pbe/iterations-excessive')
  })

  it('tells of parts for a certificate holder, and does not open them', async () => {
    const enveloped = contentInfo(oids.pkcs7EnvelopedData, der.encodeSequence())
    const file = der.encodeSequence(der.encodeInteger(3), data(der.encodeSequence(enveloped)))
    expect((await openPkcs12(file, undefined)).others).toEqual([
      { kind: 'public-key-encrypted', oid: oids.pkcs7EnvelopedData },
    ])
  })
})
