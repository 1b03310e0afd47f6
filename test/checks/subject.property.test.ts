// Whatever a certificate says or is damaged to say, the rules end in findings or in a coded error of the reading.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { subjectOfCertificate } from '../../src/checks/check-subject.ts'
import { subjectOfForm } from '../../src/checks/form-subject.ts'
import { checkSubject } from '../../src/checks/run-checks.ts'
import { type HashId, hashAlgorithms, type KeyAlgorithmId, keyAlgorithms } from '../../src/pki/algorithms.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { PkiError } from '../../src/pki/errors.ts'
import { type CertificateProfileId, profiles } from '../../src/pki/profiles.ts'
import { targets } from '../../src/targets/registry.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { octetMutations } from '../fuzz/mutate-octets.ts'
import { treeMutations } from '../fuzz/mutate-tree.ts'
import { Random } from '../fuzz/random.ts'
import { sampleForm } from '../pki/issuance-samples.ts'

const moment = new Date('2026-11-21T12:00:00Z')
const anyContext = fc.record({
  target: fc.constantFrom(...targets),
  authority: fc.constantFrom('private' as const, 'public' as const, null),
  moment: fc.constant(moment),
  isIssuing: fc.boolean(),
  isInRootStore: fc.boolean(),
  issuer: fc.record({ notAfter: fc.date({ noInvalidDate: true }), serialNumber: fc.uint8Array({ maxLength: 21 }) }),
  otherAuthorities: fc.array(fc.string()),
})

let certificates: Bytes[]
beforeAll(async () => {
  const identities = await Promise.all((['p-256', 'rsa-2048'] as const).map((key) => makeIdentity(key)))
  certificates = identities.flatMap(({ certificateDer, chainDer }) => [certificateDer, ...chainDer])
}, 60_000)

/** Tells whether it could be read; what could is held against every rule, for any target and circumstances. */
function judge(der: Bytes, context: Parameters<typeof checkSubject>[1]): boolean {
  try {
    const findings = checkSubject(subjectOfCertificate(der), context)
    // They are data, and small enough to be shown.
    for (const { values } of structuredClone(findings))
      for (const value of Object.values(values)) expect(String(value)).not.toMatch(/NaN|undefined|Invalid/)
    return true
  } catch (error) {
    if (!(error instanceof PkiError)) throw error
    return false
  }
}

let readable = 0
// Damage that lets nothing through would prove nothing.
afterAll(() => {
  expect(readable).toBeGreaterThan(100)
})

describe('checkSubject()', () => {
  it.each(Object.entries({ ...octetMutations, ...treeMutations }))(
    'ends in findings, or its subject in a PkiError, after: %s',
    (_, mutate) => {
      fc.assert(
        fc.property(fc.nat(), fc.nat(5), fc.nat(5), anyContext, (seed, which, other, context) => {
          const [der, another] = [certificates[which], certificates[other]]
          if (der === undefined || another === undefined) throw new TypeError('six certificates were made')
          if (judge(Uint8Array.from(mutate(der.slice(), new Random(seed), another)), context)) readable++
        }),
        { numRuns: 60 },
      )
    },
  )

  it('ends in findings for a form with any text in any field', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '2026-11-20 12:00:00', '10.0.0.1', '*.a.example'),
    )
    const subject = { commonName: text, organization: text, country: text }
    const anyForm = fc.record({
      profile: fc.constantFrom(...(Object.keys(profiles) as CertificateProfileId[])),
      subject: fc.record(subject),
      subjectAltNames: text,
      keyAlgorithm: fc.constantFrom(...(Object.keys(keyAlgorithms) as KeyAlgorithmId[])),
      hash: fc.constantFrom(...(Object.keys(hashAlgorithms) as HashId[])),
      serialNumber: text,
      notBefore: text,
      notAfter: text,
      validityDays: text,
    })
    fc.assert(
      fc.property(anyForm, anyContext, ({ profile, ...changes }, context) => {
        checkSubject(subjectOfForm(sampleForm(profile, changes)), context)
      }),
      { numRuns: 500 },
    )
  })
})
