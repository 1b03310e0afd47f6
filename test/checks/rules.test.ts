// Every rule has a certificate that passes and one that fails; a rule without a pair fails here.
import { describe, expect, it } from 'vitest'
import { allRules, type RuleId } from '../../src/checks/all-rules.ts'
import type { CheckContext } from '../../src/checks/check-rule.ts'
import type { CheckSubject } from '../../src/checks/check-subject.ts'
import { subjectOfForm } from '../../src/checks/form-subject.ts'
import { checkSubject } from '../../src/checks/run-checks.ts'
import { commonNameOf } from '../../src/pki/distinguished-name.ts'
import { oids } from '../../src/pki/oids.ts'
import { generic } from '../../src/targets/generic.ts'
import { openScapeBusiness } from '../../src/targets/openscape-business.ts'
import { targets } from '../../src/targets/registry.ts'
import type { Target } from '../../src/targets/target.ts'
import { sampleForm } from '../pki/issuance-samples.ts'

const moment = new Date('2026-11-21T12:00:00Z')
const context: CheckContext = { target: generic, authority: 'private', moment, isIssuing: false }
const dates = { notBefore: '2026-11-20 12:00:00', notAfter: '2027-12-21 11:59:59' }
const foresee = (...args: Parameters<typeof sampleForm>): CheckSubject => ({
  ...subjectOfForm(sampleForm(args[0], { ...dates, keyAlgorithm: 'rsa-2048', ...args[1] })),
  serialNumber: Uint8Array.from({ length: 16 }, (_, index) => index + 1),
})
const server = foresee('tls-server')
const root = foresee('root-ca', { notAfter: '2036-11-17 11:59:59' })
const day = (text: string): Date => new Date(`${text}T00:00:00Z`)
const lasting = (days: number, from = day('2026-11-20')) => ({
  notBefore: from,
  notAfter: new Date(from.getTime() + days * 86_400_000 - 1000),
})
const withTarget = (changes: Partial<Target>): CheckContext => ({ ...context, target: { ...generic, ...changes } })
const name = (value: string) => ({ kind: 'dNSName', value }) as const

type Case = readonly [subject: CheckSubject, context?: CheckContext]
const issuing = { ...context, isIssuing: true }
const publicRequest = { ...issuing, authority: 'public' } as const
const refusal = { id: 'x', text: 'x', source: 'x' }

