// The DER of every extension, pinned in hexadecimal as OpenSSL 3.0 writes it for the same input (`openssl req -x509` with
// an x509_extensions section, `string_mask=default`), so that a change of one octet is seen.
import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../../src/pki/bytes.ts'
import { decodeDer } from '../../../src/pki/der.ts'
import * as aki from '../../../src/pki/extensions/authority-key-identifier.ts'
import * as aia from '../../../src/pki/extensions/authority-info-access.ts'
import { decodeBasicConstraints, encodeBasicConstraints } from '../../../src/pki/extensions/basic-constraints.ts'
import * as policies from '../../../src/pki/extensions/certificate-policies.ts'
import * as crl from '../../../src/pki/extensions/crl-distribution-points.ts'
import { decodeExtKeyUsage, encodeExtKeyUsage } from '../../../src/pki/extensions/ext-key-usage.ts'
import { decodeExtensions, encodeExtensions, findExtension } from '../../../src/pki/extensions/extension.ts'
import { decodeIssuerAltName, encodeIssuerAltName } from '../../../src/pki/extensions/issuer-alt-name.ts'
import {
  decodeKeyUsage,
  encodeKeyUsage,
  type KeyUsageBit,
  keyUsageBits,
} from '../../../src/pki/extensions/key-usage.ts'
import {
  decodeNameConstraints,
  encodeNameConstraints,
  type NameConstraints,
} from '../../../src/pki/extensions/name-constraints.ts'
import { decodeSubjectAltName, encodeSubjectAltName } from '../../../src/pki/extensions/subject-alt-name.ts'
import * as ski from '../../../src/pki/extensions/subject-key-identifier.ts'
import { type GeneralName, parseGeneralName } from '../../../src/pki/general-name.ts'
import { oids } from '../../../src/pki/oids.ts'
import { pkiErrorCode } from '../expect-pki-error.ts'

const bytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const uri = (value: string): GeneralName => ({ kind: 'uniformResourceIdentifier', value })

describe('basicConstraints', () => {
  it.each([
    [{ cA: true, pathLenConstraint: 1 }, '30060101ff020101'],
    [{ cA: true, pathLenConstraint: 0 }, '30060101ff020100'],
    [{ cA: true, pathLenConstraint: undefined }, '30030101ff'],
    [{ cA: false, pathLenConstraint: undefined }, '3000'],
  ])('encodeBasicConstraints() writes %j, critical, and decodeBasicConstraints() reads it', (value, hex) => {
    const extension = encodeBasicConstraints(value)
    expect(extension).toMatchObject({ oid: '2.5.29.19', critical: true })
    expect(encodeHex(extension.valueDer)).toBe(hex)
    expect(decodeBasicConstraints(extension.valueDer)).toEqual(value)
  })

  it('encodeBasicConstraints() refuses a path length on what is no CA', () => {
    expect(() => encodeBasicConstraints({ cA: false, pathLenConstraint: 0 })).toThrow(RangeError)
  })

  it('decodeBasicConstraints() refuses a negative path length', () => {
    expect(pkiErrorCode(() => decodeBasicConstraints(bytes('30060101ff0201ff')))).toBe('der/value-invalid')
  })
})

describe('keyUsage', () => {
  const samples: [KeyUsageBit[], string][] = [
    [['digitalSignature', 'keyEncipherment', 'decipherOnly'], '030307a080'],
    [['keyCertSign', 'cRLSign'], '03020106'],
    [['digitalSignature'], '03020780'],
    [[...keyUsageBits], '030307ff80'],
  ]
  it.each(samples)('encodeKeyUsage() writes %j, critical, and decodeKeyUsage() reads it', (value, hex) => {
    const extension = encodeKeyUsage(value)
    expect(extension).toMatchObject({ oid: '2.5.29.15', critical: true })
    expect(encodeHex(extension.valueDer)).toBe(hex)
    expect(decodeKeyUsage(extension.valueDer)).toEqual(value)
  })

  it('encodeKeyUsage() refuses an empty list', () => {
    expect(() => encodeKeyUsage([])).toThrow(RangeError)
  })
})

