import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bytes, concatBytes, encodeBase64 } from '../../src/pki/bytes.ts'
import * as der from '../../src/pki/der.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { type Identified, identify } from '../../src/pki/identify.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

const utf8 = (text: string): Bytes => new TextEncoder().encode(text)
const integer = der.encodeInteger(5)
const zero = der.encodeInteger(0)
const octets = der.encodeOctetString(Uint8Array.of(1, 2, 3))
const bits = der.encodeBitString(Uint8Array.of(1, 2, 3))
const time = der.encodeTime(new Date(0))
const name = der.encodeSequence()
const identifier = der.encodeSequence(der.encodeObjectIdentifier('1.2.840.113549.1.1.1'))
const signed = (...members: Uint8Array[]): Bytes => der.encodeSequence(der.encodeSequence(...members), identifier, bits)
const certificate = signed(der.encodeContextConstructed(0, integer), integer, identifier, name, name, name, name)
const privateKey = der.encodeSequence(zero, identifier, octets)

const one = (bytes: Bytes): Identified => {
  const [found, ...others] = identify(bytes)
  expect(others).toEqual([])
  if (found === undefined) throw new Error('identify() gives at least one')
  return found
}
const tellOf = (bytes: Bytes): string => {
  const { kind, form, isEncrypted } = one(bytes)
  return [kind, ...(form === undefined ? [] : [form]), ...(isEncrypted ? ['encrypted'] : [])].join(' ')
}
const problemOf = (bytes: Bytes): string | undefined => one(bytes).problem?.code
const kindsOf = (bytes: Bytes): string[] => identify(bytes).map(({ kind }) => kind)