const pairs: Readonly<Record<RuleId, { readonly passes: Case; readonly fails: Case }>> = {
  'validity/apple-825': { passes: [{ ...server, ...lasting(825) }], fails: [{ ...server, ...lasting(826) }] },
  'validity/public-limit': {
    passes: [
      { ...server, ...lasting(200) },
      { ...context, authority: 'public' },
    ],
    fails: [
      { ...server, ...lasting(201) },
      { ...context, authority: 'public' },
    ],
  },
  'validity/public-should': {
    passes: [
      { ...server, ...lasting(199) },
      { ...context, authority: 'public' },
    ],
    fails: [
      { ...server, ...lasting(200) },
      { ...context, authority: 'public' },
    ],
  },
  'validity/public-now': { passes: [server, issuing], fails: [server, publicRequest] },
  'validity/outlives-issuer': {
    passes: [server, { ...context, issuer: { notAfter: day('2036-01-01'), serialNumber: Uint8Array.of(9) } }],
    fails: [server, { ...context, issuer: { notAfter: day('2027-01-01'), serialNumber: Uint8Array.of(9) } }],
  },
  'validity/root-length': { passes: [root], fails: [{ ...root, ...lasting(365) }] },
  'validity/begins-now': {
    passes: [server, issuing],
    fails: [{ ...server, notBefore: new Date(moment.getTime() - 60_000) }, issuing],
  },
  'validity/not-now': { passes: [server], fails: [{ ...server, ...lasting(1, day('2020-01-01')) }] },
  'names/none': { passes: [server], fails: [{ ...server, names: [] }] },
  'names/address-as-host': { passes: [server], fails: [{ ...server, names: [name('192.168.1.2')] }] },
  'names/critical': { passes: [server], fails: [{ ...server, isAltNameCritical: true }] },
  'names/common-name-apart': { passes: [server], fails: [{ ...server, names: [name('other.example.com')] }] },
  'names/not-public': {
    passes: [{ ...server, names: [name('pbx.mueller.de')] }, publicRequest],
    fails: [{ ...server, names: [{ kind: 'iPAddress', value: '192.168.1.2' }] }, publicRequest],
  },
  'names/length': {
    passes: [server],
    fails: [{ ...server, subject: [[{ type: oids.organizationName, value: 'x'.repeat(65) }]] }],
  },
  'key/rsa-short': { passes: [server], fails: [{ ...server, key: { ...server.key, modulusBits: 1024 } }] },
  'key/rsa-tiny': {
    passes: [{ ...server, key: { ...server.key, modulusBits: 1024 } }],
    fails: [{ ...server, key: { ...server.key, modulusBits: 1023 } }],
  },
  'key/other': { passes: [server], fails: [{ ...server, key: { ...server.key, family: 'other' } }] },
  'key/p-521': { passes: [server], fails: [foresee('tls-server', { keyAlgorithm: 'p-521' })] },
  'key/ed25519': { passes: [server], fails: [foresee('tls-server', { keyAlgorithm: 'ed25519' })] },
  'key/ec-for-phones': {
    passes: [server, withTarget({ kind: 'pbx' })],
    fails: [foresee('tls-server', { keyAlgorithm: 'p-256' }), withTarget({ kind: 'pbx' })],
  },
  'signature/weak': { passes: [server], fails: [{ ...server, isSignatureWeak: true }] },
  'signature/windows': { passes: [server], fails: [{ ...server, isSignatureWeak: true }] },
  'usage/other-purpose': {
    passes: [{ ...server, extKeyUsage: null }],
    fails: [{ ...server, extKeyUsage: [oids.idKpClientAuth] }],
  },
  'usage/any-purpose': {
    passes: [{ ...server, extKeyUsage: [oids.anyExtendedKeyUsage, oids.idKpServerAuth] }],
    fails: [{ ...server, extKeyUsage: [oids.anyExtendedKeyUsage] }],
  },
  'usage/no-client-purpose': {
    passes: [server, withTarget({ kind: 'pbx' })],
    fails: [{ ...server, extKeyUsage: [oids.idKpServerAuth] }, withTarget({ kind: 'pbx' })],
  },
  'usage/no-key-encipherment': {
    passes: [server],
    fails: [{ ...server, keyUsage: { isCritical: true, value: ['digitalSignature'] } }],
  },
  'usage/no-server-purpose': { passes: [server], fails: [{ ...server, extKeyUsage: null }] },
  'usage/client-purpose-public': {
    passes: [
      { ...server, extKeyUsage: [oids.idKpServerAuth] },
      { ...context, authority: 'public' },
    ],
    fails: [server, { ...context, authority: 'public' }],
  },
  'usage/authority-purpose': { passes: [root], fails: [{ ...root, extKeyUsage: [oids.idKpClientAuth] }] },
  'usage/root-purpose': { passes: [root], fails: [{ ...root, extKeyUsage: [oids.idKpServerAuth] }] },
  'usage/no-key-usage': { passes: [server], fails: [{ ...server, keyUsage: null }] },
  'usage/no-digital-signature': {
    passes: [server],
    fails: [{ ...server, keyUsage: { isCritical: true, value: ['keyEncipherment'] } }],
  },
  'usage/authority-bits': {
    passes: [server],
    fails: [{ ...server, keyUsage: { isCritical: true, value: ['digitalSignature', 'keyCertSign'] } }],
  },
  'authority/as-server': {
    passes: [root],
    fails: [{ ...root, names: [name('pbx.example.com')], extKeyUsage: [oids.idKpServerAuth] }],
  },
  'authority/constraints': { passes: [root], fails: [{ ...root, keyUsage: null }] },
  'authority/no-common-name': { passes: [root], fails: [{ ...root, subject: [] }] },
  'authority/same-name': {
    passes: [root, { ...context, otherAuthorities: ['Another Root'] }],
    fails: [root, { ...context, otherAuthorities: [commonNameOf(root.subject) ?? ''] }],
  },
  'authority/intermediate-as-root': {
    passes: [{ ...root, role: 'intermediate' }],
    fails: [
      { ...root, role: 'intermediate' },
      { ...context, isInRootStore: true },
    ],
  },
  'serial/weak': { passes: [server], fails: [{ ...server, serialNumber: Uint8Array.of(1) }] },
  'serial/next-to-issuer': {
    passes: [server, { ...context, issuer: { notAfter: day('2036-01-01'), serialNumber: Uint8Array.of(9) } }],
    fails: [
      { ...server, serialNumber: Uint8Array.of(1, 0) },
      { ...context, issuer: { notAfter: day('2036-01-01'), serialNumber: Uint8Array.of(0xff) } },
    ],
  },
  'extension/key-identifiers': { passes: [server], fails: [{ ...server, hasAuthorityKeyIdentifier: false }] },
  'extension/unknown-critical': { passes: [server], fails: [{ ...server, unknownCritical: ['1.2.3'] }] },
  'crl/hosted': { passes: [server, issuing], fails: [{ ...server, hasCrlPoint: true }, issuing] },
  'root/android-apps': { passes: [server, publicRequest], fails: [server, issuing] },
  'ip-office/low': { passes: [server], fails: [{ ...server, key: { ...server.key, modulusBits: 1023 } }] },
  'ip-office/high': { passes: [server], fails: [{ ...server, isSelfIssued: true }] },
  'target/key': {
    passes: [server, { ...context, target: openScapeBusiness }],
    fails: [foresee('tls-server', { keyAlgorithm: 'p-256' }), { ...context, target: openScapeBusiness }],
  },
  'target/wildcard': {
    passes: [server, withTarget({ refuses: [{ ...refusal, what: 'wildcard' }] })],
    fails: [{ ...server, names: [name('*.example.com')] }, withTarget({ refuses: [{ ...refusal, what: 'wildcard' }] })],
  },
  'target/self-signed': {
    passes: [foresee('self-signed-server'), withTarget({ refuses: [{ ...refusal, what: 'wildcard' }] })],
    fails: [foresee('self-signed-server'), withTarget({ refuses: [{ ...refusal, what: 'self-signed' }] })],
  },
  'target/validity': {
    passes: [server, withTarget({ limits: { validityDays: 825 } })],
    fails: [server, withTarget({ limits: { validityDays: 90 } })],
  },
  'target/names': {
    passes: [server, withTarget({ names: [{ field: 'fqdn', kinds: ['dNSName'], isNeeded: true, source: 'x' }] })],
    fails: [server, withTarget({ names: [{ field: 'lan1', kinds: ['iPAddress'], isNeeded: true, source: 'x' }] })],
  },
  'target/size': {
    passes: [{ ...server, derLength: 1000 }, withTarget({ limits: { fileBytes: 1536 } })],
    fails: [{ ...server, derLength: 1200 }, withTarget({ limits: { fileBytes: 1536 } })],
  },
}

