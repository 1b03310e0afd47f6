// Small random PKIs with faults, to be judged by several programs: each has names of its own, so that many can share a pool.
import type { Bytes } from '../../src/pki/bytes.ts'
import { encodeContextPrimitive, encodeNull, encodeSequence } from '../../src/pki/der.ts'
import { encodeCertificatePolicies } from '../../src/pki/extensions/certificate-policies.ts'
import type { Extension } from '../../src/pki/extensions/extension.ts'
import { encodeKeyUsage } from '../../src/pki/extensions/key-usage.ts'
import type { Subtree } from '../../src/pki/extensions/name-constraints.ts'
import { oids } from '../../src/pki/oids.ts'
import type { Random } from '../fuzz/random.ts'
import { type CertificateChanges, certify, type Entity, replace } from '../pki/path/make-path.ts'

export interface RandomPki {
  readonly id: number
  readonly anchors: readonly Bytes[]
  readonly pool: readonly Bytes[]
  readonly target: Bytes
  /** What was done to it, as `fault@place`. */
  readonly marks: readonly string[]
}

const expired: CertificateChanges = { until: '2026-02-01T00:00:00Z' }
const early: CertificateChanges = { from: '2026-04-01T00:00:00Z' }
const unknown = (critical: boolean): CertificateChanges => ({
  more: [{ oid: '1.3.6.1.4.1.55555.1', critical, valueDer: encodeNull() }],
})
const wrongKeyIdentifier: CertificateChanges = {
  edit: replace(oids.authorityKeyIdentifier, (it) => {
    const valueDer = it.valueDer.slice()
    valueDer[valueDer.length - 1] = (valueDer.at(-1) ?? 0) ^ 1
    return { ...it, valueDer }
  }),
}
const dns = (value: string): Subtree => ({ kind: 'dNSName', value })
const constrained = (...permitted: readonly Subtree[]): CertificateChanges => ({ constraints: { permitted } })
const excluding = (...excluded: readonly Subtree[]): CertificateChanges => ({ constraints: { excluded } })
const policyConstraints = (requireExplicitPolicy: number): Extension => ({
  oid: oids.policyConstraints,
  critical: true,
  valueDer: encodeSequence(encodeContextPrimitive(0, Uint8Array.of(requireExplicitPolicy))),
})
const somePolicy = encodeCertificatePolicies([{ policyIdentifier: '1.3.6.1.4.1.55555.2', cPSuris: [] }])

const authorityFaults: Readonly<Record<string, CertificateChanges>> = {
  expired,
  early,
  'no-basic-constraints': { without: [oids.basicConstraints] },
  'not-an-authority': { cA: false, sans: [], purposes: [] },
  'no-cert-sign': { edit: replace(oids.keyUsage, () => encodeKeyUsage(['cRLSign'])) },
  'path-length-0': { pathLen: 0 },
  'path-length-1': { pathLen: 1 },
  'for-mail': { purposes: [oids.idKpEmailProtection] },
  'for-servers': { purposes: [oids.idKpServerAuth] },
  'permits-these': constrained(dns('example.com')),
  'permits-others': constrained(dns('example.org')),
  'excludes-these': excluding(dns('pbx.example.com')),
  'excludes-others': excluding(dns('example.org')),
  'permits-addresses': constrained({ kind: 'iPAddress', value: '10.0.0.0/8' }),
  'permits-other-directory': constrained({
    kind: 'directoryName',
    value: [[{ type: oids.organizationName, value: 'Other' }]],
  }),
  'unknown-critical': unknown(true),
  'unknown-plain': unknown(false),
  'policy-required': { more: [policyConstraints(0)] },
  'policy-required-later': { more: [policyConstraints(2)] },
  'has-policy': { more: [somePolicy] },
}
const intermediateFaults: Readonly<Record<string, CertificateChanges>> = {
  ...authorityFaults,
  'wrong-key-identifier': wrongKeyIdentifier,
}
const targetFaults: Readonly<Record<string, CertificateChanges>> = {
  expired,
  early,
  'for-clients': { purposes: [oids.idKpClientAuth] },
  'for-anything': { purposes: [] },
  'other-name': { sans: ['other.example.com'] },
  wildcard: { sans: ['*.example.com'] },
  'no-name': { without: [oids.subjectAltName] },
  address: { sans: ['pbx.example.com', '10.1.2.3'] },
  'outer-address': { sans: ['pbx.example.com', '192.0.2.1'] },
  'unknown-critical': unknown(true),
  'wrong-key-identifier': wrongKeyIdentifier,
  'has-policy': { more: [somePolicy] },
}

