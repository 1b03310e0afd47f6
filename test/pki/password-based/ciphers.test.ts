import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../../src/pki/bytes.ts'
import { type BlockCipher, decryptCbc, encryptCbc } from '../../../src/pki/password-based/block-cipher.ts'
import { createRc2 } from '../../../src/pki/password-based/rc2.ts'
import { cryptRc4 } from '../../../src/pki/password-based/rc4.ts'
import { createDes, createTripleDes } from '../../../src/pki/password-based/triple-des.ts'

const bytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (digits) => parseInt(digits, 16))

/** One block, there and back. */
function expectBlock(cipher: BlockCipher, plain: string, sealed: string): void {
  const view = new DataView(bytes(plain).buffer)
  const block = Int32Array.of(view.getInt32(0), view.getInt32(4))
  const hexOf = (): string => [...block].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  cipher.encrypt(block)
  expect(hexOf()).toBe(sealed)
  cipher.decrypt(block)
  expect(hexOf()).toBe(plain)
}

describe('createDes(), createTripleDes()', () => {
  // NIST SP 500-20, and the example that every text on DES works through.
  it.each([
    ['133457799bbcdff1', '0123456789abcdef', '85e813540f0ab405'],
    ['0101010101010101', '8000000000000000', '95f8a5e5dd31d900'],
    ['8001010101010101', '0000000000000000', '95a8d72813daa94d'],
    ['7ca110454a1a6e57', '01a1d6d039776742', '690f5b0d9a26939b'],
  ])('DES with key %s turns %s into %s', (key, plain, sealed) => {
    expectBlock(createDes(bytes(key)), plain, sealed)
  })

  // NIST SP 800-67, appendix B.1.
  it('triple DES turns the blocks of its standard into what it prints', () => {
    const cipher = createTripleDes(bytes('0123456789abcdef 23456789abcdef01 456789abcdef0123'))
    expectBlock(cipher, '5468652071756663', 'a826fd8ce53b855f')
    expectBlock(cipher, '6b2062726f776e20', 'cce21c8112256fe6')
  })

  it('createTripleDes() wants 24 octets', () => {
    expect(() => createTripleDes(new Uint8Array(16))).toThrow(RangeError)
  })
})

describe('createRc2()', () => {
  // RFC 2268 §5.
  it.each([
    ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
    ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
    ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
    ['88', 64, '0000000000000000', '61a8a244adacccf0'],
    ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
    ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
    ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
  ])('with key %s and %i effective bits turns %s into %s', (key, bits, plain, sealed) => {
    expectBlock(createRc2(bytes(key), bits), plain, sealed)
  })
})

describe('cryptRc4()', () => {
  // RFC 6229 §2.
  it.each([
    ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
    ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
  ])('with key %s begins its stream as the RFC prints it', (key, stream) => {
    expect(encodeHex(cryptRc4(bytes(key), new Uint8Array(16)))).toBe(stream)
  })
})

describe('decryptCbc()', () => {
  const cipher = createDes(bytes('133457799bbcdff1'))
  const iv = bytes('0001020304050607')

  it('takes back what encryptCbc() made of any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (plain) => {
        const sealed = encryptCbc(cipher, iv, plain)
        expect(sealed.length % 8).toBe(0)
        expect(decryptCbc(cipher, iv, sealed)).toEqual(new Uint8Array(plain))
      }),
    )
  })

  it('gives null for another key, and for a length that no cipher makes', () => {
    const sealed = encryptCbc(cipher, iv, bytes('00112233'))
    expect(decryptCbc(createDes(bytes('0123456789abcdef')), iv, sealed)).toBeNull()
    expect(decryptCbc(cipher, iv, sealed.subarray(1))).toBeNull()
    expect(decryptCbc(cipher, iv, new Uint8Array())).toBeNull()
  })
})