const found = ([subject, about = context]: Case): readonly string[] => checkSubject(subject, about).map(({ id }) => id)

describe('checkSubject()', () => {
  it.each(allRules.map(({ id }) => id))('finds %s in what breaks the rule, and not in what keeps it', (id) => {
    expect(found(pairs[id].fails)).toContain(id)
    expect(found(pairs[id].passes)).not.toContain(id)
  })

  it('shows what is refused before what is at risk, and that before what is to know', () => {
    const levels = checkSubject({ ...server, ...lasting(900), names: [], hasCrlPoint: true }, issuing).map(
      ({ level }) => level,
    )
    expect(levels).toEqual(levels.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)))
    expect(new Set(levels)).toEqual(new Set(order))
  })

  it('takes no wildcard refusal for a fact that nobody could confirm', () => {
    const unverified = withTarget({ refuses: [{ ...refusal, what: 'wildcard', certainty: 'unverified' }] })
    expect(found([{ ...server, names: [name('*.example.com')] }, unverified])).not.toContain('target/wildcard')
  })

  it.each(targets.filter(({ certificateProfile }) => certificateProfile === undefined))(
    'finds no error in the default certificate for $label',
    (target) => {
      const names = (target.names ?? []).flatMap(({ kinds }) => kinds)
      const subject: CheckSubject = {
        ...server,
        names: [
          ...server.names,
          ...names.map((kind) => ({ kind, value: kind === 'iPAddress' ? '192.0.2.1' : 'pbx.example.com' }) as const),
        ],
      }
      const errors = checkSubject(subject, { ...issuing, target }).filter(({ level }) => level === 'error')
      expect(errors).toEqual([])
    },
  )
})

const order = ['error', 'warning', 'info']

