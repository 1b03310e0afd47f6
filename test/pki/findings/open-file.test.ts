import { beforeAll, describe, expect, it } from 'vitest'
import { type Bytes, concatBytes, encodeHex } from '../../../src/pki/bytes.ts'
import * as der from '../../../src/pki/der.ts'
import type { Finding } from '../../../src/pki/findings/finding.ts'
import { openFile, openSealed } from '../../../src/pki/findings/open-file.ts'
import { publicKeyOf } from '../../../src/pki/key-pair.ts'
import { oids } from '../../../src/pki/oids.ts'
import { encodePem } from '../../../src/pki/pem.ts'
import { encodePfx } from '../../../src/pki/pkcs12.ts'
import { encryptPrivateKeyInfo } from '../../../src/pki/pkcs8.ts'
import { type Identity, makeIdentity } from '../../fixtures/identity.ts'

let identity: Identity
beforeAll(async () => {
  identity = await makeIdentity()
})

const PASSPHRASE = 'open sesame'
const text = (...parts: string[]): Bytes => new TextEncoder().encode(parts.join('\n'))
const seen = (findings: readonly Finding[]): string[] => findings.map(({ kind, state }) => `${kind} ${state}`)
const sha256 = async (bytes: Bytes): Promise<string> =>
  encodeHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

async function sealedOf(bytes: Bytes): Promise<NonNullable<Finding['sealed']>> {
  const [finding] = await openFile(bytes)
  if (finding?.sealed === undefined) throw new Error('expected a sealed finding')
  return finding.sealed
}

/** A SEQUENCE of so many equal members. */
function listOf(count: number, tag: number, length: number): Bytes {
  return der.encodeSequence(new Uint8Array(count * 2).map((_, index) => (index % 2 === 0 ? tag : length)))
}

