import { beforeAll, describe, expect, it } from 'vitest'
import { type Bytes, concatBytes } from '../../../src/pki/bytes.ts'
import { encodeBoolean, encodeInteger, encodeSequence } from '../../../src/pki/der.ts'
import { encodeKeyUsage } from '../../../src/pki/extensions/key-usage.ts'
import { oids } from '../../../src/pki/oids.ts'
import {
  ask,
  type CertificateChanges,
  certify,
  type Entity,
  makeEntity,
  moment,
  nameDer,
  replace,
  told,
} from './make-path.ts'

let root: Entity
let middle: Entity
let leaf: Entity
let stranger: Entity
let rootDer: Bytes

beforeAll(async () => {
  root = await makeEntity('Acme Root')
  middle = await makeEntity('Acme Intermediate')
  leaf = await makeEntity('pbx.example.com')
  stranger = await makeEntity('Acme Intermediate')
  rootDer = await certify(root, root)
})

const server: CertificateChanges = { cA: false }

/** Asks about root → intermediate → server, with changes to each. */
async function askChanged(changes: {
  readonly root?: CertificateChanges
  readonly middle?: CertificateChanges
  readonly leaf?: CertificateChanges
}): Promise<string> {
  const anchor = changes.root === undefined ? rootDer : await certify(root, root, changes.root)
  const authority = await certify(root, middle, changes.middle)
  const target = await certify(middle, leaf, { ...server, ...changes.leaf })
  return told(await ask(target, [anchor], [authority]))
}