describe('rules at their thresholds', () => {
  const of = (changes: Partial<CheckSubject>, about: Partial<CheckContext> = {}): readonly string[] =>
    found([
      { ...server, ...changes },
      { ...context, ...about },
    ])
  const rsa = (modulusBits: number): Partial<CheckSubject> => ({ key: { ...server.key, modulusBits } })

  it('let pass for Apple, in length and purpose, what began before July 2019', () => {
    const early = lasting(3650, day('2019-06-30'))
    const late = lasting(3650, day('2019-07-01'))
    expect(of({ ...early, extKeyUsage: null })).not.toContain('validity/apple-825')
    expect(of({ ...early, extKeyUsage: null })).not.toContain('usage/no-server-purpose')
    expect(of({ ...late, extKeyUsage: null })).toEqual(
      expect.arrayContaining(['validity/apple-825', 'usage/no-server-purpose']),
    )
  })

  it.each([
    ['2026-03-14', 398],
    ['2026-03-15', 200],
    ['2027-03-14', 200],
    ['2027-03-15', 100],
    ['2029-03-14', 100],
    ['2029-03-15', 47],
  ])('allow a public certificate that begins on %s %i days, and not a second more', (begin, days) => {
    const span = lasting(days, day(begin))
    const longer = { ...span, notAfter: new Date(span.notAfter.getTime() + 1000) }
    expect(of(span, { authority: 'public' })).not.toContain('validity/public-limit')
    expect(of(longer, { authority: 'public' })).toContain('validity/public-limit')
    expect(of(longer)).not.toContain('validity/public-limit')
  })

  it('tell RSA that Apple alone refuses from RSA that nothing takes', () => {
    expect(of(rsa(2047))).toEqual(expect.arrayContaining(['key/rsa-short', 'ip-office/high']))
    expect(of(rsa(1024))).not.toEqual(expect.arrayContaining(['key/rsa-tiny']))
    expect(of(rsa(1023))).toEqual(expect.arrayContaining(['key/rsa-tiny', 'ip-office/low', 'key/rsa-short']))
  })

  it('want a serial number of eight octets at least and of 159 bits at most', () => {
    const serial = (length: number, first: number): Partial<CheckSubject> => ({
      serialNumber: Uint8Array.from({ length }, (_, index) => (index === 0 ? first : 7)),
    })
    expect(of(serial(7, 0xff))).toContain('serial/weak')
    expect(of(serial(8, 1))).not.toContain('serial/weak')
    expect(of(serial(20, 0x7f))).not.toContain('serial/weak')
    expect(of(serial(20, 0x80))).toContain('serial/weak')
  })

  it('want a country of exactly two letters', () => {
    for (const [value, isFound] of [
      ['D', true],
      ['DE', false],
      ['DEU', true],
    ] as const)
      expect(of({ subject: [[{ type: oids.countryName, value }]] }).includes('names/length')).toBe(isFound)
  })

  it('let an own authority name a thing as it likes, and a public one only as it is called', () => {
    const subject = [[{ type: oids.commonName, value: 'Reception PBX' }]]
    expect(of({ subject })).not.toContain('names/common-name-apart')
    expect(of({ subject }, { authority: 'public' })).toContain('names/common-name-apart')
  })

  it('refuse keyEncipherment with an elliptic curve', () => {
    const keyUsage = { isCritical: true, value: ['digitalSignature', 'keyEncipherment'] } as const
    expect(of({ keyUsage })).not.toContain('usage/authority-bits')
    expect(of({ keyUsage, key: foresee('tls-server', { keyAlgorithm: 'p-256' }).key })).toContain(
      'usage/authority-bits',
    )
  })

  it('take an authority with names for a server whatever tool made it, unless its purposes say otherwise', () => {
    const names = [name('pbx.example.com')]
    const ids = (changes: Partial<CheckSubject>) => found([{ ...root, names, ...changes }])
    expect(ids({ extKeyUsage: null })).toContain('authority/as-server')
    expect(ids({ extKeyUsage: [oids.idKpClientAuth] })).not.toContain('authority/as-server')
  })

  it('hold nothing for refused that no source confirms', () => {
    const unverified = allRules.filter(({ citation }) => citation.startsWith('Unverified'))
    expect(unverified.map(({ level }) => level)).toEqual(unverified.map(() => 'info'))
    expect(unverified).not.toEqual([])
  })
})
