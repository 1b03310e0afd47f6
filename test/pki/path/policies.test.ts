import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import { encodeContextPrimitive, encodeInteger, encodeObjectIdentifier, encodeSequence } from '../../../src/pki/der.ts'
import { encodeCertificatePolicies } from '../../../src/pki/extensions/certificate-policies.ts'
import type { Extension } from '../../../src/pki/extensions/extension.ts'
import { oids } from '../../../src/pki/oids.ts'
import { ask, certify, type Entity, makeEntity, told } from './make-path.ts'

let root: Entity
let upper: Entity
let lower: Entity
let leaf: Entity
let rootDer: Bytes

beforeAll(async () => {
  root = await makeEntity('Root')
  upper = await makeEntity('Upper')
  lower = await makeEntity('Lower')
  leaf = await makeEntity('pbx')
  rootDer = await certify(root, root)
})

const A = '1.3.6.1.4.1.55555.1'
const B = '1.3.6.1.4.1.55555.2'
const policies = (...ids: readonly string[]): Extension =>
  encodeCertificatePolicies(ids.map((policyIdentifier) => ({ policyIdentifier, cPSuris: [] })))
const counts = (explicit?: number, mapping?: number): Extension => ({
  oid: oids.policyConstraints,
  critical: true,
  valueDer: encodeSequence(
    ...(explicit === undefined ? [] : [encodeContextPrimitive(0, Uint8Array.of(explicit))]),
    ...(mapping === undefined ? [] : [encodeContextPrimitive(1, Uint8Array.of(mapping))]),
  ),
})
const inhibitAny = (count: number): Extension => ({
  oid: oids.inhibitAnyPolicy,
  critical: true,
  valueDer: encodeInteger(count),
})
const maps = (from: string, to: string): Extension => ({
  oid: oids.policyMappings,
  critical: true,
  valueDer: encodeSequence(encodeSequence(encodeObjectIdentifier(from), encodeObjectIdentifier(to))),
})

/** Asks about root → upper → lower → server with these extensions. */
async function askPolicies(
  inUpper: readonly Extension[],
  inLower: readonly Extension[],
  inLeaf: readonly Extension[],
): Promise<string> {
  const pool = [await certify(root, upper, { more: inUpper }), await certify(upper, lower, { more: inLower })]
  return told(await ask(await certify(lower, leaf, { cA: false, more: inLeaf }), [rootDer], pool))
}

const required = (at: number): string => `policy/required at ${String(at)}`

describe('checkPolicies()', () => {
  it.each<readonly [string, readonly Extension[], readonly Extension[], readonly Extension[], string]>([
    ['nobody asks for a policy', [], [policies(A)], [policies(B)], 'accepted'],
    ['one policy all the way', [policies(A), counts(0)], [policies(A)], [policies(A)], 'accepted'],
    ['a policy that ends on the way', [policies(A), counts(0)], [policies(A)], [policies(B)], required(0)],
    ['no policies where one is asked', [counts(0)], [], [], required(1)],
    ['asked from two below on: the server still counts', [counts(2), policies(A)], [policies(A)], [], required(0)],
    ['asked from farther below than the path goes', [counts(3), policies(A)], [policies(A)], [], 'accepted'],
    ['the server itself asks', [], [], [counts(0)], required(0)],
    ['any policy carries one', [policies(oids.anyPolicy), counts(0)], [policies(A)], [policies(A)], 'accepted'],
    ['any policy is carried', [policies(A), counts(0)], [policies(oids.anyPolicy)], [policies(A)], 'accepted'],
    [
      'any policy is inhibited',
      [policies(A), counts(0), inhibitAny(0)],
      [policies(oids.anyPolicy)],
      [policies(A)],
      required(1),
    ],
    ['a policy is mapped', [policies(A), counts(0), maps(A, B)], [policies(B)], [policies(B)], 'accepted'],
    [
      'a mapped policy is no longer valid itself',
      [policies(A), counts(0), maps(A, B)],
      [policies(A)],
      [policies(A)],
      required(1),
    ],
    ['mapping is inhibited', [policies(A), counts(0, 0)], [policies(A), maps(A, B)], [policies(B)], required(0)],
    ['any policy cannot be mapped', [policies(A), maps(oids.anyPolicy, B)], [], [], 'policy/mapping-invalid at 2'],
  ])('%s', async (_, inUpper, inLower, inLeaf, expected) => {
    expect(await askPolicies(inUpper, inLower, inLeaf)).toBe(expected)
  })
})