describe('extKeyUsage', () => {
  it('encodeExtKeyUsage() writes serverAuth and clientAuth, and decodeExtKeyUsage() reads them', () => {
    const purposes = [oids.idKpServerAuth, oids.idKpClientAuth]
    const extension = encodeExtKeyUsage(purposes)
    expect(extension).toMatchObject({ oid: '2.5.29.37', critical: false })
    expect(encodeHex(extension.valueDer)).toBe('301406082b0601050507030106082b06010505070302')
    expect(decodeExtKeyUsage(extension.valueDer)).toEqual(purposes)
  })

  it('encodeExtKeyUsage() refuses an empty list', () => {
    expect(() => encodeExtKeyUsage([])).toThrow(RangeError)
  })
})

describe('subjectAltName', () => {
  const texts = ['a.example', '10.0.0.1', 'fd00::1', 'a@b.example', 'URI:sip:a@b.example', 'dirName:C=DE, O=Acme']
  const hex =
    '30618209612e6578616d706c6587040a0000018710fd000000000000000000000000000001810b6140622e6578616d706c65' +
    '860f7369703a6140622e6578616d706c65a41e301c310b3009060355040613024445310d300b060355040a130441636d65'

  it.each([true, false])(
    'encodeSubjectAltName() writes every kind, critical: %s, and decodeSubjectAltName() reads it',
    (critical) => {
      const names = texts.map(parseGeneralName)
      const extension = encodeSubjectAltName(names, critical)
      expect(extension).toMatchObject({ oid: '2.5.29.17', critical })
      expect(encodeHex(extension.valueDer)).toBe(hex)
      expect(decodeSubjectAltName(extension.valueDer)).toEqual(names)
    },
  )

  it('encodeSubjectAltName() refuses an empty list', () => {
    expect(() => encodeSubjectAltName([], false)).toThrow(RangeError)
  })

  it('decodeSubjectAltName() keeps what it cannot read as other', () => {
    // otherName (a user principal name), an iPAddress of 5 octets, a dNSName in Latin-1.
    const der = bytes('301f' + 'a013060a2b060104018237140203a0050c03614062' + '87050a00000001' + '8201fc')
    expect(decodeSubjectAltName(der)).toMatchObject([
      { kind: 'other', tagNumber: 0 },
      { kind: 'other', tagNumber: 7 },
      { kind: 'other', tagNumber: 2 },
    ])
  })
})

describe('issuerAltName', () => {
  it('encodeIssuerAltName() writes a URI, and decodeIssuerAltName() reads it', () => {
    const extension = encodeIssuerAltName([uri('http://i.example/')])
    expect(extension).toMatchObject({ oid: '2.5.29.18', critical: false })
    expect(encodeHex(extension.valueDer)).toBe('30138611687474703a2f2f692e6578616d706c652f')
    expect(decodeIssuerAltName(extension.valueDer)).toEqual([uri('http://i.example/')])
  })

  it('encodeIssuerAltName() refuses an empty list', () => {
    expect(() => encodeIssuerAltName([])).toThrow(RangeError)
  })
})

describe('subjectKeyIdentifier and authorityKeyIdentifier', () => {
  const spki =
    '3059301306072a8648ce3d020106082a8648ce3d03010703420004cef3e8233caec85137a89342af565bed75b795aa2b116a11ee11a07c5773264a' +
    '877f292e9141c89ca10f44bc9ac4f1c3bd840c8bed0f7193916934cd43dd97f2'
  const identifier = '0ec8a93debff6a0c1500b8f46c47c798cbe8fda6'

  it('deriveKeyIdentifier() is the SHA-1 of the BIT STRING without its head', () => {
    expect(encodeHex(ski.deriveKeyIdentifier(bytes(spki)))).toBe(identifier)
  })

  it('encodeSubjectKeyIdentifier() wraps it, and decodeSubjectKeyIdentifier() unwraps it', () => {
    const extension = ski.encodeSubjectKeyIdentifier(bytes(identifier))
    expect(extension).toMatchObject({ oid: '2.5.29.14', critical: false })
    expect(encodeHex(extension.valueDer)).toBe(`0414${identifier}`)
    expect(encodeHex(ski.decodeSubjectKeyIdentifier(extension.valueDer))).toBe(identifier)
  })

  it('encodeAuthorityKeyIdentifier() writes the key identifier alone', () => {
    const extension = aki.encodeAuthorityKeyIdentifier(bytes(identifier))
    expect(extension).toMatchObject({ oid: '2.5.29.35', critical: false })
    expect(encodeHex(extension.valueDer)).toBe(`30168014${identifier}`)
    expect(aki.decodeAuthorityKeyIdentifier(extension.valueDer)).toEqual({
      keyIdentifier: bytes(identifier),
      authorityCertIssuer: [],
      authorityCertSerialNumber: undefined,
    })
  })

  it('decodeAuthorityKeyIdentifier() reads issuer and serial number', () => {
    const der = bytes('3017' + 'a110a40e300c310a30080603550403130178' + '820305397f').slice()
    expect(aki.decodeAuthorityKeyIdentifier(der)).toMatchObject({
      keyIdentifier: undefined,
      authorityCertIssuer: [{ kind: 'directoryName', value: [[{ type: '2.5.4.3', value: 'x' }]] }],
      authorityCertSerialNumber: bytes('05397f'),
    })
  })
})

