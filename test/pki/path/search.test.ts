// Graphs: cross-signed, cyclic, rolled over, and made to keep the search busy.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import {
  encodeBitString,
  encodeContextPrimitive,
  encodeInteger,
  encodeNull,
  encodeObjectIdentifier,
  encodeSequence,
  encodeUnsignedInteger,
} from '../../../src/pki/der.ts'
import type { Extension } from '../../../src/pki/extensions/extension.ts'
import type { Subtree } from '../../../src/pki/extensions/name-constraints.ts'
import { oids } from '../../../src/pki/oids.ts'
import { strictProfile } from '../../../src/pki/path/path-profile.ts'
import { ask, type CertificateChanges, certify, type Entity, makeEntity, replace, told } from './make-path.ts'

let root: Entity
let otherRoot: Entity
let a: Entity
let b: Entity
let c: Entity
let leaf: Entity
let rootDer: Bytes
let target: Bytes

beforeAll(async () => {
  ;[root, otherRoot, a, b, c, leaf] = (await Promise.all(
    ['Root', 'Other Root', 'A', 'B', 'C', 'pbx'].map(makeEntity),
  )) as [Entity, Entity, Entity, Entity, Entity, Entity]
  rootDer = await certify(root, root)
  target = await certify(b, leaf, { cA: false })
})

const dns = (value: string): Subtree => ({ kind: 'dNSName', value })
const faults: readonly (readonly [string, CertificateChanges])[] = [
  ['expired', { until: '2026-02-01T00:00:00Z' }],
  ['constrained to other names', { constraints: { permitted: [dns('other.org')] } }],
  ['for e-mail only', { purposes: [oids.idKpEmailProtection] }],
  ['without basicConstraints', { without: [oids.basicConstraints] }],
  ['no authority', { cA: false }],
  ['too short in its path length', { pathLen: 0 }],
  ['critical in something unknown', { more: [{ oid: '1.2.3', critical: true, valueDer: Uint8Array.of(5, 0) }] }],
]

/** Trust anchor over A and C, which certify each other and B, which certifies the target. */
async function graph(
  changes: Partial<Record<'ra' | 'rc' | 'ac' | 'ca' | 'ab' | 'cb', CertificateChanges>>,
): Promise<Bytes[]> {
  return [
    await certify(root, a, changes.ra),
    await certify(root, c, changes.rc),
    await certify(a, c, changes.ac),
    await certify(c, a, changes.ca),
    await certify(a, b, changes.ab),
    await certify(c, b, changes.cb),
  ]
}

