import { beforeAll, describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import { openEncryptedPrivateKeyInfo, openPfx } from '../../src/pki/cms-library.ts'
import { decodeDer, decodeMembers, type DerElement } from '../../src/pki/der.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { encryptPrivateKeyInfo } from '../../src/pki/pkcs8.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

let identity: Identity
beforeAll(async () => {
  identity = await makeIdentity()
})

const FAST = { passphrase: 'Grüße, 1 €uro 😀', iterations: 10 }
const write = (changes: Partial<Parameters<typeof encodePfx>[0]> = {}) => {
  const { privateKeyInfo, certificateDer, chainDer } = identity
  return encodePfx({ privateKeyInfo, certificateDer, chainDer, friendlyName: 'Tür 7', ...FAST, ...changes })
}

describe('encodePfx()', () => {
  it('writes a file that opens with its passphrase and holds key, certificate and chain in order', async () => {
    const bags = await openPfx(await write(), FAST.passphrase)
    expect(bags.map(({ kind }) => kind)).toEqual(['certificate', 'certificate', 'certificate', 'key'])
    expect(bags.map(({ der }) => encodeHex(der))).toEqual(
      [identity.certificateDer, ...identity.chainDer, identity.privateKeyInfo].map(encodeHex),
    )
  })

  it('puts friendlyName and the same localKeyID on the key and on its certificate alone', async () => {
    const [leaf, intermediate, root, key] = await openPfx(await write(), FAST.passphrase)
    expect([leaf?.friendlyName, key?.friendlyName]).toEqual(['Tür 7', 'Tür 7'])
    expect(leaf?.localKeyIdHex).toMatch(/^[0-9a-f]{40}$/)
    expect(key?.localKeyIdHex).toBe(leaf?.localKeyIdHex)
    expect([intermediate?.friendlyName, intermediate?.localKeyIdHex, root?.localKeyIdHex]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each(['Grüße, 1 €uro', 'grüße, 1 €uro 😀', ''])('writes a file that does not open with "%s"', async (other) => {
    await expect(openPfx(await write(), other)).rejects.toThrow()
  })

  it('writes certificates without a key, and a key without certificates', async () => {
    const { privateKeyInfo, rootDer } = identity
    const truststore = await encodePfx({ chainDer: [rootDer], friendlyName: '', ...FAST })
    const key = await encodePfx({ privateKeyInfo, chainDer: [], friendlyName: 'x', ...FAST })
    expect((await openPfx(truststore, FAST.passphrase)).map(({ kind }) => kind)).toEqual(['certificate'])
    expect((await openPfx(key, FAST.passphrase)).map(({ kind }) => kind)).toEqual(['key'])
  })

  it('refuses a call without anything to write', async () => {
    await expect(encodePfx({ chainDer: [], friendlyName: 'x', ...FAST })).rejects.toThrow(TypeError)
  })

  it('takes 100 000 iterations for every derivation unless told otherwise', async () => {
    const { certificateDer } = identity
    const hex = encodeHex(
      await encodePfx({ certificateDer, chainDer: [], friendlyName: 'x', passphrase: 'passphrase' }),
    )
    expect(hex.match(/02030186a0/g)).toHaveLength(2)
  })

  it('writes primitive octets everywhere, since GnuTLS cannot import constructed ones', async () => {
    const all = elementsOf(decodeDer(await write()))
    expect(all.filter(({ tag }) => tag === 0x24)).toEqual([])
    // encryptedContent of EncryptedData: [0] primitive, behind the algorithm (RFC 2315 §10.1).
    expect(all.filter(({ tag }) => tag === 0x80)).toHaveLength(1)
  })

  it('never uses a salt or an initialization vector twice', async () => {
    const saltsOf = async () => {
      const octets = elementsOf(decodeDer(await write())).filter(
        ({ tag, contents }) => tag === 0x04 && contents.length === 16,
      )
      return octets.map(({ contents }) => encodeHex(contents))
    }
    const salts = [...(await saltsOf()), ...(await saltsOf())]
    // A salt and an initialization vector for each of the two safes, and the salt of the MAC.
    expect(salts).toHaveLength(10)
    expect(new Set(salts).size).toBe(10)
  })
})

describe('encryptPrivateKeyInfo()', () => {
  it('writes a key that opens to the same octets with its passphrase only', async () => {
    const encrypted = await encryptPrivateKeyInfo(identity.privateKeyInfo, 'geheim ü', { iterations: 10 })
    expect(await openEncryptedPrivateKeyInfo(encrypted, 'geheim ü')).toEqual(identity.privateKeyInfo)
    await expect(openEncryptedPrivateKeyInfo(encrypted, 'geheim')).rejects.toThrow()
  })
})

/** Walks the whole structure, also into octets that hold DER; ciphertext ends in null here, whatever it begins with. */
function elementsOf(element: DerElement): DerElement[] {
  if (element.tag & 0x20) return [element, ...decodeMembers(element).flatMap(elementsOf)]
  const inner = element.tag === 0x04 ? tryDecode(element.contents) : null
  return [element, ...(inner === null ? [] : elementsOf(inner))]
}

function tryDecode(octets: Uint8Array): DerElement | null {
  try {
    const element = decodeDer(octets)
    return element.tag === 0x30 ? element : null
  } catch {
    return null
  }
}
