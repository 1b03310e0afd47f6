import { describe, expect, it } from 'vitest'
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import * as der from '../../src/pki/der.ts'
import { readPkcs7 } from '../../src/pki/pkcs7.ts'
import { pkiErrorCode, pkiErrorOf } from './expect-pki-error.ts'

const data = der.encodeSequence(der.encodeObjectIdentifier('1.2.840.113549.1.7.1'))
const contentInfo = (content: Bytes, type = '2'): Bytes =>
  der.encodeSequence(der.encodeObjectIdentifier(`1.2.840.113549.1.7.${type}`), der.encodeContextConstructed(0, content))
const signedData = (...optional: Bytes[]): Bytes =>
  contentInfo(der.encodeSequence(der.encodeInteger(1), der.encodeSetOf(), data, ...optional, der.encodeSetOf()))
const certificates = [1, 2, 3].map((value) => der.encodeSequence(der.encodeInteger(value)))

describe('readPkcs7()', () => {
  it('gives the certificates in the order of the file, and counts the CRLs', () => {
    const [first = data, second = data, third = data] = certificates
    const bundle = signedData(
      der.encodeContextConstructed(0, second, first, third),
      der.encodeContextConstructed(1, data, data),
    )
    expect(readPkcs7(bundle)).toEqual({ certificates: [second, first, third], crlCount: 2 })
  })

  it('passes over attribute certificates, and takes a bundle of nothing', () => {
    const attribute = der.encodeContextConstructed(2, der.encodeInteger(1))
    expect(readPkcs7(signedData(der.encodeContextConstructed(0, attribute))).certificates).toEqual([])
    expect(readPkcs7(signedData())).toEqual({ certificates: [], crlCount: 0 })
  })

  it('takes BER', () => {
    const der0 = signedData(der.encodeContextConstructed(0, ...certificates))
    const [type, content] = der.decodeSequence(der0)
    const indefinite = (tag: number, ...parts: Uint8Array[]): Bytes =>
      concatBytes([Uint8Array.of(tag, 0x80), ...parts, new Uint8Array(2)])
    const ber = indefinite(0x30, type?.encoded ?? data, indefinite(0xa0, content?.contents ?? data))
    expect(readPkcs7(ber).certificates).toEqual(certificates)
  })

  it.each([
    ['enveloped data', contentInfo(data, '3')],
    ['encrypted data', contentInfo(data, '6')],
    ['1.2.840.113549.1.7.99', contentInfo(data, '99')],
  ])('says that it holds %s instead', (content, bytes) => {
    expect(pkiErrorOf(() => readPkcs7(bytes))).toMatchObject({ code: 'pkcs7/content-unsupported', detail: { content } })
  })

  it('refuses a bundle that is cut, and one that is no bundle inside', () => {
    expect(pkiErrorCode(() => readPkcs7(signedData().slice(0, -1)))).toBe('der/truncated')
    expect(pkiErrorCode(() => readPkcs7(contentInfo(der.encodeInteger(1))))).toBe('der/tag-unexpected')
  })
})
