import { beforeAll, describe, expect, it } from 'vitest'
import { oids } from '../../../src/pki/oids.ts'
import type { PeerName } from '../../../src/pki/path/peer-name.ts'
import { ask, certify, type Entity, makeEntity, told } from './make-path.ts'

let leaf: Entity
beforeAll(async () => {
  leaf = await makeEntity('pbx.example.com')
})

async function isFor(kind: PeerName['kind'], value: string, dnsNames: readonly string[], sans: readonly string[] = []) {
  const own = await certify(leaf, leaf, { cA: false, dnsNames, sans, purposes: [] })
  return told(await ask(own, [own], [], { peer: { kind, value } })) === 'accepted'
}

describe('checkPeerName()', () => {
  it.each([
    ['pbx.example.com', 'pbx.example.com', true],
    ['PBX.Example.COM', 'pbx.example.com', true],
    ['pbx.example.com.', 'pbx.example.com', true],
    ['pbx.example.com', 'PBX.EXAMPLE.com', true],
    ['pbx_1.example.com', 'pbx_1.example.com', true],
    ['bücher.example.com', 'xn--bcher-kva.example.com', true],
    ['pbx.example.com', '*.example.com', true],
    ['a.pbx.example.com', '*.example.com', false],
    ['example.com', '*.example.com', false],
    ['example.com', '*.com', false],
    ['com', '*', false],
    ['pbx.example.com', 'p*.example.com', false],
    ['pbx.example.com', 'pbx.*.com', false],
    ['pbx.example.com', '*.*.com', false],
    ['pbx.example.com', 'example.com', false],
    ['10.0.0.1', '10.0.0.1', false],
  ])('DNS: called %s, certified for %s: %s', async (wanted, presented, expected) => {
    expect(await isFor('dNSName', wanted, [presented])).toBe(expected)
  })

  it.each([
    ['10.0.0.1', ['10.0.0.1'], true],
    ['::1', ['0:0:0:0:0:0:0:1'], true],
    ['10.0.0.1', ['::ffff:10.0.0.1'], false],
    ['10.0.0.1', ['10.0.0.2'], false],
  ])('IP: called %s, certified for %j: %s', async (wanted, sans, expected) => {
    expect(await isFor('iPAddress', wanted, [], sans)).toBe(expected)
  })

  it('IP: an address as DNS name or URI is none', async () => {
    expect(await isFor('iPAddress', '10.0.0.1', ['10.0.0.1'], ['URI:https://10.0.0.1/'])).toBe(false)
  })

  it.each([
    ['a@example.com', ['email:a@EXAMPLE.com'], true],
    ['a@example.com', ['email:A@example.com'], false],
  ])('e-mail: %s, certified for %j: %s', async (wanted, sans, expected) => {
    expect(await isFor('rfc822Name', wanted, [], sans)).toBe(expected)
  })

  it.each([
    ['example.com', ['sip:example.com'], [], true],
    ['sip:example.com', ['sip:EXAMPLE.com'], [], true],
    ['example.com', ['sip:example.com:5061'], [], true],
    ['example.com', ['sips:example.com'], [], false],
    ['example.com', ['sip:6001@example.com'], [], false],
    ['example.com', [], ['example.com'], true],
    ['example.com', ['sip:other.org'], ['example.com'], false],
    ['sip.example.com', [], ['*.example.com'], false],
  ])('SIP domain %s, URIs %j, DNS %j: %s', async (wanted, uris, dnsNames, expected) => {
    expect(
      await isFor(
        'sipDomain',
        wanted,
        dnsNames,
        uris.map((value) => `URI:${value}`),
      ),
    ).toBe(expected)
  })

  it('tells what the certificate is for, ten names of it at most', async () => {
    const dnsNames = Array.from({ length: 12 }, (_, index) => `n${String(index)}.example.com`)
    const own = await certify(leaf, leaf, { cA: false, dnsNames })
    const { failure } = await ask(own, [own])
    expect(failure?.rule).toMatchObject({ code: 'peer/name-mismatch', extension: oids.subjectAltName })
    expect(failure?.rule.detail).toMatchObject({ wanted: 'pbx.example.com' })
    expect(JSON.stringify(failure?.rule.detail)).toContain('n9.example.com, …')
  })
})
