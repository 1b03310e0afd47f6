import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import { derivePkcs12Key, encodePkcs12Passphrase, pkcs12KdfPurpose } from '../../src/pki/pkcs12-kdf.ts'

const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const passphrase = encodePkcs12Passphrase('smeg')

// openssl kdf -keylen N -kdfopt digest:SHA256 -kdfopt hexpass:0073006d006500670000 -kdfopt hexsalt:0102030405060708
//   -kdfopt id:ID -kdfopt iter:1000 PKCS12KDF
describe('derivePkcs12Key()', () => {
  it('derives the MAC key that OpenSSL derives', async () => {
    const key = await derivePkcs12Key(passphrase, {
      salt,
      iterations: 1000,
      purpose: pkcs12KdfPurpose.macKey,
      length: 32,
    })
    expect(encodeHex(key)).toBe('e4997ad5c1b62ae227b432cfa10d244920a3bf0b6566bcc56fc418515eeb9b28')
  })

  it('derives more octets than one digest holds', async () => {
    const key = await derivePkcs12Key(passphrase, {
      salt,
      iterations: 1000,
      purpose: pkcs12KdfPurpose.encryptionKey,
      length: 100,
    })
    expect(encodeHex(key)).toBe(
      'cc51b09301583ef836c4aea0bdbfd08c8bfd843661354c6b1f53536ad5bba00e87c267958f71f9b6d787f4ffcac5dacbf6b8e868733eeec2e19c17c6b13b86561d20f0a37e73600c497198da60393474e1d07fd27f541853065ef296126960665e0958a8',
    )
  })

  it('derives fewer octets than one digest holds', async () => {
    const iv = await derivePkcs12Key(passphrase, {
      salt,
      iterations: 1000,
      purpose: pkcs12KdfPurpose.initializationVector,
      length: 16,
    })
    expect(encodeHex(iv)).toBe('192c2395937665f61dd0b8e24b8f2d85')
  })

  it('tells no passphrase from an empty one', async () => {
    const options = { salt, iterations: 1, purpose: pkcs12KdfPurpose.macKey, length: 32 }
    const none = await derivePkcs12Key(new Uint8Array(), options)
    expect(none).not.toEqual(await derivePkcs12Key(encodePkcs12Passphrase(''), options))
  })
})

describe('encodePkcs12Passphrase()', () => {
  it('writes UTF-16 big-endian with two zero octets at the end', () => {
    expect(encodeHex(encodePkcs12Passphrase('aü€😀'))).toBe('006100fc20acd83dde000000')
  })
})
