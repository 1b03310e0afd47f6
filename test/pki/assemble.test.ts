import { beforeAll, describe, expect, it } from 'vitest'
import { assemble, type Assembled, type PileObject } from '../../src/pki/assemble.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { decodeCertificate, issueCertificate } from '../../src/pki/certificate.ts'
import { publicKeyOf } from '../../src/pki/key-pair.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'
import { type Identity as Sample, issueSample, sampleForm } from './issuance-samples.ts'

const NOW = new Date('2026-11-21T12:00:00Z')

let identity: Identity
let root: Sample
let server: Sample
beforeAll(async () => {
  identity = await makeIdentity()
  root = await issueSample(sampleForm('root-ca'))
  server = await issueSample(sampleForm('tls-server'), root)
})

const certificates = (...ders: Bytes[]): PileObject[] => ders.map((der, id) => ({ id, kind: 'certificate', der }))
const idsOf = ({ chain }: Assembled): string[] => chain.map(({ from, id }) => `${from} ${String(id)}`)
const one = (assembled: readonly Assembled[]): Assembled => {
  const [first, ...others] = assembled
  expect(others).toEqual([])
  if (first === undefined) throw new Error('expected one assembly')
  return first
}

describe('assemble()', () => {
  it('puts the chain in order, whatever order the pile has, and counts equal certificates once', async () => {
    const { certificateDer, chainDer } = identity
    const [intermediate, top] = chainDer as [Bytes, Bytes]
    const pile = certificates(top, certificateDer, intermediate, certificateDer.slice())
    const found = one(await assemble(pile, [], NOW))
    expect(found).toMatchObject({ id: 1, name: 'pbx.example', isAuthority: false, missingIssuer: null, notes: [] })
    expect(idsOf(found)).toEqual(['pile 2', 'pile 0'])
  })

  it('joins key and request to the certificate by the public key', async () => {
    const { certificateDer, requestDer, privateKeyInfo, otherPrivateKeyInfo } = identity
    const pile: PileObject[] = [
      { id: 7, kind: 'private-key', publicKey: await publicKeyOf(otherPrivateKeyInfo) },
      { id: 8, kind: 'private-key', publicKey: await publicKeyOf(privateKeyInfo) },
      { id: 9, kind: 'certification-request', der: requestDer },
      { id: 10, kind: 'certificate', der: certificateDer },
    ]
    const [joined, orphan, ...others] = await assemble(pile, [], NOW)
    expect(joined).toMatchObject({ id: 10, keyId: 8, requestId: 9, certificateId: 10 })
    expect(orphan).toMatchObject({ id: 7, keyId: 7, certificateId: null, requestId: null, name: 'ECDSA P-256' })
    expect(others).toEqual([])
  })

  it('names the issuer that is missing, and finds it among what is kept', async () => {
    const pile = certificates(identity.certificateDer)
    const [intermediate, top] = identity.chainDer as [Bytes, Bytes]
    expect(one(await assemble(pile, [], NOW)).missingIssuer).toBe('Intermediate 2026')
    const helped = one(await assemble(pile, [top, intermediate], NOW))
    expect([idsOf(helped), helped.missingIssuer]).toEqual([['kept 1', 'kept 0'], null])
    expect(one(await assemble(pile, [intermediate], NOW)).missingIssuer).toBe('Root 2026')
  })

  it('takes no issuer of the right name with another key', async () => {
    const impostor = await issueSample(sampleForm('root-ca'))
    const found = await assemble(certificates(server.certificateDer, impostor.certificateDer), [], NOW)
    expect(found).toHaveLength(2)
    expect(found[0]).toMatchObject({ chain: [], missingIssuer: decodeNameOf(root) })
    const both = certificates(server.certificateDer, impostor.certificateDer, root.certificateDer)
    expect((await assemble(both, [], NOW)).map(idsOf)).toEqual([['pile 2'], []])
  })

  it('keeps an authority apart whose key is here too', async () => {
    const pile: PileObject[] = [
      ...certificates(server.certificateDer, root.certificateDer),
      { id: 5, kind: 'private-key', publicKey: root.keyPair.subjectPublicKeyInfo },
    ]
    const found = await assemble(pile, [], NOW)
    expect(found.map(({ id, keyId, isAuthority }) => [id, keyId, isAuthority])).toEqual([
      [0, null, false],
      [1, 5, true],
    ])
  })

  it('gives a request and its key that wait for a certificate as one', async () => {
    const { requestDer, privateKeyInfo } = identity
    const pile: PileObject[] = [
      { id: 1, kind: 'certification-request', der: requestDer },
      { id: 2, kind: 'private-key', publicKey: await publicKeyOf(privateKeyInfo) },
    ]
    expect(one(await assemble(pile, [], NOW))).toMatchObject({ id: 1, keyId: 2, certificateId: null })
  })

  it('points out what has expired, is not valid yet, or shares its key', async () => {
    const { notBefore, notAfter } = decodeCertificate(server.certificateDer)
    const notesAt = async (instant: number) =>
      one(await assemble(certificates(server.certificateDer), [], new Date(instant))).notes
    expect(await notesAt(notAfter.getTime() + 1)).toEqual(['expired'])
    expect(await notesAt(notBefore.getTime() - 1)).toEqual(['not-yet-valid'])
    const issuer = { certificateDer: root.certificateDer, signingKey: root.keyPair.signingKey }
    const renewed = await issueCertificate(server.request, server.keyPair.subjectPublicKeyInfo, issuer)
    const shared = await assemble(certificates(server.certificateDer, renewed), [], NOW)
    expect(shared.map(({ notes }) => notes)).toEqual([['key-in-several-certificates'], ['key-in-several-certificates']])
  })

  it('prefers a chain that ends in a root to one that ends nowhere, and ends for two that issue each other', async () => {
    const top = await issueSample(sampleForm('root-ca', { subject: { commonName: 'Gone Root' } }))
    const issuer = { certificateDer: top.certificateDer, signingKey: top.keyPair.signingKey }
    // The root of the server, signed by another root that is not here, and valid as long.
    const crossed = await issueCertificate(root.request, root.keyPair.subjectPublicKeyInfo, issuer)
    const pile = certificates(server.certificateDer, crossed, root.certificateDer)
    const [leaf] = await assemble(pile, [], NOW)
    expect([leaf && idsOf(leaf), leaf?.missingIssuer]).toEqual([['pile 2'], null])
    const back = { certificateDer: root.certificateDer, signingKey: root.keyPair.signingKey }
    const other = await issueCertificate(top.request, top.keyPair.subjectPublicKeyInfo, back)
    const cycle = await assemble(certificates(crossed, other), [], NOW)
    expect(cycle.map(({ id }) => id)).toEqual([0, 1])
    for (const found of cycle) expect(idsOf(found)).not.toContain(`pile ${String(found.id)}`)
  })

  it('passes over what is no certificate', async () => {
    expect(await assemble(certificates(new Uint8Array(3)), [new Uint8Array(2)], NOW)).toEqual([])
  })
})

const decodeNameOf = ({ request }: Sample): string =>
  request.subject.flat().find(({ type }) => type === '2.5.4.3')?.value ?? ''