describe('findValidPath()', () => {
  it.each(faults)('finds the way round an authority that is %s', async (_, fault) => {
    expect(told(await ask(target, [rootDer], await graph({ ra: fault })))).toBe('accepted')
    expect(told(await ask(target, [rootDer], await graph({ rc: fault })))).toBe('accepted')
    expect(told(await ask(target, [rootDer], await graph({ ra: fault, cb: fault })))).toBe('accepted')
    expect((await ask(target, [rootDer], await graph({ ra: fault, rc: fault }))).verdict).toBe('refused')
    expect((await ask(target, [rootDer], await graph({ ab: fault, cb: fault }))).verdict).toBe(
      fault.pathLen === 0 ? 'accepted' : 'refused',
    )
  })

  it('takes the shortest of several ways', async () => {
    const pool = [...(await graph({})), await certify(root, b)]
    expect((await ask(target, [rootDer], pool)).path).toHaveLength(3)
  })

  it('Strict finds the way round an authority whose key identifier is not the one named', async () => {
    const other = { edit: replace(oids.subjectKeyIdentifier, (it) => ({ ...it, valueDer: Uint8Array.of(4, 1, 7) })) }
    const pool = [await certify(root, b, other), await certify(root, b)]
    expect(told(await ask(target, [rootDer], pool, { profile: strictProfile }))).toBe('accepted')
    expect(told(await ask(target, [rootDer], pool.slice(0, 1), { profile: strictProfile }))).toBe(
      'strict/key-identifier-mismatch at 0',
    )
  })

  it('is not led astray by an issuer of the same name and another key', async () => {
    const twin: Entity = { name: 'A', keyPair: otherRoot.keyPair }
    const pool = [await certify(root, twin), await certify(twin, b), ...(await graph({}))]
    expect(told(await ask(target, [rootDer], pool))).toBe('accepted')
  })

  it('follows a key that was rolled over by self-issued certificates, which path length does not count', async () => {
    const fresh: Entity = { name: 'Root', keyPair: otherRoot.keyPair }
    const anchor = await certify(root, root, { pathLen: 1 })
    const pool = [await certify(root, fresh), await certify(fresh, b)]
    expect(told(await ask(target, [anchor], pool))).toBe('accepted')
    expect(told(await ask(target, [await certify(root, root, { pathLen: 0 })], pool))).toBe(
      'authority/path-too-long at 3',
    )
  })

  it('ends in a cycle that leads nowhere', async () => {
    const pool = [await certify(a, b), await certify(b, a), await certify(a, a), await certify(b, b)]
    const { verdict, failure } = await ask(target, [rootDer], pool)
    expect(verdict).toBe('refused')
    expect(failure?.rule.code).toMatch(/^path\//)
  })

  it('gives up on paths that are longer than anybody uses', async () => {
    const chain = await Promise.all(Array.from({ length: 40 }, (_, index) => makeEntity(`CA ${String(index)}`)))
    const pool = await Promise.all(chain.slice(1).map((entity, index) => certify(chain[index] ?? entity, entity)))
    const last = chain.at(-1) ?? leaf
    const [first = leaf] = chain
    const deep = await certify(last, leaf, { cA: false })
    expect((await ask(deep, [await certify(first, first)], pool)).failure?.rule.code).toBe('path/too-long')
    const near = await certify(chain[20] ?? leaf, leaf, { cA: false })
    expect((await ask(near, [await certify(first, first)], pool)).verdict).toBe('accepted')
  })
})

/** Certificates of `names` entities who have all certified each other, by a few keys. */
async function tangle(count: number, changes: CertificateChanges): Promise<Bytes[]> {
  const keys = [a, b, c, root, otherRoot]
  const size = Math.ceil(Math.sqrt(count))
  const entities = Array.from({ length: size }, (_, index): Entity => {
    return {
      name: index === 0 ? 'B' : `Tangle ${String(index)}`,
      keyPair: (index === 0 ? b : (keys[index % 5] ?? a)).keyPair,
    }
  })
  const pairs = entities.flatMap((issuer) => entities.map((subject) => [issuer, subject] as const))
  return Promise.all(pairs.slice(0, count).map(([issuer, subject]) => certify(issuer, subject, changes)))
}

const rsaWithSha256 = encodeSequence(encodeObjectIdentifier('1.2.840.113549.1.1.11'), encodeNull())

/** Makes RSA keys of 16 384 bits that are no product of primes, each another. */
function hugeKey(index: number): Bytes {
  const modulus = new Uint8Array(2048).fill(0xff)
  modulus.set([index], 1000)
  const key = encodeSequence(encodeUnsignedInteger(modulus), encodeInteger(65_537))
  return encodeSequence(encodeSequence(encodeObjectIdentifier(oids.rsaEncryption), encodeNull()), encodeBitString(key))
}

const policiesOf = (policies: readonly string[]): Extension => ({
  oid: oids.certificatePolicies,
  critical: false,
  valueDer: encodeSequence(...policies.map((policy) => encodeSequence(encodeObjectIdentifier(policy)))),
})
const explicitPolicy: Extension = {
  oid: oids.policyConstraints,
  critical: true,
  valueDer: encodeSequence(encodeContextPrimitive(0, Uint8Array.of(0))),
}

describe('hostile pools', () => {
  const fast = 1500

  it('1 000 cross-signed certificates without a trusted one are refused at once', async () => {
    const pool = await tangle(1000, {})
    const started = performance.now()
    const { verdict, failure } = await ask(target, [rootDer], pool)
    expect(performance.now() - started).toBeLessThan(fast)
    expect(verdict).toBe('refused')
    expect(failure?.rule.code).toMatch(/^path\//)
  })

  it('1 000 cross-signed certificates below one that forbids them all end in "too complex"', async () => {
    const pool = await tangle(1000, {})
    const gate = await certify(
      root,
      { name: 'Tangle 7', keyPair: c.keyPair },
      { constraints: { permitted: [dns('other.org')] } },
    )
    const started = performance.now()
    const { verdict, failure } = await ask(target, [rootDer], [...pool, gate])
    expect(performance.now() - started).toBeLessThan(fast)
    expect([verdict, failure?.rule.code]).toEqual(['too-complex', 'path/too-complex'])
  })

  it('1 000 cross-signed certificates do not hide a way that is there', async () => {
    const pool = [...(await tangle(1000, {})), await certify(root, b)]
    const started = performance.now()
    expect(told(await ask(target, [rootDer], pool))).toBe('accepted')
    expect(performance.now() - started).toBeLessThan(fast)
  })

  it('1 000 authorities of one name and different key identifiers cost a bounded number of signatures', async () => {
    const pool = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        certify(
          root,
          { name: 'B', keyPair: a.keyPair },
          { from: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString() },
        ),
      ),
    )
    const started = performance.now()
    expect(told(await ask(target, [rootDer], pool))).toBe('signature/invalid at 0')
    expect(performance.now() - started).toBeLessThan(fast)
  })

  it('a named key is found among 1 100 others of the same name', async () => {
    const spki = a.keyPair.subjectPublicKeyInfo
    const others = await Promise.all(
      Array.from({ length: 1100 }, (_, index) => {
        const changed = spki.slice()
        changed.set([index >> 8, index & 0xff], changed.length - 2)
        return certify(root, { name: 'B', keyPair: a.keyPair }, { spki: changed })
      }),
    )
    expect(told(await ask(target, [rootDer], [...others, await certify(root, b)]))).toBe('accepted')
  })

  it('keys that take long to verify with cost more of what may be spent', async () => {
    const pool = await Promise.all(
      Array.from({ length: 100 }, (_, index) => certify(root, b, { spki: hugeKey(index) })),
    )
    const signer = { identifierDer: rsaWithSha256, sign: () => Promise.resolve(new Uint8Array(2048).fill(1)) }
    const started = performance.now()
    const { verdict } = await ask(await certify(b, leaf, { cA: false, signer }), [rootDer], pool)
    expect(performance.now() - started).toBeLessThan(fast)
    expect(verdict).toBe('too-complex')
  })

  it('thousands of policies on thousands of ways end in "too complex"', async () => {
    const policies = policiesOf(Array.from({ length: 3000 }, (_, index) => `1.2.3.${String(index)}`))
    const pool = await Promise.all([
      certify(root, a, { more: [policies, explicitPolicy] }),
      ...Array.from({ length: 40 }, () => certify(a, c, { more: [policies] })),
      ...Array.from({ length: 40 }, () => certify(c, b, { more: [policies] })),
    ])
    const started = performance.now()
    const { verdict } = await ask(await certify(b, leaf, { cA: false }), [rootDer], pool)
    expect(performance.now() - started).toBeLessThan(fast)
    expect(verdict).toBe('too-complex')
  })

  it('huge lists of names and constraints end in "too complex"', async () => {
    const permitted = Array.from({ length: 2000 }, (_, index) => dns(`x${String(index)}.example.org`))
    const dnsNames = Array.from({ length: 2000 }, (_, index) => `y${String(index)}.example.com`)
    const anchor = await certify(root, root, { constraints: { excluded: permitted } })
    const started = performance.now()
    const { verdict } = await ask(await certify(root, leaf, { cA: false, dnsNames }), [anchor])
    expect(performance.now() - started).toBeLessThan(fast)
    expect(verdict).toBe('too-complex')
  })
})