describe('cRLDistributionPoints', () => {
  const points: GeneralName[] = [
    uri('http://c.example/a.crl'),
    { kind: 'dNSName', value: 'crl.example' },
    parseGeneralName('dirName:C=DE, O=Acme'),
  ]
  const hex =
    '3057301ca01aa0188616687474703a2f2f632e6578616d706c652f612e63726c3011a00fa00d820b63726c2e6578616d706c65' +
    '3024a022a020a41e301c310b3009060355040613024445310d300b060355040a130441636d65'

  it('encodeCrlDistributionPoints() writes a URI, a DNS name and a directory name, each a point', () => {
    const extension = crl.encodeCrlDistributionPoints(points)
    expect(extension).toMatchObject({ oid: '2.5.29.31', critical: false })
    expect(encodeHex(extension.valueDer)).toBe(hex)
    expect(crl.decodeCrlDistributionPoints(extension.valueDer)).toEqual(
      points.map((point) => ({ fullName: [point], cRLIssuer: [] })),
    )
  })

  it('encodeCrlDistributionPoints() refuses an empty list', () => {
    expect(() => crl.encodeCrlDistributionPoints([])).toThrow(RangeError)
  })

  it('decodeCrlDistributionPoints() takes a point that is relative to its issuer, and one with a cRLIssuer alone', () => {
    const relative = 'a00ca10a30080603550403130178'
    const issuer = 'a205820363726c'
    const der = bytes(`3019300e${relative}3007${issuer}`)
    expect(crl.decodeCrlDistributionPoints(der)).toEqual([
      { fullName: [], cRLIssuer: [] },
      { fullName: [], cRLIssuer: [{ kind: 'dNSName', value: 'crl' }] },
    ])
  })
})

describe('nameConstraints', () => {
  const constraints: NameConstraints = {
    permitted: [
      { kind: 'dNSName', value: 'example.com' },
      { kind: 'iPAddress', value: '10.0.0.0/8' },
    ],
    excluded: [{ kind: 'rfc822Name', value: 'bad.example' }],
  }

  it('encodeNameConstraints() writes both lists, critical, and decodeNameConstraints() reads them', () => {
    const extension = encodeNameConstraints(constraints)
    expect(extension).toMatchObject({ oid: '2.5.29.30', critical: true })
    const hex = '302ea01b300d820b6578616d706c652e636f6d300a87080a000000ff000000a10f300d810b6261642e6578616d706c65'
    expect(encodeHex(extension.valueDer)).toBe(hex)
    expect(decodeNameConstraints(extension.valueDer)).toEqual(constraints)
  })

  it.each(['10.0.0.0/0', '10.1.2.3/32', '172.16.0.0/12', 'fd00::/7', '::/0'])('reads the range %s back', (value) => {
    const { valueDer } = encodeNameConstraints({ permitted: [], excluded: [{ kind: 'iPAddress', value }] })
    expect(decodeNameConstraints(valueDer).excluded).toEqual([{ kind: 'iPAddress', value }])
  })

  it('decodeNameConstraints() shows a mask with holes as it is', () => {
    expect(decodeNameConstraints(bytes('300ea00c300a87080a000000ff00ff00')).permitted).toEqual([
      { kind: 'iPAddress', value: '10.0.0.0/255.0.255.0' },
    ])
  })

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/x', 'example.com/8'])(
    'encodeNameConstraints() refuses the range %s',
    (value) => {
      expect(() => encodeNameConstraints({ permitted: [{ kind: 'iPAddress', value }], excluded: [] })).toThrow(
        RangeError,
      )
    },
  )

  it('encodeNameConstraints() refuses to constrain nothing', () => {
    expect(() => encodeNameConstraints({ permitted: [], excluded: [] })).toThrow(RangeError)
  })
})

