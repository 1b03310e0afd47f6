import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import { sha256, sha256Repeatedly } from '../../src/pki/sha256.ts'

describe('sha256()', () => {
  it.each([
    // FIPS 180-2 appendix B.1 and B.2, and the empty message.
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('hashes "%s" as FIPS 180 says', (message, digest) => {
    expect(encodeHex(sha256(new TextEncoder().encode(message)))).toBe(digest)
  })

  it('agrees with WebCrypto for every length around the block borders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (message) => {
        const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', message.slice()))
        expect(sha256(message)).toEqual(expected)
      }),
    )
  })
})

describe('sha256Repeatedly()', () => {
  it('hashes the digest again as often as asked', () => {
    const message = Uint8Array.of(1, 2, 3)
    expect(sha256Repeatedly(message, 3)).toEqual(sha256(sha256(sha256(message))))
  })
})
