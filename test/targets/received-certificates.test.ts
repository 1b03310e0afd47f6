// One case for each sentence that the manual says of the levels.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../src/pki/bytes.ts'
import { oids } from '../../src/pki/oids.ts'
import type { PathQuestion } from '../../src/pki/path/certification-path.ts'
import {
  type IpOfficeLevel,
  ipOfficeLevels,
  ipOfficeProfile,
  miVoiceOffice400Profile,
} from '../../src/targets/received-certificates.ts'
import { ask, type CertificateChanges, certify, type Entity, makeEntity, told } from '../pki/path/make-path.ts'

let root: Entity
let middle: Entity
let peer: Entity
let rootDer: Bytes
let middleDer: Bytes
let rsa: Readonly<Record<512 | 1024 | 1536 | 2048, Bytes>>

async function makeRsa(modulusLength: number): Promise<Bytes> {
  const parameters = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  }
  const { publicKey } = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
  return new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
}

beforeAll(async () => {
  root = await makeEntity('Acme Root')
  middle = await makeEntity('Acme Intermediate')
  peer = await makeEntity('sbc.example.com')
  rootDer = await certify(root, root)
  middleDer = await certify(root, middle)
  rsa = { 512: await makeRsa(512), 1024: await makeRsa(1024), 1536: await makeRsa(1536), 2048: await makeRsa(2048) }
})

type Extra = Partial<PathQuestion> & { readonly isPinned?: boolean; readonly fromR11?: boolean }

/** Shows a certificate of the intermediate to IP Office, whose store holds the root, and a copy where it is pinned. */
async function show(level: IpOfficeLevel, changes: CertificateChanges = {}, extra: Extra = {}): Promise<string> {
  const { isPinned = level.startsWith('high'), fromR11 = true, ...question } = extra
  const target = await certify(middle, peer, { cA: false, spki: rsa[2048], ...changes })
  return told(
    await ask(target, isPinned ? [rootDer, target] : [rootDer], [middleDer], {
      profile: ipOfficeProfile(level, { fromR11 }),
      ...question,
    }),
  )
}

const expired: CertificateChanges = { until: '2026-02-01T00:00:00Z' }
const unknown: CertificateChanges = { more: [{ oid: '1.2.3.4', critical: true, valueDer: Uint8Array.of(5, 0) }] }
const noUsage: CertificateChanges = { without: [oids.keyUsage] }
const forClients: CertificateChanges = { purposes: [oids.idKpClientAuth] }
const unchained: Extra = { intermediates: [] }
const otherName: CertificateChanges = { sans: ['other.example.com'] }

