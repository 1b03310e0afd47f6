import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import { describeCertificate } from '../../../src/pki/describe/describe-certificate.ts'
import { describeExtension } from '../../../src/pki/describe/describe-extension.ts'
import { describeRequest } from '../../../src/pki/describe/describe-request.ts'
import { describePublicKey } from '../../../src/pki/describe/describe-value.ts'
import type { DisplayNode } from '../../../src/pki/describe/display-node.ts'
import { makeVisible } from '../../../src/pki/describe/visible-text.ts'
import { encodeAuthorityInfoAccess } from '../../../src/pki/extensions/authority-info-access.ts'
import { encodeCertificatePolicies } from '../../../src/pki/extensions/certificate-policies.ts'
import { encodeCrlDistributionPoints } from '../../../src/pki/extensions/crl-distribution-points.ts'
import { encodeIssuerAltName } from '../../../src/pki/extensions/issuer-alt-name.ts'
import { encodeNameConstraints } from '../../../src/pki/extensions/name-constraints.ts'
import { oids } from '../../../src/pki/oids.ts'
import { type Identity, makeIdentity } from '../../fixtures/identity.ts'
import { linesOf } from './lines-of.ts'

let identity: Identity
beforeAll(async () => {
  identity = await makeIdentity('p-256', { serialNumber: '0x0123456789', notBefore: '2026-11-20 11:22:33' })
})

const find = (nodes: readonly DisplayNode[], label: DisplayNode['label']): DisplayNode[] =>
  nodes.filter((node) => node.label === label)
const bytes = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const extension = (oid: string, hex: string, critical = false): string[] =>
  linesOf([describeExtension({ oid, critical, valueDer: bytes(hex) })])