describe('openFile()', () => {
  it('finds everything in one text, and passes over what stands around it', async () => {
    const { certificateDer, requestDer, privateKeyInfo } = identity
    const findings = await openFile(
      text(
        'Bag Attributes: none',
        encodePem('CERTIFICATE', certificateDer),
        encodePem('EC PARAMETERS', der.encodeObjectIdentifier(oids.secp256r1)),
        encodePem('CERTIFICATE REQUEST', requestDer),
        encodePem('PRIVATE KEY', privateKeyInfo),
      ),
    )
    expect(seen(findings)).toEqual(['certificate ok', 'certification-request ok', 'private-key ok'])
    expect(findings.map((finding) => finding.sha256)).toEqual([
      await sha256(certificateDer),
      await sha256(requestDer),
      undefined,
    ])
    expect(findings[0]?.name).toBe('pbx.example')
  })

  it('carries a private key in one member, and not an octet of it in what is shown', async () => {
    const { privateKeyInfo } = identity
    const [finding] = await openFile(privateKeyInfo)
    if (finding === undefined) throw new Error('expected a finding')
    const { privateKeyInfo: secret, ...shown } = finding
    expect(secret).toEqual(privateKeyInfo)
    expect(JSON.stringify(shown.facts)).not.toContain(encodeHex(privateKeyInfo).slice(-40))
    expect(shown).not.toHaveProperty('der')
    expect(shown.publicKey).toEqual(await publicKeyOf(privateKeyInfo))
  })

  it('shows the same hash of the public key for a key and its public key', async () => {
    const { privateKeyInfo } = identity
    const subjectPublicKeyInfo = await publicKeyOf(privateKeyInfo)
    const [[key], [publicKey]] = await Promise.all([openFile(privateKeyInfo), openFile(subjectPublicKeyInfo)])
    const hashOf = (finding: Finding | undefined) => finding?.facts.find(({ label }) => label === 'keyHash')?.value
    expect(hashOf(key)).toMatch(/^[0-9A-F:]{95}$/)
    expect(hashOf(publicKey)).toBe(hashOf(key))
  })

  it('lists what a PKCS #7 bundle holds behind it', async () => {
    const { certificateDer, chainDer } = identity
    const sets = [
      der.encodeSetOf(),
      der.encodeSequence(der.encodeObjectIdentifier(oids.pkcs7Data)),
      der.encodeContextConstructed(0, certificateDer, ...chainDer),
    ]
    const signed = der.encodeSequence(der.encodeInteger(1), ...sets, der.encodeSetOf())
    const bundle = der.encodeSequence(
      der.encodeObjectIdentifier(oids.pkcs7SignedData),
      der.encodeContextConstructed(0, signed),
    )
    expect(seen(await openFile(bundle))).toEqual([
      'pkcs7 ok',
      ...chainDer.map(() => 'certificate ok'),
      'certificate ok',
    ])
  })

  it.each([
    ['without a line end between them', (pem: string) => pem.trim() + pem.trim()],
    ['in one line', (pem: string) => `${pem} ${pem}`.replaceAll('\n', ' ')],
  ])('reads two PEM blocks %s', async (_how, join) => {
    const findings = await openFile(text(join(encodePem('CERTIFICATE', identity.certificateDer))))
    expect(seen(findings)).toEqual(['certificate ok', 'certificate ok'])
  })

  it('passes over nothing but padding behind a structure, however long it is', async () => {
    const padded = new Uint8Array(2_000_000)
    padded.set([0x30, 0])
    expect(seen(await openFile(padded))).toEqual(['unknown error'])
    padded[padded.length - 1] = 1
    const findings = await openFile(padded)
    expect(findings.map(({ problem }) => problem?.code)).toEqual(['file/unrecognised', 'der/trailing-bytes'])
  })

  it('survives structured clone, whatever was found', async () => {
    const findings = await openFile(text('-----BEGIN toString-----', '???', '-----END toString-----'))
    expect(structuredClone(findings)).toEqual(findings)
  })

  it('says in the item what is damaged, and reads the rest', async () => {
    const whole = encodePem('CERTIFICATE', identity.certificateDer)
    const findings = await openFile(text(whole.replace(/\n.*\n-----END/, '\n-----END'), whole))
    expect(seen(findings)).toEqual(['certificate error', 'certificate ok'])
    expect(findings[0]?.problem?.code).toBe('der/truncated')
  })

  it.each([
    ['nothing', new Uint8Array(), 'file/empty'],
    ['a web page', text('<!DOCTYPE html><html></html>'), 'file/web-page'],
    ['words', text('hello'), 'file/unrecognised'],
    ['a length of 4 GiB', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0), 'ber/length-excessive'],
    ['20 000 levels', new Uint8Array(40_000).map((_, index) => (index % 2 === 0 ? 0x30 : 0x80)), 'ber/too-deep'],
    [
      'a label that every object has',
      text('-----BEGIN constructor-----', 'AgEA', '-----END constructor-----'),
      'file/unrecognised',
    ],
    ['a list of a million empty members', listOf(1_000_000, 0x05, 0x00), 'file/unrecognised'],
    ['more structures than anybody has', listOf(20_000, 0x30, 0x00).subarray(4), 'file/too-many-objects'],
    ['base64 that goes on and on', text(`M${'/'.repeat(7_999_999)}`), 'ber/length-excessive'],
    [
      'a header that goes on and on',
      text('-----BEGIN CERTIFICATE-----', 'a:,', ',\n'.repeat(400_000)),
      'pem/incomplete',
    ],
    ['a PuTTY key', text('PuTTY-User-Key-File-3: ssh-rsa', 'Encryption: aes256-cbc'), 'key/form-unsupported'],
  ])('says what is wrong with %s', async (_what, bytes, code) => {
    const [finding, ...others] = await openFile(bytes)
    expect([finding?.state, finding?.problem?.code, others]).toEqual(['error', code, []])
  })

  it('finds an encryption that it cannot open before it asks for the passphrase', async () => {
    const algorithm = der.encodeSequence(der.encodeObjectIdentifier('1.2.840.113549.1.5.1'))
    const key = der.encodeSequence(algorithm, der.encodeOctetString(new Uint8Array(16)))
    expect((await openFile(key))[0]?.problem).toMatchObject({
      code: 'pbe/algorithm-unsupported',
      detail: { oid: '1.2.840.113549.1.5.1', name: 'PBES1 (MD2, DES)' },
    })
  })
})

describe('openSealed()', () => {
  it('opens an encrypted key, and comes back with the reason after a wrong passphrase', async () => {
    const sealed = await sealedOf(await encryptPrivateKeyInfo(identity.privateKeyInfo, PASSPHRASE, { iterations: 1 }))
    const [refused] = await openSealed(sealed, 'wrong')
    expect(refused).toMatchObject({ state: 'needs-passphrase', sealed, problem: { code: 'pbe/passphrase-refused' } })
    const [opened] = await openSealed(sealed, PASSPHRASE)
    expect(opened).toMatchObject({ kind: 'private-key', state: 'ok', name: 'ECDSA P-256' })
    expect(opened?.facts).toContainEqual({ label: 'encryption', value: 'AES-256-CBC, PBKDF2 with HMAC-SHA-256' })
  })

  it('opens a PKCS #12 file and lists what it holds behind it', async () => {
    const { privateKeyInfo, certificateDer, chainDer } = identity
    const contents = { privateKeyInfo, certificateDer, chainDer, friendlyName: 'pbx', passphrase: PASSPHRASE }
    const sealed = await sealedOf(concatBytes([await encodePfx({ ...contents, iterations: 1 })]))
    const findings = await openSealed(sealed, PASSPHRASE)
    expect(seen(findings)).toEqual([
      'pkcs12 ok',
      'private-key ok',
      'certificate ok',
      ...chainDer.map(() => 'certificate ok'),
    ])
    expect(findings[0]?.facts).toContainEqual({ label: 'integrity', value: 'HMAC-SHA-256' })
  })
})