describe('authorityInfoAccess', () => {
  const descriptions = [
    { accessMethod: oids.idAdOcsp, accessLocation: uri('http://o.example/') },
    { accessMethod: oids.idAdCaIssuers, accessLocation: uri('http://o.example/ca.crt') },
  ]

  it('encodeAuthorityInfoAccess() writes responder and issuer, and decodeAuthorityInfoAccess() reads them', () => {
    const extension = aia.encodeAuthorityInfoAccess(descriptions)
    expect(extension).toMatchObject({ oid: '1.3.6.1.5.5.7.1.1', critical: false })
    const hex =
      '3044301d06082b060105050730018611687474703a2f2f6f2e6578616d706c652f' +
      '302306082b060105050730028617687474703a2f2f6f2e6578616d706c652f63612e637274'
    expect(encodeHex(extension.valueDer)).toBe(hex)
    expect(aia.decodeAuthorityInfoAccess(extension.valueDer)).toEqual(descriptions)
  })

  it('encodeAuthorityInfoAccess() refuses an empty list', () => {
    expect(() => aia.encodeAuthorityInfoAccess([])).toThrow(RangeError)
  })
})

describe('certificatePolicies', () => {
  const samples = [
    { policyIdentifier: '1.2.3.4', cPSuris: [] },
    { policyIdentifier: oids.anyPolicy, cPSuris: ['http://cps.example/'] },
  ]

  it('encodeCertificatePolicies() writes policies with their statements, and decodeCertificatePolicies() reads them', () => {
    const extension = policies.encodeCertificatePolicies(samples)
    expect(extension).toMatchObject({ oid: '2.5.29.32', critical: false })
    const hex =
      '3032300506032a030430290604551d20003021301f06082b060105050702011613687474703a2f2f6370732e6578616d706c652f'
    expect(encodeHex(extension.valueDer)).toBe(hex)
    expect(policies.decodeCertificatePolicies(extension.valueDer)).toMatchObject(samples)
  })

  it('encodeCertificatePolicies() refuses an empty list and a policy that stands twice', () => {
    expect(() => policies.encodeCertificatePolicies([])).toThrow(RangeError)
    expect(() => policies.encodeCertificatePolicies([...samples, ...samples])).toThrow(RangeError)
  })
})

describe('Extensions', () => {
  const list = [
    encodeBasicConstraints({ cA: false, pathLenConstraint: undefined }),
    encodeExtKeyUsage([oids.idKpServerAuth]),
  ]

  it('encodeExtensions() leaves critical FALSE out, and decodeExtensions() reads it', () => {
    const der = encodeExtensions(list)
    expect(encodeHex(der)).toBe('3023' + '300c0603551d130101ff04023000' + '30130603551d25040c300a06082b06010505070301')
    expect(decodeExtensions(decodeDer(der))).toEqual(list)
  })

  it('decodeExtensions() takes an explicit critical FALSE', () => {
    expect(decodeExtensions(decodeDer(bytes('300e300c0603551d1301010004023000')))).toMatchObject([{ critical: false }])
  })

  it('both refuse an extension that stands twice', () => {
    expect(() => encodeExtensions([...list, ...list])).toThrow(RangeError)
    const twice = bytes('3016' + '30090603551d1304023000'.repeat(2))
    expect(pkiErrorCode(() => decodeExtensions(decodeDer(twice)))).toBe('extension/duplicate')
  })

  it('encodeExtensions() refuses an empty list', () => {
    expect(() => encodeExtensions([])).toThrow(RangeError)
  })

  it('decodeExtensions() refuses a fourth member', () => {
    const der = bytes('3010300e0603551d130101ff040230000500')
    expect(pkiErrorCode(() => decodeExtensions(decodeDer(der)))).toBe('der/value-invalid')
  })

  it('findExtension() gives null where there is none', () => {
    expect(findExtension(list, oids.keyUsage)).toBeNull()
    expect(findExtension(list, oids.extKeyUsage)).toBe(list[1])
  })
})
