import { describe, expect, it } from 'vitest'
import { peerNameOf, readPresented, trustOf } from '../../src/features/trust/acceptance.ts'
import { fetchCommandFor } from '../../src/features/trust/fetch-command.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { issueSample, sampleForm } from '../pki/issuance-samples.ts'
import { certify, makeEntity } from '../pki/path/make-path.ts'
import { sampleEntry } from '../vault/entry-samples.ts'
import { makeServices, neverAborted } from './make-services.ts'

const root = await issueSample(sampleForm('root-ca', { keyAlgorithm: 'p-256' }))
const leaf = await issueSample(sampleForm('tls-server', { keyAlgorithm: 'p-256' }), root)
const text = (...ders: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(ders.map((der) => encodePem('CERTIFICATE', der)).join('some words of the tool\n'))

describe('readPresented()', () => {
  it.each([
    ['the certificate first, as a peer sends it', [leaf, root]],
    ['the root first, as a person pastes it', [root, leaf]],
  ])('asks about the certificate that issued none of the others: %s', async (_, pile) => {
    const presented = await readPresented(
      text(...pile.map(({ certificateDer }) => certificateDer)),
      makeServices(),
      neverAborted,
    )
    expect(presented).toEqual({ target: leaf.certificateDer, others: [root.certificateDer], lists: [] })
  })

  it('finds it among more than a thousand authorities without holding the page up', async () => {
    const [above, authority, server] = await Promise.all(['Above', 'Authority', 'pbx'].map(makeEntity))
    if (above === undefined || authority === undefined || server === undefined) throw new TypeError('no entities')
    const many = await Promise.all(Array.from({ length: 1200 }, () => certify(above, authority)))
    const target = await certify(authority, server, { cA: false })
    const pile = text(...many, target)
    expect((await readPresented(pile, makeServices(), neverAborted))?.target).toEqual(target)
  }, 4000)

  it('asks about a root that is alone', async () => {
    const presented = await readPresented(text(root.certificateDer), makeServices(), neverAborted)
    expect(presented?.target).toEqual(root.certificateDer)
  })

  it('finds nothing where there is no certificate', async () => {
    expect(await readPresented(new TextEncoder().encode('hello'), makeServices(), neverAborted)).toBeNull()
  })
})

describe('trustOf()', () => {
  it('trusts own roots and what is kept as trusted, and no server certificate or intermediate', () => {
    const link = { name: 'Root', certificateDer: root.certificateDer }
    const { anchors, intermediates } = trustOf([
      sampleEntry('root', { kind: 'authority', certificateDer: root.certificateDer, chain: [] }),
      sampleEntry('below', { kind: 'authority', certificateDer: leaf.certificateDer, chain: [] }),
      sampleEntry('pinned', { kind: 'trusted', certificateDer: leaf.certificateDer, chain: [], hasPrivateKey: false }),
      sampleEntry('server', { certificateDer: leaf.certificateDer, chain: [link] }),
    ])
    expect(anchors).toEqual([root.certificateDer, leaf.certificateDer])
    expect(intermediates).toEqual([leaf.certificateDer, root.certificateDer])
  })
})

describe('peerNameOf()', () => {
  it.each([
    ['pbx.example.com', { kind: 'dNSName', value: 'pbx.example.com' }],
    [' 192.168.1.2 ', { kind: 'iPAddress', value: '192.168.1.2' }],
    ['2001:db8::1', { kind: 'iPAddress', value: '2001:db8::1' }],
    ['sip:example.com', { kind: 'sipDomain', value: 'sip:example.com' }],
    ['  ', null],
  ])('tells what %j is', (typed, expected) => {
    expect(peerNameOf(typed)).toEqual(expected)
  })
})

describe('fetchCommandFor()', () => {
  it.each([
    ['pbx.example.com', '-connect pbx.example.com:443 -servername pbx.example.com'],
    ['sip:100@pbx.example.com', '-connect pbx.example.com:443 -servername pbx.example.com'],
    ['2001:db8::1', '-connect [2001:db8::1]:443 -showcerts'],
    ['192.168.1.2', '-connect 192.168.1.2:443 -showcerts'],
  ])('names the peer %s', (typed, expected) => {
    expect(fetchCommandFor(typed)).toContain(expected)
  })

  it.each(['', 'x; rm -rf /', '$(id)', '-proxy', 'a`b`', 'a\nb', '%PATH%', "'"])(
    'takes nothing into the command that a shell could read as more: %j',
    (typed) => {
      expect(fetchCommandFor(typed)).toBe(
        'openssl s_client -connect pbx.example.com:443 -servername pbx.example.com -showcerts </dev/null',
      )
    },
  )
})
