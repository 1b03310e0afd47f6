import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import { formatDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { formatGeneralName } from '../../src/pki/general-name.ts'
import {
  type CertificationForm,
  type Checked,
  type IssuanceForm,
  type IssuerLimits,
  parseCertificationForm,
  parseIssuanceForm,
  proposeValidity,
} from '../../src/pki/issuance-request.ts'
import { formatInstant } from '../../src/pki/validity.ts'
import { emptySubject, type FormChanges, now, sampleForm, unwrap } from './issuance-samples.ts'

const issuer: IssuerLimits = {
  notBefore: new Date('2026-02-01T00:00:00Z'),
  notAfter: new Date('2036-01-31T23:59:59Z'),
  pathLenConstraint: 0,
}

/** `field: code` of every problem, in order. */
const problemsOf = (checked: Checked<unknown>): string[] =>
  checked.ok ? [] : checked.problems.map(({ field, error }) => `${field}: ${error.code}`)

const check = (profile: IssuanceForm['profile'], changes: FormChanges = {}, limits?: IssuerLimits): string[] =>
  problemsOf(parseIssuanceForm(sampleForm(profile, changes), limits === undefined ? { now } : { now, issuer: limits }))

describe('parseIssuanceForm()', () => {
  it('gives everything that the certificate will say', () => {
    const form = sampleForm('tls-server', {
      subjectAltNames: 'pbx.example.com, 10.0.0.1, PBX.example.com',
      serialNumber: '0x1001',
      crlDistributionPoint: { kind: 'uniformResourceIdentifier', value: ' http://pbx.example.com/ca.crl ' },
    })
    const request = unwrap(parseIssuanceForm(form, { now, issuer }))
    expect(formatDistinguishedName(request.subject)).toBe('C=DE, CN=pbx.example.com')
    expect(request.subjectAltNames.map(formatGeneralName)).toEqual(['pbx.example.com', '10.0.0.1'])
    expect(encodeHex(request.serialNumber)).toBe('1001')
    expect(formatInstant(request.notBefore)).toBe('2026-02-28 12:00:00')
    expect(formatInstant(request.notAfter)).toBe('2027-04-01 11:59:59')
    expect(request.crlDistributionPoints.map(formatGeneralName)).toEqual(['http://pbx.example.com/ca.crl'])
    expect(request).toMatchObject({
      keyAlgorithm: { id: 'p-256' },
      hash: { id: 'sha-256' },
      profile: { id: 'tls-server' },
      pathLenConstraint: undefined,
    })
  })

  it('gives plain data that survives structured clone', () => {
    const request = unwrap(parseIssuanceForm(sampleForm('root-ca'), { now }))
    expect(structuredClone(request)).toEqual(request)
  })

  it('finds every problem at once', () => {
    const form: FormChanges = {
      subject: { commonName: 'x'.repeat(65), country: 'Germany', organization: 'a\nb' },
      subjectAltNames: '10.0.0.300, pbx.example, *.*.example',
      serialNumber: 'x',
      notBefore: 'yesterday',
      notAfter: '2020-01-01 00:00:00',
      validityDays: '0',
      crlDistributionPoint: { kind: 'dNSName', value: 'a b' },
    }
    expect(check('intermediate-ca', form, issuer)).toEqual([
      'country: distinguished-name/country-invalid',
      'organization: distinguished-name/character-refused',
      'commonName: distinguished-name/value-too-long',
      'subjectAltNames: general-name/ip-invalid',
      'subjectAltNames: general-name/wildcard-invalid',
      'serialNumber: serial-number/invalid',
      'notBefore: validity/instant-invalid',
      'validityDays: validity/days-invalid',
      'notAfter: validity/ended',
      'crlDistributionPoint: general-name/dns-invalid',
      'issuer: issuer/path-length-exhausted',
    ])
  })

  describe('names', () => {
    const namesOf = (changes: FormChanges): string[] =>
      unwrap(parseIssuanceForm(sampleForm('tls-server', changes), { now })).subjectAltNames.map(
        (name) => `${name.kind} ${formatGeneralName(name)}`,
      )

    it.each([
      ['pbx.example.com', ['dNSName pbx.example.com']],
      ['PBX', ['dNSName pbx']],
      ['*.example.com', ['dNSName *.example.com']],
      ['müller.example', ['dNSName xn--mller-kva.example']],
      ['10.0.0.1', ['iPAddress 10.0.0.1']],
      ['FD00::1', ['iPAddress fd00::1']],
      ['Acme PBX', []],
      ['Müller', []],
      ['10.0.0.300', []],
    ])('takes the common name %j as %j where no name is given', (commonName, names) => {
      expect(namesOf({ subject: { commonName } })).toEqual(names)
    })

    it('leaves given names alone', () => {
      expect(namesOf({ subjectAltNames: '10.0.0.1' })).toEqual(['iPAddress 10.0.0.1'])
    })

    it('takes no name from the common name of an authority or a client', () => {
      for (const profile of ['root-ca', 'client'] as const) {
        const form = sampleForm(profile, { subject: { commonName: 'pbx.example.com' } })
        expect(unwrap(parseIssuanceForm(form, { now })).subjectAltNames).toEqual([])
      }
    })

    it('takes an empty subject with a subject alternative name', () => {
      const form = sampleForm('tls-server', { subject: emptySubject, subjectAltNames: '10.0.0.1' })
      expect(unwrap(parseIssuanceForm(form, { now })).subject).toEqual([])
    })

    it('refuses a server without common name and subject alternative name', () => {
      expect(check('tls-server', { subject: { commonName: ' ' } })).toEqual(['commonName: subject/name-required'])
    })

    it('does not ask for a common name beside a subject alternative name that is wrong', () => {
      expect(check('tls-server', { subject: emptySubject, subjectAltNames: '10.0.0.300' })).toEqual([
        'subjectAltNames: general-name/ip-invalid',
      ])
    })

    it.each(['root-ca', 'intermediate-ca'] as const)(
      'refuses a %s without common name, whatever else it is named',
      (profile) => {
        const changes = { subject: { commonName: '' }, subjectAltNames: 'ca.example' }
        expect(check(profile, changes, { ...issuer, pathLenConstraint: 1 })).toEqual([
          'commonName: subject/common-name-required',
        ])
      },
    )
  })

  describe('path length', () => {
    const pathLenOf = (
      profile: IssuanceForm['profile'],
      willSignAuthorities: boolean,
      limits?: IssuerLimits,
    ): number | undefined =>
      unwrap(
        parseIssuanceForm(
          sampleForm(profile, { willSignAuthorities }),
          limits === undefined ? { now } : { now, issuer: limits },
        ),
      ).pathLenConstraint

    it('is 0 for a root, 1 for a root that will sign authorities, 0 for an intermediate, none for the rest', () => {
      const above = { ...issuer, pathLenConstraint: 1 }
      expect(pathLenOf('root-ca', false)).toBe(0)
      expect(pathLenOf('root-ca', true)).toBe(1)
      expect(pathLenOf('intermediate-ca', false, above)).toBe(0)
      expect(pathLenOf('intermediate-ca', true, above)).toBe(0)
      expect(pathLenOf('tls-server', true, issuer)).toBeUndefined()
      expect(pathLenOf('self-signed-server', true)).toBeUndefined()
    })

    it('refuses an intermediate under an issuer of path length 0', () => {
      expect(check('intermediate-ca', {}, issuer)).toEqual(['issuer: issuer/path-length-exhausted'])
    })

    it('takes an intermediate under an issuer without limit', () => {
      expect(check('intermediate-ca', {}, { ...issuer, pathLenConstraint: undefined })).toEqual([])
    })

    it('refuses an intermediate without issuer', () => {
      expect(check('intermediate-ca')).toEqual(['issuer: issuer/missing'])
    })
  })

  describe('validity', () => {
    const validity = (notBefore: string, notAfter: string, validityDays = ''): FormChanges => ({
      notBefore,
      notAfter,
      validityDays,
    })

    it.each([
      ['dates reversed', validity('2026-05-01 00:00:00', '2026-04-01 00:00:00'), ['notAfter: validity/reversed']],
      ['an end before now', validity('2026-01-01 00:00:00', '2026-02-01 00:00:00'), ['notAfter: validity/ended']],
      [
        'an end at this very instant',
        validity('2026-01-01 00:00:00', '2026-03-01 12:00:00'),
        ['notAfter: validity/ended'],
      ],
      ['no days and no end', validity('2026-03-01 00:00:00', ''), ['validityDays: validity/days-invalid']],
      [
        'wrong days beside an end',
        validity('2026-03-01 00:00:00', '2027-01-01 00:00:00', 'x'),
        ['validityDays: validity/days-invalid'],
      ],
      ['days that lead beyond 9999', validity('9999-12-01 00:00:00', '', '397'), ['validityDays: validity/after-9999']],
    ])('refuses %s', (_, changes, problems) => {
      expect(check('tls-server', changes)).toEqual(problems)
    })

    it('takes no days beside an end, and the end where the two differ', () => {
      expect(check('tls-server', validity('2026-03-01 00:00:00', '2026-04-01 00:00:00'))).toEqual([])
      const form = sampleForm('tls-server', validity('2026-03-01 00:00:00', '2026-04-01 00:00:00', '5'))
      expect(formatInstant(unwrap(parseIssuanceForm(form, { now })).notAfter)).toBe('2026-04-01 00:00:00')
    })

    it.each(['tls-server', 'client', 'intermediate-ca'] as const)('keeps a %s within its issuer', (profile) => {
      const limits = { ...issuer, pathLenConstraint: 1 }
      expect(check(profile, validity('2026-02-01 00:00:00', '2036-01-31 23:59:59'), limits)).toEqual([])
      expect(check(profile, validity('2026-01-31 23:59:59', '2027-01-01 00:00:00'), limits)).toEqual([
        'notBefore: validity/before-issuer',
      ])
      expect(check(profile, validity('2026-02-01 00:00:00', '2036-02-01 00:00:00'), limits)).toEqual([
        'notAfter: validity/after-issuer',
      ])
    })

    it("tells the issuer's own ends in the form's spelling", () => {
      const checked = parseIssuanceForm(
        sampleForm('tls-server', validity('2026-01-01 00:00:00', '2040-01-01 00:00:00')),
        { now, issuer },
      )
      expect(checked.ok ? [] : checked.problems.map(({ error }) => error.detail)).toEqual([
        { issuerNotBefore: '2026-02-01 00:00:00' },
        { issuerNotAfter: '2036-01-31 23:59:59' },
      ])
    })
  })

  it('draws a serial number from the given randomness where none is typed', () => {
    const form = sampleForm('root-ca', { serialNumber: ' ' })
    const randomBytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(0xab)
    expect(encodeHex(unwrap(parseIssuanceForm(form, { now, randomBytes })).serialNumber)).toBe('6b' + 'ab'.repeat(15))
  })

  it.each([
    ['uniformResourceIdentifier', 'http://pbx.example/ca.crl', 'http://pbx.example/ca.crl'],
    ['uniformResourceIdentifier', 'URI: http://pbx.example/ca.crl', 'http://pbx.example/ca.crl'],
    ['dNSName', 'Crl.example', 'crl.example'],
    ['directoryName', 'C=DE, CN=x', 'C=DE, CN=x'],
  ] as const)('takes a CRL distribution point of kind %s', (kind, value, text) => {
    const form = sampleForm('root-ca', { crlDistributionPoint: { kind, value } })
    expect(unwrap(parseIssuanceForm(form, { now })).crlDistributionPoints).toMatchObject([{ kind }])
    expect(unwrap(parseIssuanceForm(form, { now })).crlDistributionPoints.map(formatGeneralName)).toEqual([text])
  })

  it('ends any text in any field in a request or in problems, never in an exception', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    fc.assert(
      fc.property(
        text,
        text,
        text,
        text,
        text,
        text,
        (commonName, subjectAltNames, serialNumber, notBefore, validityDays, value) => {
          const changes = {
            subject: { commonName },
            subjectAltNames,
            serialNumber,
            notBefore,
            validityDays,
            crlDistributionPoint: { kind: 'directoryName' as const, value },
          }
          expect(parseIssuanceForm(sampleForm('tls-server', changes), { now, issuer })).toHaveProperty('ok')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('parseCertificationForm()', () => {
  const form = (changes: Partial<CertificationForm> = {}): CertificationForm => ({
    subject: { ...emptySubject, commonName: 'pbx.example.com' },
    subjectAltNames: '',
    keyAlgorithm: 'rsa-2048',
    hash: 'sha-512',
    ...changes,
  })

  it('gives names, key and hash, the common name as subject alternative name', () => {
    const intent = unwrap(parseCertificationForm(form()))
    expect(intent.subjectAltNames).toEqual([{ kind: 'dNSName', value: 'pbx.example.com' }])
    expect(intent).toMatchObject({ keyAlgorithm: { label: 'RSA 2048' }, hash: { label: 'SHA-512' } })
  })

  it('refuses a request that names nothing', () => {
    expect(problemsOf(parseCertificationForm(form({ subject: emptySubject })))).toEqual([
      'commonName: subject/name-required',
    ])
  })
})

describe('proposeValidity()', () => {
  it('begins a day ago and lasts as long as the profile says', () => {
    expect(proposeValidity('tls-server', new Date('2026-03-01T12:00:00.999Z'))).toEqual({
      notBefore: '2026-02-28 12:00:00',
      notAfter: '2027-04-01 11:59:59',
      validityDays: '397',
    })
    expect(proposeValidity('root-ca', now)).toMatchObject({ notAfter: '2036-02-26 11:59:59', validityDays: '3650' })
    expect(proposeValidity('intermediate-ca', now)).toMatchObject({ validityDays: '1825' })
  })

  it('stays within the issuer, and leaves days empty when they are no whole ones', () => {
    const limits = {
      ...issuer,
      notBefore: new Date('2026-03-01T00:00:00Z'),
      notAfter: new Date('2026-03-10T23:59:59Z'),
    }
    expect(proposeValidity('client', now, limits)).toEqual({
      notBefore: '2026-03-01 00:00:00',
      notAfter: '2026-03-10 23:59:59',
      validityDays: '10',
    })
    expect(proposeValidity('client', now, { ...limits, notAfter: new Date('2026-03-10T12:00:00Z') }).validityDays).toBe(
      '',
    )
  })

  it('counts whole days from a whole second, whatever the clock says', () => {
    const limits = { ...issuer, notAfter: new Date('2026-03-10T11:59:59Z') }
    expect(proposeValidity('client', new Date('2026-03-01T12:00:00.999Z'), limits).validityDays).toBe('10')
  })

  it('proposes what parseIssuanceForm() takes', () => {
    for (const limits of [undefined, issuer]) {
      expect(check('tls-server', proposeValidity('tls-server', now, limits), limits)).toEqual([])
    }
  })
})