describe('identify()', () => {
  it.each<[string, Bytes]>([
    ['certificate', certificate],
    ['certificate', signed(integer, identifier, name, name, name, name)],
    ['certification-request', signed(zero, name, name, der.encodeContextConstructed(0))],
    ['certification-request', signed(zero, name, name)],
    ['crl', signed(integer, identifier, name, time)],
    ['crl', signed(identifier, name, time, time)],
    ['private-key pkcs8', privateKey],
    ['private-key pkcs8', der.encodeSequence(zero, identifier, octets, der.encodeContextConstructed(0))],
    ['private-key pkcs8-encrypted encrypted', der.encodeSequence(identifier, octets)],
    ['private-key pkcs1', der.encodeSequence(zero, ...Array<Bytes>(8).fill(integer))],
    ['private-key sec1', der.encodeSequence(integer, octets, der.encodeContextConstructed(0))],
    ['private-key dsa', der.encodeSequence(zero, ...Array<Bytes>(5).fill(integer))],
    ['pkcs12 encrypted', der.encodeSequence(der.encodeInteger(3), identifier, name)],
    ['pkcs7', der.encodeSequence(der.encodeObjectIdentifier('1.2.840.113549.1.7.2'), der.encodeContextConstructed(0))],
    ['public-key spki', der.encodeSequence(identifier, bits)],
    ['public-key pkcs1', der.encodeSequence(integer, der.encodeInteger(65537))],
    ['unknown parameters', der.encodeSequence(integer, der.encodeInteger(2))],
    ['unknown', der.encodeSequence(octets, octets)],
  ])('tells %s by its shape', (tell, bytes) => {
    expect(tellOf(bytes)).toBe(tell)
    expect(one(bytes).bytes).toEqual(bytes)
  })

  it('finds blocks among text, indented, with CRLF, in UTF-8 and UTF-16 with and without a mark', () => {
    const text = `0. hello\n${encodePem('CERTIFICATE', certificate)} and\n${encodePem('PRIVATE KEY', privateKey)}bye`
    const utf16 = (mark: string): Bytes => {
      const big = der.encodeUtf16(mark + text)
      return big
    }
    const swapped = (bytes: Bytes): Bytes => bytes.map((_, index) => bytes[index ^ 1] ?? 0)
    const indented = text.replaceAll('\n', '\r\n    ')
    for (const bytes of [
      ...[text, `\ufeff${text}`, indented].map(utf8),
      ...[utf16(''), utf16('\ufeff'), swapped(utf16('')), swapped(utf16('\ufeff'))],
    ]) {
      expect(kindsOf(bytes)).toEqual(['certificate', 'private-key'])
      expect(identify(bytes)[0]?.bytes).toEqual(certificate)
    }
  })

  it('believes the content before the label, and the label where the content says nothing', () => {
    expect(one(utf8(encodePem('CERTIFICATE', privateKey)))).toMatchObject({
      kind: 'private-key',
      pemLabel: 'CERTIFICATE',
    })
    expect(kindsOf(utf8(encodePem('NEW CERTIFICATE REQUEST', octets)))).toEqual(['certification-request'])
  })

  it('keeps the other blocks when one cannot be read', () => {
    const broken = '-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n'
    const found = identify(utf8(`${broken}${encodePem('X509 CRL', certificate)}-----BEGIN CERTIFICATE-----\nAAAA`))
    expect(found.map(({ kind, problem }) => [kind, problem?.code])).toEqual([
      ['private-key', 'pem/base64-invalid'],
      ['certificate', undefined],
      ['certificate', 'pem/incomplete'],
    ])
  })

  it('passes over EC PARAMETERS and names other parameters', () => {
    const parameters = encodePem('EC PARAMETERS', der.encodeObjectIdentifier('1.2.840.10045.3.1.7'))
    expect(kindsOf(utf8(parameters + encodePem('EC PRIVATE KEY', privateKey)))).toEqual(['private-key'])
    expect(tellOf(utf8(parameters))).toBe('unknown parameters')
  })

  it('reads the headers of a traditional encrypted key', () => {
    const text =
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\nAAAA\n-----END RSA PRIVATE KEY-----'
    expect(one(utf8(text))).toMatchObject({ form: 'pkcs1', dekInfo: 'AES-128-CBC,00FF', isEncrypted: true })
  })

  it('takes base64 without armour', () => {
    expect(tellOf(utf8(` ${encodeBase64(certificate)}\r\n`))).toBe('certificate')
  })

  it('takes elements side by side, a list of certificates, a trusted certificate, and padding', () => {
    expect(kindsOf(concatBytes([certificate, privateKey, new Uint8Array(3)]))).toEqual(['certificate', 'private-key'])
    expect(kindsOf(der.encodeSequence(certificate, certificate))).toEqual(['certificate', 'certificate'])
    const trusted = utf8(encodePem('TRUSTED CERTIFICATE', concatBytes([certificate, der.encodeSequence(octets)])))
    expect(one(trusted).bytes).toEqual(certificate)
  })

  it.each([
    ['certificate', certificate],
    ['certification-request', signed(zero, name, name, der.encodeContextConstructed(0))],
    ['private-key', privateKey],
    [
      'private-key',
      der.encodeSequence(der.encodeSequence(der.encodeObjectIdentifier('1.2.840.113549.1.5.13')), octets),
    ],
    ['pkcs12', der.encodeSequence(der.encodeInteger(3), identifier, name)],
    ['pkcs7', der.encodeSequence(der.encodeObjectIdentifier('1.2.840.113549.1.7.2'), der.encodeContextConstructed(0))],
  ])('names a cut %s, and says that it is cut', (kind, bytes) => {
    expect(one(bytes.slice(0, -1))).toMatchObject({ kind, problem: { code: 'der/truncated' } })
  })

  it.each<[string, string, Bytes]>([
    ['file/empty', 'unknown', new Uint8Array()],
    ['file/empty', 'unknown', utf8(' \r\n')],
    ['file/unrecognised', 'unknown', utf8('hello')],
    ['file/unrecognised', 'unknown', Uint8Array.of(1, 2, 3)],
    ['file/web-page', 'unknown html', utf8('\n<!DOCTYPE html><title>Log in</title>')],
    ['file/form-unsupported', 'unknown jks', Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0)],
    ['file/form-unsupported', 'unknown jceks', Uint8Array.of(0xce, 0xce, 0xce, 0xce, 0, 0)],
    ['file/form-unsupported', 'unknown zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0)],
    ['file/form-unsupported', 'unknown pgp', utf8('-----BEGIN PGP MESSAGE-----\nx\n=abcd\n-----END PGP MESSAGE-----')],
  ])('says %s of %s', (code, tell, bytes) => {
    expect(problemOf(bytes)).toBe(code)
    expect(tellOf(bytes)).toBe(tell)
  })

  it('names keys of OpenSSH and PuTTY, and whether they are encrypted', () => {
    const openssh = (cipher: string): Bytes =>
      utf8(
        encodePem('OPENSSH PRIVATE KEY', utf8(`openssh-key-v1\0\0\0\0${String.fromCharCode(cipher.length)}${cipher}`)),
      )
    expect(tellOf(openssh('none'))).toBe('private-key openssh')
    expect(tellOf(openssh('aes256-ctr'))).toBe('private-key openssh encrypted')
    const putty = (cipher: string): Bytes => utf8(`PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: ${cipher}\r\n`)
    expect(tellOf(putty('none'))).toBe('private-key ppk')
    expect(tellOf(putty('aes256-cbc'))).toBe('private-key ppk encrypted')
    expect(tellOf(utf8('ssh-ed25519 AAAAC3Nz me'))).toBe('public-key openssh')
  })

  it('rejects more objects than anyone keeps in a file', () => {
    const parts = concatBytes(Array<Bytes>(10_001).fill(der.encodeSequence(octets)))
    expect(pkiErrorCode(() => identify(parts))).toBe('file/too-many-objects')
  })

  it('ends in a list or a PkiError, whatever the octets', () => {
    const text = utf8(encodePem('CERTIFICATE', certificate))
    const scrambled = fc
      .tuple(
        fc.constantFrom(certificate, privateKey, text),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.nat(),
      )
      .map(([bytes, flips, end]) => {
        const copy = bytes.slice(0, end % (bytes.length + 1))
        for (const [at, octet] of flips) copy[at % (copy.length + 1)] = octet
        return copy
      })
    fc.assert(
      fc.property(
        fc.oneof(
          scrambled,
          fc.uint8Array({ maxLength: 100 }).map((bytes) => bytes.slice()),
        ),
        (bytes) => {
          try {
            expect(identify(bytes).length).toBeGreaterThan(0)
          } catch (error) {
            expect(error).toBeInstanceOf(PkiError)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
