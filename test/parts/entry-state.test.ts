import { describe, expect, it } from 'vitest'
import { entryStateAt } from '../../src/parts/entry-state.ts'
import type { CredentialSummary } from '../../src/vault/summary.ts'

const summary = (notBefore: string | null, notAfter: string | null): CredentialSummary => ({
  id: 'a',
  kind: 'identity',
  name: 'pbx',
  targetId: 'generic',
  createdAt: new Date('2026-11-18T12:00:00Z'),
  hasPrivateKey: true,
  source: '',
  doneSteps: [],
  isKept: true,
  subject: 'CN=pbx',
  commonName: 'pbx',
  issuer: 'Root',
  isSelfIssued: false,
  notBefore: notBefore === null ? null : new Date(notBefore),
  notAfter: notAfter === null ? null : new Date(notAfter),
  expiresWith: null,
})
const now = new Date('2026-11-21T12:00:00Z')

describe('entryStateAt()', () => {
  it.each([
    ['a request waits since it was made', null, null, { id: 'pending', days: 3 }],
    ['a long validity is valid', '2026-11-20T00:00:00Z', '2027-12-20T00:00:00Z', { id: 'valid' }],
    ['61 days left is still valid', '2026-01-01T00:00:00Z', '2027-01-21T12:00:01Z', { id: 'valid', days: 61 }],
    ['60 days left runs out', '2026-01-01T00:00:00Z', '2027-01-20T12:00:00Z', { id: 'runsOut', days: 60 }],
    ['the last second still counts', '2026-01-01T00:00:00Z', '2026-11-21T12:00:00Z', { id: 'runsOut', days: 0 }],
    ['a second later it is expired', '2026-01-01T00:00:00Z', '2026-11-21T11:59:59Z', { id: 'expired', days: 0 }],
    [
      'a begin to come is not yet valid',
      '2026-11-23T12:00:00Z',
      '2027-11-23T00:00:00Z',
      { id: 'notYetValid', days: 2 },
    ],
  ] as const)('%s', (_, notBefore, notAfter, expected) => {
    expect(entryStateAt(summary(notBefore, notAfter), now)).toMatchObject(expected)
  })

  it('tells the share of the validity that is over', () => {
    expect(entryStateAt(summary('2026-11-20T12:00:00Z', '2026-11-24T12:00:00Z'), now).elapsed).toBeCloseTo(0.25)
  })
})
