import { describe, expect, it } from 'vitest'
import { type Bytes, encodeHex } from '../../../src/pki/bytes.ts'
import * as der from '../../../src/pki/der.ts'
import { oids } from '../../../src/pki/oids.ts'
import { readKeyDerivation } from '../../../src/pki/password-based/key-derivation.ts'

const octets = (text: string): Bytes => der.encodeOctetString(new TextEncoder().encode(text))
const pseudorandom = (oid: string): Bytes => der.encodeSequence(der.encodeObjectIdentifier(oid), der.encodeNull())

const derive = async (oid: string, parametersDer: Bytes, passphrase: string, length: number): Promise<string> =>
  encodeHex(await readKeyDerivation({ oid, parametersDer }, {}).derive(passphrase, length))

describe('readKeyDerivation()', () => {
  // RFC 6070 §2; the default pseudorandom function is HMAC-SHA-1.
  it.each([
    ['password', 'salt', 1, '0c60c80f961f0e71f3a9b524af6012062fe037a6'],
    ['password', 'salt', 2, 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957'],
    ['password', 'salt', 4096, '4b007901b765489abead49d926f721d065a429c1'],
    [
      'passwordPASSWORDpassword',
      'saltSALTsaltSALTsaltSALTsaltSALTsalt',
      4096,
      '3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038',
    ],
    ['pass\0word', 'sa\0lt', 4096, '56fa6aa75548099dcc37d7f03425e0c3'],
  ])('derives with PBKDF2 and HMAC-SHA-1 from %j, %j, %d', async (passphrase, salt, iterations, expected) => {
    const parameters = der.encodeSequence(octets(salt), der.encodeInteger(iterations))
    expect(await derive(oids.pbkdf2, parameters, passphrase, expected.length / 2)).toBe(expected)
  })

  // RFC 7914 §11.
  it.each([
    [
      'passwd',
      'salt',
      1,
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    ],
    [
      'Password',
      'NaCl',
      80_000,
      '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
    ],
  ])('derives with PBKDF2 and HMAC-SHA-256 from %j, %j, %d', async (passphrase, salt, iterations, expected) => {
    const prf = pseudorandom(oids.hmacWithSHA256)
    const parameters = der.encodeSequence(octets(salt), der.encodeInteger(iterations), prf)
    expect(await derive(oids.pbkdf2, parameters, passphrase, 64)).toBe(expected)
  })

  // RFC 7914 §12; its last vector takes 1 GiB.
  it.each([
    [
      '',
      '',
      [16, 1, 1],
      '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
    ],
    [
      'password',
      'NaCl',
      [1024, 8, 16],
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      [16_384, 8, 1],
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    ],
  ])('derives with scrypt from %j, %j, %j', async (passphrase, salt, cost, expected) => {
    const parameters = der.encodeSequence(octets(salt), ...cost.map(der.encodeInteger))
    expect(await derive(oids.scrypt, parameters, passphrase, 64)).toBe(expected)
  })
})