describe('checkCertificationPath()', () => {
  it('accepts a right path, and gives its links, their roles and when all of them are valid', async () => {
    const authority = await certify(root, middle, { until: '2026-06-01T00:00:00Z' })
    const target = await certify(middle, leaf, { ...server, from: '2026-02-01T00:00:00Z' })
    const answer = await ask(target, [rootDer], [authority])
    expect(answer.verdict).toBe('accepted')
    expect(answer.failure).toBeNull()
    expect(answer.path.map(({ role }) => role)).toEqual(['target', 'intermediate', 'anchor'])
    expect(answer.path.map(({ der }) => der)).toEqual([target, authority, rootDer])
    expect(answer.path.every(({ failures }) => failures.length === 0)).toBe(true)
    expect(answer.valid).toEqual({ from: new Date('2026-02-01T00:00:00Z'), until: new Date('2026-06-01T00:00:00Z') })
  })

  const expired: CertificateChanges = { until: '2026-02-01T00:00:00Z' }
  const early: CertificateChanges = { from: '2026-04-01T00:00:00Z' }
  const critical = { oid: '1.2.3.4', critical: true, valueDer: encodeSequence() }
  const cases: readonly (readonly [string, Parameters<typeof askChanged>[0], string])[] = [
    ['an expired target', { leaf: expired }, 'validity/expired at 0'],
    ['an expired authority', { middle: expired }, 'validity/expired at 1'],
    ['an expired trusted root', { root: expired }, 'validity/expired at 2'],
    ['a target that is not valid yet', { leaf: early }, 'validity/not-yet at 0'],
    ['a target in its last second', { leaf: { until: moment.toISOString() } }, 'accepted'],
    ['a target in its first second', { leaf: { from: moment.toISOString() } }, 'accepted'],
    [
      'an authority without basicConstraints',
      { middle: { without: [oids.basicConstraints] } },
      'authority/not-an-authority at 1',
    ],
    ['an authority with cA FALSE', { middle: { cA: false } }, 'authority/not-an-authority at 1'],
    [
      'a root of version 3 without basicConstraints',
      { root: { without: [oids.basicConstraints] } },
      'authority/not-an-authority at 2',
    ],
    ['a root of version 1', { root: { version: 1, edit: () => [] } }, 'accepted'],
    ['an authority of version 1', { middle: { version: 1, edit: () => [] } }, 'authority/not-an-authority at 1'],
    ['extensions in version 2', { leaf: { version: 2 } }, 'certificate/version at 0'],
    [
      'an authority whose key usage lacks keyCertSign',
      { middle: { edit: replace(oids.keyUsage, () => encodeKeyUsage(['cRLSign'])) } },
      'authority/may-not-sign at 1',
    ],
    ['an authority without key usage', { middle: { without: [oids.keyUsage] } }, 'accepted'],
    ['an unknown critical extension in the target', { leaf: { more: [critical] } }, 'extension/unknown-critical at 0'],
    [
      'an unknown critical extension in an authority',
      { middle: { more: [critical] } },
      'extension/unknown-critical at 1',
    ],
    ['an unknown critical extension in the root', { root: { more: [critical] } }, 'extension/unknown-critical at 2'],
    ['an unknown extension that is not critical', { leaf: { more: [{ ...critical, critical: false }] } }, 'accepted'],
    [
      'basicConstraints that cannot be read',
      { leaf: { edit: replace(oids.basicConstraints, (it) => ({ ...it, valueDer: encodeBoolean(true) })) } },
      'extension/malformed at 0',
    ],
    ['a target for clients', { leaf: { purposes: [oids.idKpClientAuth] } }, 'purpose/not-for-this at 0'],
    ['a target for any purpose', { leaf: { purposes: [oids.anyExtendedKeyUsage] } }, 'accepted'],
    ['a target without extended key usage', { leaf: { purposes: [] } }, 'accepted'],
    ['an authority for e-mail only', { middle: { purposes: [oids.idKpEmailProtection] } }, 'purpose/not-for-this at 1'],
    ['an authority for servers', { middle: { purposes: [oids.idKpServerAuth] } }, 'accepted'],
    ['a root with path length 0 over an intermediate', { root: { pathLen: 0 } }, 'authority/path-too-long at 2'],
    ['an intermediate with path length 0 over a server', { middle: { pathLen: 0 } }, 'accepted'],
    ['another name', { leaf: { sans: ['other.example.com'] } }, 'peer/name-mismatch at 0'],
    ['no name but the common name', { leaf: { without: [oids.subjectAltName] } }, 'peer/no-names at 0'],
  ]
  it.each(cases)('answers %s', async (_, changes, expected) => {
    expect(await askChanged(changes)).toBe(expected)
  })

  it('refuses a signature of another key of the same name, whatever key identifier it claims', async () => {
    const authority = await certify(root, middle)
    const forged = await certify(stranger, leaf, {
      ...server,
      without: [oids.authorityKeyIdentifier],
    })
    expect(told(await ask(forged, [rootDer], [authority]))).toBe('signature/invalid at 0')
  })

  it('refuses a certificate of which one bit has changed', async () => {
    const target = await certify(root, leaf, server)
    const last = target.length - 1
    target[last] = (target[last] ?? 0) ^ 1
    expect(told(await ask(target, [rootDer]))).toBe('signature/invalid at 0')
  })

  it('accepts a path whose key identifiers do not fit, since RFC 5280 §6.1 does not look at them', async () => {
    const authority = await certify(root, middle)
    const target = await certify(middle, leaf, {
      ...server,
      edit: replace(oids.authorityKeyIdentifier, (it) => ({
        ...it,
        valueDer: concatBytes([it.valueDer.subarray(0, -1), Uint8Array.of(0xff)]),
      })),
    })
    expect(told(await ask(target, [rootDer], [authority]))).toBe('accepted')
  })

  it('takes names for the same whatever their string type, case and blanks (RFC 5280 §7.1)', async () => {
    const authority = await certify(root, middle, { subjectDer: nameDer('ACME  intermediate ', 'printable') })
    const target = await certify(middle, leaf, server)
    expect(told(await ask(target, [rootDer], [authority]))).toBe('accepted')
  })

  it('says who is missing, and which root is not trusted', async () => {
    const authority = await certify(root, middle)
    const target = await certify(middle, leaf, server)
    const missing = await ask(target, [rootDer])
    expect(missing.failure?.rule).toMatchObject({
      code: 'path/no-issuer',
      detail: { issuer: 'CN=Acme Intermediate' },
      section: 'RFC 5280 §6.1.3 (a)(4)',
    })
    const untrusted = await ask(target, [], [authority, rootDer])
    expect(told(untrusted)).toBe('path/untrusted-root at 2')
    expect(untrusted.failure?.rule.detail).toEqual({ root: 'CN=Acme Root' })
  })

  it('ends at any trusted certificate, self-signed or not, and needs nothing above it', async () => {
    const authority = await certify(root, middle)
    const target = await certify(middle, leaf, server)
    expect(told(await ask(target, [authority], [rootDer]))).toBe('accepted')
  })

  it('accepts a self-signed server certificate that is trusted itself, and refuses it where it is not', async () => {
    const own = await certify(leaf, leaf, server)
    expect(told(await ask(own, [own]))).toBe('accepted')
    expect(told(await ask(own, [rootDer], [own]))).toBe('path/untrusted-root at 0')
    const old = await certify(leaf, leaf, { ...server, ...expired })
    expect(told(await ask(old, [old]))).toBe('validity/expired at 0')
  })

  it('takes version 1 for an authority where it is trusted, and nowhere else (RFC 5280 §6.1.4 (k))', async () => {
    const old = { version: 1, edit: () => [] } as const
    const anchor = await certify(root, root, old)
    expect(told(await ask(await certify(root, leaf, { cA: false }), [anchor]))).toBe('accepted')
    const rolled: Entity = { name: root.name, keyPair: middle.keyPair }
    const target = await certify(rolled, leaf, { cA: false })
    const answer = await ask(target, [anchor], [await certify(root, rolled, old)])
    expect(told(answer)).toBe('authority/not-an-authority at 1')
  })

  it('tells every link what is wrong with it, not only the first', async () => {
    const authority = await certify(root, middle, expired)
    const target = await certify(middle, leaf, { ...server, sans: ['other.example.com'] })
    const { path, failure } = await ask(target, [rootDer], [authority])
    expect(path.map(({ failures }) => failures.map(({ code }) => code))).toEqual([
      ['peer/name-mismatch'],
      ['validity/expired'],
      [],
    ])
    expect(failure?.at).toBe(1)
  })

  it('answers about what is no certificate, and passes over what is none in the pool', async () => {
    const target = await certify(root, leaf, server)
    expect(told(await ask(encodeInteger(1), [rootDer]))).toBe('certificate/unreadable at 0')
    expect(told(await ask(target, [encodeInteger(1), rootDer], [encodeInteger(2)]))).toBe('accepted')
  })
})