describe('describeCertificate()', () => {
  it('shows fields in the order of the certificate', async () => {
    const labels = (await describeCertificate(identity.certificateDer)).map(({ label }) => label)
    expect(labels).toEqual([
      'version',
      'serialNumber',
      'subject',
      'issuer',
      'validity',
      'subjectPublicKeyInfo',
      'extensions',
      'signatureAlgorithm',
      'fingerprints',
    ])
  })

  it('shows the serial number in decimal and hexadecimal, and validity to the second', async () => {
    const tree = await describeCertificate(identity.certificateDer)
    expect(linesOf(find(tree, 'serialNumber'))).toEqual([
      'serialNumber: 01:23:45:67:89',
      '  decimal: 4886718345',
      '  hexadecimal: 01:23:45:67:89',
    ])
    expect(linesOf(find(tree, 'validity'))[1]).toBe('  notBefore: 2026-11-20 11:22:33 UTC')
  })

  it('shows a name as a line and by attribute', async () => {
    const tree = await describeCertificate(identity.certificateDer)
    expect(linesOf(find(tree, 'subject'))).toEqual([
      'subject: C=DE, L=Köln, O=Acme \\"Best\\"\\, Inc, CN=pbx.example',
      '  country: DE',
      '  locality: Köln',
      '  organization: Acme "Best", Inc',
      '  commonName: pbx.example',
    ])
  })

  it('shows usages and every kind of alternative name in words', async () => {
    const lines = linesOf(find(await describeCertificate(identity.certificateDer), 'extensions'))
    expect(lines).toEqual(
      expect.arrayContaining([
        '  basicConstraints',
        '    isEndEntity',
        '    digitalSignature',
        '    serverAuth',
        '    clientAuth',
        '    dNSName: pbx.example',
        '    iPAddress: 10.0.0.1',
        '    iPAddress: 2001:db8::1',
        '    iPAddress: ::ffff:1.2.3.4',
        '    rfc822Name: admin@pbx.example',
        '    uniformResourceIdentifier: sip:admin@pbx.example',
        '    directoryName: C=DE, O=A \\+ B, CN=Müller 😀',
      ]),
    )
  })

  it('shows an authority with its path length, and critical where it is', async () => {
    const lines = linesOf(find(await describeCertificate(identity.rootDer), 'extensions'))
    expect(lines.slice(1, 5)).toEqual([
      '  basicConstraints',
      '    critical',
      '    isAuthority',
      '    pathLenConstraint: 1',
    ])
  })

  it('shows both fingerprints with colons', async () => {
    const [node] = find(await describeCertificate(identity.certificateDer), 'fingerprints')
    expect(linesOf(node?.children ?? [])).toEqual([
      expect.stringMatching(/^"SHA-256": (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      expect.stringMatching(/^"SHA-1": (?:[0-9A-F]{2}:){19}[0-9A-F]{2}$/),
    ])
  })

  it('throws a coded error for what is no certificate', async () => {
    await expect(describeCertificate(bytes('3000'))).rejects.toMatchObject({ name: 'PkiError' })
  })
})

describe('describeRequest()', () => {
  it('shows subject, key, and the extensions asked for', async () => {
    const tree = await describeRequest(identity.requestDer)
    expect(tree.map(({ label }) => label)).toEqual([
      'subject',
      'subjectPublicKeyInfo',
      'extensions',
      'signatureAlgorithm',
      'fingerprints',
    ])
    expect(linesOf(tree)).toContain('    dNSName: pbx.example')
  })
})

describe('describePublicKey()', () => {
  it('shows a key that cannot be read in hexadecimal', () => {
    expect(linesOf([describePublicKey(bytes('3000'))])).toEqual([
      'subjectPublicKeyInfo',
      '  unreadable',
      '  publicKey: 30:00',
    ])
  })
})

describe('describeExtension()', () => {
  const uri = { kind: 'uniformResourceIdentifier', value: 'http://crl.example/a.crl' } as const

  it('shows distribution points, access locations, policies, constraints and issuer names', () => {
    const list = [
      encodeCrlDistributionPoints([uri]),
      encodeAuthorityInfoAccess([{ accessMethod: oids.idAdOcsp, accessLocation: uri }]),
      encodeCertificatePolicies([
        { policyIdentifier: '1.2.3.4', cPSuris: ['http://cps.example'] },
        { policyIdentifier: oids.anyPolicy, cPSuris: [] },
      ]),
      encodeNameConstraints({
        permitted: [{ kind: 'dNSName', value: 'example' }],
        excluded: [{ kind: 'iPAddress', value: '10.0.0.0/8' }],
      }),
      encodeIssuerAltName([uri]),
    ]
    expect(linesOf(list.map(describeExtension))).toEqual([
      'cRLDistributionPoints',
      '  distributionPoint',
      '    uniformResourceIdentifier: http://crl.example/a.crl',
      'authorityInfoAccess',
      '  ocsp',
      '    uniformResourceIdentifier: http://crl.example/a.crl',
      'certificatePolicies',
      '  policy: 1.2.3.4',
      '    cps: http://cps.example',
      '  anyPolicy',
      'nameConstraints',
      '  critical',
      '  permittedSubtrees',
      '    dNSName: example',
      '  excludedSubtrees',
      '    iPAddress: 10.0.0.0/8',
      'issuerAltName',
      '  uniformResourceIdentifier: http://crl.example/a.crl',
    ])
  })

  it('shows an extension that it does not know in hexadecimal', () => {
    expect(extension('1.2.3', '0500', true)).toEqual(['"1.2.3": 05:00', '  critical'])
  })

  it.each(['', '30', '3080', 'ff00ff', '0500', '30030201'])(
    'shows a known extension of the octets "%s" as unreadable',
    (hex) => {
      for (const oid of [
        oids.keyUsage,
        oids.subjectAltName,
        oids.cRLDistributionPoints,
        oids.certificatePolicies,
        oids.nameConstraints,
      ]) {
        expect(extension(oid, hex)).toContain('  unreadable')
      }
    },
  )

  it('shows what its words leave out of a distribution point in hexadecimal too', () => {
    // DistributionPoint { reasons [1] keyCompromise }, without a name
    expect(extension(oids.cRLDistributionPoints, '3006300481020640')).toEqual([
      'cRLDistributionPoints',
      '  distributionPoint',
      '    "DER": 30:04:81:02:06:40',
    ])
  })

  it('says so when a list is empty', () => {
    expect(extension(oids.subjectAltName, '3000')).toEqual(['subjectAltName', '  empty'])
  })
})

describe('makeVisible()', () => {
  it.each([
    ['plain Müller 😀', 'plain Müller 😀'],
    ['a\u202egnp.exe', 'a‹U+202E›gnp.exe'],
    ['zero\u200bwidth', 'zero‹U+200B›width'],
    ['nul\0 \n \u007f', 'nul‹U+0000› ‹U+000A› ‹U+007F›'],
    ['no\u00a0break', 'no‹U+00A0›break'],
    ['half\ud800', 'half‹U+D800›'],
    ['tag \u{e0041}', 'tag ‹U+E0041›'],
  ])('shows %j as %j', (text, visible) => {
    expect(makeVisible(text)).toBe(visible)
  })
})
