import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import { decodeCertificate } from '../../../src/pki/certificate.ts'
import {
  encodeContextConstructed,
  encodeContextPrimitive,
  encodeElement,
  encodeInteger,
  encodeSequence,
  encodeTime,
  encodeUnsignedInteger,
} from '../../../src/pki/der.ts'
import { encodeExtensions, type Extension } from '../../../src/pki/extensions/extension.ts'
import { encodeKeyUsage } from '../../../src/pki/extensions/key-usage.ts'
import { oids } from '../../../src/pki/oids.ts'
import { signatureIdentifierOf, signStructure } from '../../../src/pki/signed-structure.ts'
import { ask, certify, type Entity, makeEntity, nameDer, replace, told } from './make-path.ts'

let root: Entity
let middle: Entity
let leaf: Entity
let rootDer: Bytes
let authority: Bytes
let target: Bytes

beforeAll(async () => {
  root = await makeEntity('Acme Root')
  middle = await makeEntity('Acme Intermediate')
  leaf = await makeEntity('pbx')
  rootDer = await certify(root, root)
  authority = await certify(root, middle)
  target = await certify(middle, leaf, { cA: false })
})

interface ListChanges {
  readonly signer?: Entity
  readonly from?: string
  readonly until?: string | null
  readonly reason?: number
  readonly entryExtensions?: readonly Extension[]
  readonly extensions?: readonly Extension[]
}

/** Makes a list of an authority that revokes some certificates. */
function makeList(issuer: Entity, revoked: readonly Bytes[], changes: ListChanges = {}): Promise<Bytes> {
  const { from = '2026-02-20T00:00:00Z', until = '2026-03-20T00:00:00Z', reason } = changes
  const { signingKey } = (changes.signer ?? issuer).keyPair
  const entryExtensions = [
    ...(reason === undefined
      ? []
      : [{ oid: oids.reasonCode, critical: false, valueDer: encodeElement(0x0a, Uint8Array.of(reason)) }]),
    ...(changes.entryExtensions ?? []),
  ]
  const entries = revoked.map((der) =>
    encodeSequence(
      encodeUnsignedInteger(decodeCertificate(der).serialNumber),
      encodeTime(new Date('2026-02-10T00:00:00Z')),
      ...(entryExtensions.length === 0 ? [] : [encodeExtensions(entryExtensions)]),
    ),
  )
  const extensions = changes.extensions ?? [{ oid: oids.cRLNumber, critical: false, valueDer: encodeInteger(1) }]
  return signStructure(
    encodeSequence(
      encodeInteger(1),
      signatureIdentifierOf(signingKey),
      nameDer(issuer.name),
      encodeTime(new Date(from)),
      ...(until === null ? [] : [encodeTime(new Date(until))]),
      ...(entries.length === 0 ? [] : [encodeSequence(...entries)]),
      ...(extensions.length === 0 ? [] : [encodeContextConstructed(0, encodeExtensions(extensions))]),
    ),
    signingKey,
  )
}

const askWith = async (...lists: readonly Bytes[]): Promise<string> =>
  told(await ask(target, [rootDer], [authority], { lists }))
const point = (...members: readonly Bytes[]): Extension => ({
  oid: oids.issuingDistributionPoint,
  critical: true,
  valueDer: encodeSequence(...members),
})
const TRUE = Uint8Array.of(0xff)
const relativePlace = encodeContextConstructed(0, encodeContextConstructed(1))