describe('ipOfficeProfile()', () => {
  it.each(ipOfficeLevels)('%s accepts what is right in everything', async (level) => {
    expect(await show(level)).toBe('accepted')
  })

  it.each(ipOfficeLevels)('%s: in date', async (level) => {
    expect(await show(level, expired)).toBe('validity/expired at 0')
  })

  const cases: readonly (readonly [string, IpOfficeLevel, CertificateChanges, Extra, string])[] = [
    ['None asks nothing but dates', 'none', { ...unknown, ...noUsage, ...forClients }, unchained, 'accepted'],
    ['Low asks for no path', 'low', { ...unknown, ...noUsage }, unchained, 'accepted'],
    ['Medium takes a key of 1024 bits', 'medium', {}, {}, 'accepted'],
    ['Medium: trust chain from the store to a root CA', 'medium', {}, unchained, 'path/no-issuer at 0'],
    ['Medium does not look at names', 'medium', otherName, {}, 'accepted'],
    ['Medium asks for no copy in the store', 'medium', {}, { isPinned: false }, 'accepted'],
    ['R11.1.3: key usage present', 'medium', noUsage, {}, 'store/key-usage-missing at 0'],
    [
      'R11.1.3: extended key usage, where present, must match the use',
      'medium',
      forClients,
      {},
      'purpose/not-for-this at 0',
    ],
    ['R11.1.3: without extended key usage', 'medium', { purposes: [] }, {}, 'accepted'],
    ['R11.1.3: no unknown critical extensions', 'medium', unknown, {}, 'extension/unknown-critical at 0'],
    ['before R11.1.3: no key usage needed', 'medium', noUsage, { fromR11: false }, 'accepted'],
    ['before R11.1.3: any extended key usage', 'medium', forClients, { fromR11: false }, 'accepted'],
    ['before R11.1.3: unknown critical extensions pass', 'medium', unknown, { fromR11: false }, 'accepted'],
    ['R11.1.3 changes nothing at Low', 'low', { ...unknown, ...noUsage, ...forClients }, {}, 'accepted'],
    [
      'High: a copy of the certificate itself is in the store',
      'high',
      {},
      { isPinned: false },
      'store/not-pinned at 0',
    ],
    ['High keeps what Medium asks', 'high', {}, unchained, 'path/no-issuer at 0'],
    ['High does not look at names', 'high', otherName, {}, 'accepted'],
    ['Medium + Remote: one entry matches the FQDN', 'medium-remote', otherName, {}, 'peer/name-mismatch at 0'],
    [
      'Medium + Remote: any one of several',
      'medium-remote',
      { sans: ['other.example.com', 'pbx.example.com'] },
      {},
      'accepted',
    ],
    [
      'Medium + Remote: the FQDN may be an address',
      'medium-remote',
      { sans: ['10.1.2.3'] },
      { peer: { kind: 'iPAddress', value: '10.1.2.3' } },
      'accepted',
    ],
    [
      'Medium + Remote: an address as DNS name is none',
      'medium-remote',
      { dnsNames: ['10.1.2.3'] },
      { peer: { kind: 'iPAddress', value: '10.1.2.3' } },
      'peer/name-mismatch at 0',
    ],
    [
      'Medium + Remote, SIP: authoritative for the domain by URI',
      'medium-remote',
      { sans: ['sip:example.com', 'sbc.example.net'] },
      { peer: { kind: 'sipDomain', value: 'example.com' } },
      'accepted',
    ],
    [
      'Medium + Remote, SIP: a DNS name counts only without a SIP URI (RFC 5922 §7.1)',
      'medium-remote',
      { sans: ['sip:example.net', 'example.com'] },
      { peer: { kind: 'sipDomain', value: 'example.com' } },
      'peer/name-mismatch at 0',
    ],
    [
      'Medium + Remote, SIP: no wildcards (RFC 5922 §7.2)',
      'medium-remote',
      { sans: ['*.example.com'] },
      { peer: { kind: 'sipDomain', value: 'sip.example.com' } },
      'peer/name-mismatch at 0',
    ],
    ['High + Remote: the same name check', 'high-remote', otherName, {}, 'peer/name-mismatch at 0'],
    ['High + Remote keeps what High asks', 'high-remote', {}, { isPinned: false }, 'store/not-pinned at 0'],
  ]
  it.each(cases)('%s', async (_, level, changes, extra, expected) => {
    expect(await show(level, changes, extra)).toBe(expected)
  })

  it.each([
    ['none', 512, 'accepted'],
    ['low', 512, 'store/key-too-short at 0'],
    ['low', 1024, 'accepted'],
    ['medium', 1024, 'accepted'],
    ['medium', 512, 'store/key-too-short at 0'],
    ['high', 1024, 'store/key-too-short at 0'],
    ['high', 1536, 'store/key-too-short at 0'],
    ['high', 2048, 'accepted'],
    ['medium-remote', 1024, 'accepted'],
    ['high-remote', 1536, 'store/key-too-short at 0'],
  ] as const)('%s with an RSA key of %i bits: %s', async (level, bits, expected) => {
    expect(await show(level, { spki: rsa[bits] })).toBe(expected)
  })

  it('Medium accepts a self-signed certificate that is in the store, and High refuses it', async () => {
    const own = await certify(peer, peer, { cA: false })
    const showOwn = async (level: IpOfficeLevel): Promise<string> =>
      told(await ask(own, [own], [], { profile: ipOfficeProfile(level, { fromR11: true }) }))
    expect(await showOwn('medium')).toBe('accepted')
    expect(await showOwn('high')).toBe('store/self-signed at 0')
  })

  it('High refuses its own certificate when it comes back, and Medium does not', async () => {
    const target = await certify(middle, peer, { cA: false })
    const reflect = async (level: IpOfficeLevel): Promise<string> => {
      const profile = ipOfficeProfile(level, { fromR11: true })
      return told(await ask(target, [rootDer, target], [middleDer], { profile, own: [target] }))
    }
    expect(await reflect('high')).toBe('store/reflected at 0')
    expect(await reflect('medium')).toBe('accepted')
  })

  it('Medium needs the root: an intermediate in the store is part of the path and no end of it', async () => {
    const target = await certify(middle, peer, { cA: false })
    const profile = ipOfficeProfile('medium', { fromR11: true })
    expect(told(await ask(target, [middleDer], [], { profile }))).toBe('path/no-issuer at 1')
    expect(told(await ask(target, [middleDer, rootDer], [], { profile }))).toBe('accepted')
  })
})

describe('miVoiceOffice400Profile', () => {
  const profile = miVoiceOffice400Profile

  it('accepts a host certificate of the root that the phone holds, whatever its names', async () => {
    const host = await certify(root, peer, { cA: false, ...otherName, ...noUsage })
    expect(told(await ask(host, [rootDer], [], { profile }))).toBe('accepted')
  })

  it('refuses a host certificate after the root was made again under the same name', async () => {
    const again = await makeEntity('Acme Root')
    const host = await certify(again, peer, { cA: false })
    expect(told(await ask(host, [rootDer], [], { profile }))).toBe('signature/invalid at 0')
  })

  it('refuses an authority between root and host', async () => {
    const host = await certify(middle, peer, { cA: false })
    expect(told(await ask(host, [rootDer], [middleDer], { profile }))).toBe('path/too-long at 0')
  })

  it('refuses what is out of date', async () => {
    const host = await certify(root, peer, { cA: false, ...expired })
    expect(told(await ask(host, [rootDer], [], { profile }))).toBe('validity/expired at 0')
  })
})
