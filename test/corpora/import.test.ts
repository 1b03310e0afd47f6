// Real files of other programs, opened as a person opens them: what each is, and what is wrong with it.
import { expect } from 'vitest'
import type { Finding } from '../../src/pki/findings/finding.ts'
import { type CorpusCase, openAsPerson, readCorpusFile, testCorpus } from './corpus.ts'

const fingerprintsOf = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ kind, sha256 }) => (kind === 'certificate' && sha256 !== undefined ? [sha256] : []))
const ofKind = (findings: readonly Finding[], kind: Finding['kind']): Finding[] =>
  findings.filter((finding) => finding.kind === kind)
const isClosed = ({ state }: Finding): boolean => state !== 'ok'

/** `ECPrivateKey256:secp256r1` and the like, as this program calls such keys. */
function keyNameOf(key: string): RegExp {
  const [, bits = ''] = /^(?:RSA|EC)PrivateKey(\d+)/.exec(key) ?? []
  return new RegExp(
    key.startsWith('RSA') ? `^RSA ${bits}\\b` : key.startsWith('EC') ? `^ECDSA P-${bits}$` : '^Ed25519$',
  )
}

// Order and names of attributes differ from program to program; their values do not.
const partsOf = (name: string): string[] =>
  name
    .split(/\s*,\s*/)
    .map((part) => part.replace(/^[\w.]+=/, ''))
    .toSorted()
const subjectOf = (finding: Finding | undefined): string =>
  finding?.facts.find(({ label }) => label === 'subject')?.value ?? ''

function expectFacts({ facts }: CorpusCase, findings: readonly Finding[]): void {
  const certificates = ofKind(findings, 'certificate')
  if (facts.sha256 !== undefined) {
    const wanted = facts.sha256.map((hash) => hash.replaceAll(':', '').toLowerCase())
    expect(new Set(fingerprintsOf(findings))).toEqual(new Set(wanted))
  }
  if (facts.certs !== undefined) expect(certificates).toHaveLength(facts.certs)
  if (facts.keys !== undefined) expect(ofKind(findings, 'private-key')).toHaveLength(facts.keys)
  if (facts.key) expect(ofKind(findings, 'private-key')[0]?.name).toMatch(keyNameOf(facts.key))
  if (facts.subject !== undefined) {
    const subjects = certificates.map((finding) => partsOf(subjectOf(finding)))
    expect(subjects).toContainEqual(partsOf(facts.subject))
  }
}

// Only these two reasons fix what the error is.
function expectClass({ why }: CorpusCase, findings: readonly Finding[]): void {
  const [finding] = findings.filter(isClosed)
  if (why.startsWith('wrong password')) {
    expect(finding).toMatchObject({ state: 'needs-passphrase' })
    expect(finding?.problem?.code).toMatch(/\/passphrase-refused$/)
  }
  if (why.startsWith('cut off')) expect(finding?.problem?.code).toMatch(/^(der\/truncated|pem\/incomplete)$/)
}

testCorpus('import.json', async (corpusCase) => {
  const findings = await openAsPerson(readCorpusFile(corpusCase), corpusCase.password)
  if (corpusCase.expectation === 'clear-error') {
    expect(findings.some(isClosed)).toBe(true)
    expectClass(corpusCase, findings)
  } else if (corpusCase.why.startsWith('recognised as what it is')) {
    expect(findings.map(({ kind }) => kind)).toEqual([/CRL/.test(corpusCase.why) ? 'crl' : 'public-key'])
  } else {
    expect(findings.some(({ state }) => state === 'ok')).toBe(true)
    expectFacts(corpusCase, findings)
  }
})

testCorpus('nocrash.json', async (corpusCase) => {
  const findings = await openAsPerson(readCorpusFile(corpusCase), corpusCase.password)
  expect(findings.length).toBeGreaterThan(0)
  for (const { state, problem } of findings) if (state === 'error') expect(problem).toBeDefined()
})