describe('checkRevocation()', () => {
  it('refuses what its issuer has revoked, and says when and why', async () => {
    const answer = await ask(target, [rootDer], [authority], {
      lists: [await makeList(middle, [target], { reason: 1 })],
    })
    expect(told(answer)).toBe('revocation/revoked at 0')
    expect(answer.failure?.rule.detail).toEqual({ revoked: '2026-02-10 00:00:00', reason: 'keyCompromise' })
    expect(answer.path[0]?.revocation).toBe('revoked')
  })

  it('refuses a path whose authority is revoked', async () => {
    expect(await askWith(await makeList(root, [authority]))).toBe('revocation/revoked at 1')
  })

  it('tells what was checked and what was not', async () => {
    const states = async (...lists: readonly Bytes[]): Promise<string[]> =>
      (await ask(target, [rootDer], [authority], { lists })).path.map(({ revocation }) => revocation)
    expect(await states()).toEqual(['not-checked', 'not-checked', 'not-checked'])
    const good = await makeList(middle, [authority])
    expect(await states(good)).toEqual(['good', 'not-checked', 'not-checked'])
    expect(await states(good, await makeList(root, []))).toEqual(['good', 'good', 'not-checked'])
  })

  const other: Extension = { oid: '1.2.3.4', critical: true, valueDer: encodeInteger(1) }
  it.each<readonly [string, ListChanges, string]>([
    ['out of date', { until: '2026-02-25T00:00:00Z' }, 'expired'],
    ['of tomorrow', { from: '2026-03-02T00:00:00Z' }, 'not-yet-valid'],
    ['with an unknown critical extension', { extensions: [other] }, 'unknown-critical-extension'],
    ['with an unknown critical extension of an entry', { entryExtensions: [other] }, 'unknown-critical-extension'],
    ['that is a delta', { extensions: [{ ...other, oid: oids.deltaCRLIndicator }] }, 'limited'],
    ['that is indirect', { extensions: [point(encodeContextPrimitive(4, TRUE))] }, 'limited'],
    ['of a place that is named relative to its issuer', { extensions: [point(relativePlace)] }, 'limited'],
  ])('cannot use a list %s', async (_, changes, problem) => {
    const answer = await ask(target, [rootDer], [authority], { lists: [await makeList(middle, [target], changes)] })
    expect(told(answer)).toBe('revocation/list-unusable at 0')
    expect(answer.failure?.rule.detail).toEqual({ problem })
  })

  it('cannot use a list that another key has signed, or an authority that may not sign lists', async () => {
    const forged = await makeList(middle, [], { signer: leaf })
    expect(await askWith(forged)).toBe('revocation/list-unusable at 0')
    const mute = await certify(root, middle, { edit: replace(oids.keyUsage, () => encodeKeyUsage(['keyCertSign'])) })
    const lists = [await makeList(middle, [])]
    expect(told(await ask(target, [rootDer], [mute], { lists }))).toBe('revocation/list-unusable at 0')
  })

  it('takes the list of an authority without key usage, which rules nothing out', async () => {
    const plain = await certify(root, middle, { without: [oids.keyUsage] })
    const lists = [await makeList(middle, [target])]
    expect(told(await ask(target, [rootDer], [plain], { lists }))).toBe('revocation/revoked at 0')
  })

  it('takes a good list beside one that cannot be used, and one without an end', async () => {
    const old = await makeList(middle, [target], { until: '2026-02-25T00:00:00Z' })
    expect(await askWith(old, await makeList(middle, []))).toBe('accepted')
    expect(await askWith(await makeList(middle, [], { until: null }))).toBe('accepted')
  })

  it('asks lists for authorities about authorities only', async () => {
    const forAuthorities = { extensions: [point(encodeContextPrimitive(2, TRUE))] }
    expect(await askWith(await makeList(middle, [target], forAuthorities))).toBe('accepted')
    expect(await askWith(await makeList(root, [authority], forAuthorities))).toBe('revocation/revoked at 1')
  })

  it('passes over lists of others and what is no list', async () => {
    expect(await askWith(await makeList(leaf, [target]), encodeInteger(1))).toBe('accepted')
  })

  it('finds the way round a certificate of the same authority that is revoked', async () => {
    const second = await certify(root, middle)
    const lists = [await makeList(root, [authority])]
    expect(told(await ask(target, [rootDer], [authority, second], { lists }))).toBe('accepted')
  })
})
