import { beforeAll, describe, expect, it } from 'vitest'
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import * as der from '../../src/pki/der.ts'
import { PkiError, type PkiErrorCode } from '../../src/pki/errors.ts'
import { oids } from '../../src/pki/oids.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
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

  it('tells of parts for a certificate holder, and does not open them', async () => {
    const enveloped = contentInfo(oids.pkcs7EnvelopedData, der.encodeSequence())
    const file = der.encodeSequence(der.encodeInteger(3), data(der.encodeSequence(enveloped)))
    expect((await openPkcs12(file, undefined)).others).toEqual([
      { kind: 'public-key-encrypted', oid: oids.pkcs7EnvelopedData },
    ])
  })
})
