// The button of a finding: what it does to the form ends the finding, and leaves a form that can be issued.
import { describe, expect, it } from 'vitest'
import type { CheckContext, Fix } from '../../src/checks/check-rule.ts'
import type { RuleId } from '../../src/checks/all-rules.ts'
import { isHostOrAddress } from '../../src/checks/name-kinds.ts'
import { subjectOfForm } from '../../src/checks/form-subject.ts'
import { type CheckFinding, checkSubject } from '../../src/checks/run-checks.ts'
import { type IssuanceForm, parseIssuanceForm } from '../../src/pki/issuance-request.ts'
import { applyFix } from '../../src/parts/apply-fix.ts'
import { findTarget, targets } from '../../src/targets/registry.ts'
import type { Target } from '../../src/targets/target.ts'
import { type FormChanges, sampleForm } from '../pki/issuance-samples.ts'

const now = new Date('2026-11-21T12:00:00Z')
const generic = findTarget('generic')
const openScape = findTarget('openscape-business')
const days = (validityDays: string): FormChanges => ({ validityDays, notAfter: '2036-11-20 11:59:59' })

const formOf = (changes: FormChanges): IssuanceForm =>
  sampleForm('tls-server', {
    keyAlgorithm: 'rsa-2048',
    serialNumber: '',
    notBefore: '2026-11-20 12:00:00',
    notAfter: '2027-12-22 11:59:59',
    ...changes,
  })

function check(form: IssuanceForm, target: Target, authority: CheckContext['authority'] = 'private'): CheckFinding[] {
  return checkSubject(subjectOfForm(form), { target, authority, moment: now, isIssuing: true })
}

interface Case {
  readonly rule: RuleId
  readonly kind: Fix['kind']
  readonly changes: FormChanges
  readonly target?: Target
}

const cases: readonly Case[] = [
  { rule: 'validity/apple-825', kind: 'set-validity-days', changes: days('3653') },
  { rule: 'validity/apple-825', kind: 'set-validity-days', changes: { ...days(''), notAfter: '2036-11-20 08:00:00' } },
  {
    rule: 'target/validity',
    kind: 'set-validity-days',
    changes: {},
    target: { ...generic, limits: { validityDays: 90 } },
  },
  {
    rule: 'validity/begins-now',
    kind: 'set-begin',
    changes: { notBefore: '2026-11-21 11:59:00', validityDays: '397' },
  },
  { rule: 'validity/begins-now', kind: 'set-begin', changes: { notBefore: '2026-11-21 11:59:00', validityDays: '' } },
  { rule: 'names/none', kind: 'add-name', changes: { subjectAltNames: 'URI:sip:pbx.example.com' } },
  {
    rule: 'names/none',
    kind: 'add-name',
    changes: { subjectAltNames: 'a@example.com', subject: { commonName: '2001:0DB8::1' } },
  },
  {
    rule: 'names/none',
    kind: 'add-name',
    changes: { subjectAltNames: 'a@example.com', subject: { commonName: 'Müller.example' } },
  },
  { rule: 'names/common-name-apart', kind: 'add-name', changes: { subjectAltNames: 'other.example.com' } },
  {
    rule: 'names/common-name-apart',
    kind: 'add-name',
    changes: { subjectAltNames: '10.0.0.1', subject: { commonName: '2001:0DB8::1' } },
  },
  {
    rule: 'names/common-name-apart',
    kind: 'add-name',
    changes: { subjectAltNames: '10.0.0.1', subject: { commonName: '*.Example.com' } },
  },
  { rule: 'key/ec-for-phones', kind: 'set-key', changes: { keyAlgorithm: 'p-256' }, target: findTarget('yealink') },
  { rule: 'key/p-521', kind: 'set-key', changes: { keyAlgorithm: 'p-521' } },
  { rule: 'key/p-521', kind: 'set-key', changes: { keyAlgorithm: 'p-521' }, target: openScape },
  { rule: 'key/ed25519', kind: 'set-key', changes: { keyAlgorithm: 'ed25519' } },
  { rule: 'key/rsa-short', kind: 'set-key', changes: { keyAlgorithm: 'rsa-1024' } },
  { rule: 'target/key', kind: 'set-key', changes: { keyAlgorithm: 'p-256' }, target: openScape },
  { rule: 'signature/weak', kind: 'set-hash', changes: { hash: 'sha-1' } },
  {
    rule: 'crl/hosted',
    kind: 'clear-crl',
    changes: { crlDistributionPoint: { kind: 'dNSName', value: 'crl.example.com' } },
  },
]

describe('applyFix()', () => {
  it.each(cases)('ends $rule by $kind', ({ rule, kind, changes, target = generic }) => {
    const form = formOf(changes)
    const before = check(form, target)
    const fix = before.find(({ id }) => id === rule)?.fix
    expect(fix?.kind).toBe(kind)
    if (fix) applyFix(form, fix)
    const after = check(form, target)
    expect(after.map(({ id }) => id)).not.toContain(rule)
    // Nor does it bring what was not there.
    expect(after.filter(({ id }) => !before.some((one) => one.id === id))).toEqual([])
    expect(parseIssuanceForm(form, { now }).ok).toBe(true)
  })

  it.each(targets)('ends every finding of a form that is wrong for $label, one after the other', (target) => {
    const form = formOf({
      keyAlgorithm: 'ed25519',
      hash: 'sha-1',
      ...days('3653'),
      subject: { commonName: 'pbx.example.com' },
      subjectAltNames: 'other.example.com',
      crlDistributionPoint: { kind: 'uniformResourceIdentifier', value: 'http://crl.example.com/' },
    })
    for (let turns = 0; turns < 10; turns++) {
      const fix = check(form, target).find((finding) => finding.fix)?.fix
      if (!fix) break
      applyFix(form, fix)
    }
    expect(check(form, target).filter((finding) => finding.fix)).toEqual([])
  })

  it('is not offered where the common name is nothing that clients look for', () => {
    const found = check(formOf({ subjectAltNames: 'URI:sip:pbx', subject: { commonName: 'Reception PBX' } }), generic)
    expect(found.find(({ id }) => id === 'names/none')).toMatchObject({ fix: null })
  })
})

describe('isHostOrAddress()', () => {
  it.each(['a_b.example.com', `${'a'.repeat(64)}.example`, 'xn--a.example', 'Reception', 'a b.example'])(
    'does not take %s, which could not be added as a name',
    (text) => {
      expect(isHostOrAddress(text)).toBe(false)
    },
  )
})