/** Makes one; the same numbers drawn make the same structure, with other keys. */
export async function makeRandomPki(id: number, keys: readonly Entity[], random: Random): Promise<RandomPki> {
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T
  const chance = (percent: number): boolean => random.below(100) < percent
  const named = (name: string, key: number): Entity => ({
    name: `${name} ${String(id)}`,
    keyPair: (keys[key] as Entity).keyPair,
  })
  const marks: string[] = []
  const depth = random.below(4)
  const root = named('Root', 0)
  const authorities = Array.from({ length: depth }, (_, index) => named(`CA ${String(index)}`, 1 + index))
  const line = [root, ...authorities, named('leaf', 9)]

  const faultAt = new Map<number, CertificateChanges>()
  for (let count = pick([0, 1, 1, 1, 2, 2]); count > 0; count--) {
    const place = random.below(line.length)
    const faults = place === 0 ? authorityFaults : place === line.length - 1 ? targetFaults : intermediateFaults
    const fault = pick(Object.keys(faults))
    faultAt.set(place, faults[fault] ?? {})
    marks.push(`${fault}@${place === 0 ? 'root' : place === line.length - 1 ? 'target' : 'authority'}`)
  }
  const isEverywhere = chance(10)
  if (isEverywhere) marks.push('policy-everywhere')

  const issue = (place: number, issuer: Entity, changes: CertificateChanges = {}): Promise<Bytes> => {
    const subject = line[place] as Entity
    const isTarget = place === line.length - 1
    const fault = { ...(isTarget ? { cA: false } : {}), ...faultAt.get(place), ...changes }
    const hasPolicy = isEverywhere && !fault.more?.includes(somePolicy)
    return certify(issuer, subject, { ...fault, more: [...(fault.more ?? []), ...(hasPolicy ? [somePolicy] : [])] })
  }
  const chain: Bytes[] = []
  for (const place of line.keys()) chain.push(await issue(place, line[Math.max(0, place - 1)] as Entity))
  const [rootDer, ...below] = chain as [Bytes, ...Bytes[]]
  let target = below.at(-1) as Bytes
  let pool = below.slice(0, -1)
  let anchors = [rootDer]

  if (chance(8)) {
    // Signed by another key of the same name.
    const place = 1 + random.below(line.length - 1)
    const forger: Entity = { name: (line[place - 1] as Entity).name, keyPair: (keys[8] as Entity).keyPair }
    const forged = await issue(place, forger, { without: [oids.authorityKeyIdentifier] })
    if (place === line.length - 1) target = forged
    else pool[place - 1] = forged
    marks.push('forged')
  }
  if (depth > 0 && chance(20)) {
    // Another certificate of one authority, by another root, which is trusted or not.
    const other = named('Other Root', 7)
    const place = 1 + random.below(depth)
    faultAt.delete(place)
    pool.push(await issue(place, other))
    if (chance(60)) anchors.push(await certify(other, other))
    marks.push('crossed')
  }
  if (depth > 0 && chance(10)) {
    // The same authority twice by the same issuer, one of them without the fault.
    const place = 1 + random.below(depth)
    faultAt.delete(place)
    pool.push(await issue(place, line[place - 1] as Entity))
    marks.push('twice')
  }
  if (depth > 1 && chance(10)) {
    // Two authorities that certify one another.
    pool.push(await certify(line[2] as Entity, line[1] as Entity))
    marks.push('cycle')
  }
  if (depth > 0 && chance(8)) {
    pool = pool.filter((_, index) => index !== random.below(pool.length))
    marks.push('missing')
  }
  if (chance(5)) {
    anchors = anchors.slice(1)
    marks.push('untrusted')
  }
  if (chance(10)) {
    pool = pool.toReversed()
    pool.push(rootDer)
  }
  return { id, anchors, pool, target, marks: marks.toSorted() }
}
