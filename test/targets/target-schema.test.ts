import { describe, expect, it } from 'vitest'
import { hashAlgorithms, keyAlgorithms } from '../../src/pki/algorithms.ts'
import { generic } from '../../src/targets/generic.ts'
import { findTarget, targets } from '../../src/targets/registry.ts'
import type { Evidence, FactName, Statement, Target } from '../../src/targets/target.ts'

const stepsOf = ({ steps = {} }: Target): (readonly Statement[])[] => [
  steps.request ?? [],
  steps.root ?? [],
  steps.intermediate ?? [],
  steps.certificate ?? [],
]

const saysOf = (target: Target): Statement[] => [
  ...(target.refuses ?? []),
  ...(target.cautions ?? []),
  ...stepsOf(target).flat(),
]

const evidenceOf = (target: Target): Evidence[] => [
  ...saysOf(target),
  ...(target.names ?? []),
  ...(target.weak === undefined ? [] : [target.weak, ...target.weak.refusedBy]),
  ...Object.values(target.evidence ?? {}),
]

/** The facts that a target states beyond what the generic one has. */
function statedFacts({ keyAlgorithms: keys, hashes, files, limits = {}, ...target }: Target): FactName[] {
  const facts: [FactName, boolean][] = [
    ['defaultName', target.defaultName !== undefined],
    ['keyAlgorithms', keys.length < generic.keyAlgorithms.length],
    ['hashes', hashes.length < generic.hashes.length],
    ['passphrase', target.passphrase !== undefined],
    ['limits.trustedCertificates', limits.trustedCertificates !== undefined],
    ['limits.fileBytes', limits.fileBytes !== undefined],
    ['limits.validityDays', limits.validityDays !== undefined],
    ['findsChainBy', target.findsChainBy !== undefined],
    ['namesItself', target.namesItself !== undefined],
    ['mac', target.mac !== undefined],
    ['certificateProfile', target.certificateProfile !== undefined],
    ['files.request', files.request.length > 0],
    ['files.root', files.root.length > 0],
    ['files.certificate', files.certificate.length > 0],
    ['files.further', (files.further ?? []).length > 0],
  ]
  return facts.filter(([, isStated]) => isStated).map(([name]) => name)
}

// What a rule may hold a certificate against: nobody's memory is good enough for it.
const limitFacts: readonly FactName[] = [
  'keyAlgorithms',
  'hashes',
  'passphrase',
  'limits.trustedCertificates',
  'limits.fileBytes',
  'limits.validityDays',
]

const described = targets.filter(({ id }) => id !== 'generic')

describe('every target', () => {
  it.each(targets)('$label has an id and a label that fit a menu, a file and a vault', ({ id, label }) => {
    expect(id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/)
    expect(label.trim()).toBe(label)
    expect(label.length).toBeLessThan(40)
  })

  it('has an id and a label of its own', () => {
    expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length)
    expect(new Set(targets.map(({ label }) => label.toLowerCase())).size).toBe(targets.length)
  })

  it.each(targets)('$label takes keys and hashes of our tables, the safe choice first', (target) => {
    expect(target.keyAlgorithms[0]).toBe('rsa-2048')
    expect(target.hashes[0]).toBe('sha-256')
    for (const id of target.keyAlgorithms) expect([id, keyAlgorithms[id].isWeak]).toEqual([id, false])
    for (const id of target.hashes) expect([id, hashAlgorithms[id].isWeak]).toEqual([id, false])
  })

  it.each(described)('$label says where each thing that it states comes from', (target) => {
    const shown = Object.keys(target.evidence ?? {})
    const stated: string[] = statedFacts(target)
    expect(stated.filter((fact) => !shown.includes(fact))).toEqual([])
    // A source may well state what the generic target has too.
    const open = ['keyAlgorithms', 'hashes', 'protection']
    expect(shown.filter((fact) => !stated.includes(fact) && !open.includes(fact))).toEqual([])
    for (const { source } of evidenceOf(target)) expect(target.sources).toContain(source)
  })

  it.each(described)('$label names no source that nothing rests on', (target) => {
    const used = new Set(evidenceOf(target).map(({ source }) => source))
    expect(target.sources.filter((source) => !used.has(source))).toEqual([])
  })

  it.each(targets)('$label makes no limit, need or refusal of what is unverified', (target) => {
    const held: Evidence[] = [
      ...limitFacts.flatMap((fact) => target.evidence?.[fact] ?? []),
      ...(target.refuses ?? []),
      ...(target.names ?? []).filter(({ isNeeded = false }) => isNeeded),
    ]
    for (const evidence of held) expect(evidence.certainty).not.toBe('unverified')
  })

  it.each(targets)('$label gives each statement one id, and one statement an id', (target) => {
    // A step may stand in two lists, as the root's may in the certificate's, but never twice in one.
    for (const list of [target.refuses ?? [], target.cautions ?? [], ...stepsOf(target)]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    }
    for (const { id, text } of saysOf(target)) {
      expect(id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/)
      expect(text).toMatch(/^\S.*[.:]$/s)
    }
  })

  it.each(targets)('$label lists a name’s field once, each with a kind that it can have', ({ names = [] }) => {
    expect(new Set(names.map(({ field }) => field)).size).toBe(names.length)
    for (const { field, kinds } of names) {
      const isAddress = field !== 'fqdn' && field !== 'sipDomain'
      expect([field, kinds.includes('iPAddress')]).toEqual([field, isAddress])
      expect(kinds.length).toBeGreaterThan(0)
    }
  })

  it.each(targets)('$label is plain data: it survives JSON, as a copy in a vault does', (target) => {
    expect(JSON.parse(JSON.stringify(target))).toEqual(target)
  })
})

describe('OpenScape Business', () => {
  const target = findTarget('openscape-business')

  it('takes RSA 2048 with SHA-256, SHA-384 or SHA-512, and a passphrase of 7 to 32 characters', () => {
    expect(target.keyAlgorithms).toEqual(['rsa-2048'])
    expect(target.hashes).toEqual(['sha-256', 'sha-384', 'sha-512'])
    expect(target.passphrase).toEqual({ minLength: 7, maxLength: 32 })
  })

  it('warns that activation is a step of its own and stops the web server for 2 to 3 minutes', () => {
    const activate = target.steps?.certificate?.find(({ id }) => id === 'activate')
    expect(activate?.isWarning).toBe(true)
    expect(activate?.text).toContain('2 to 3 minutes')
  })

  it('is imported the same way for the Booster Server, and activated there', () => {
    const booster = findTarget('openscape-business-booster')
    expect(booster.files).toEqual(target.files)
    expect(booster.passphrase).toEqual(target.passphrase)
    const last = booster.steps?.certificate?.at(-1)
    expect([last?.id, last?.isWarning]).toEqual(['activate-booster', true])
    expect(last?.text).toContain('OpenScape Business UC Booster Server')
  })
})

describe('MiVoice Connect', () => {
  it.each(['mivoice-connect', 'mivoice-connect-appliance'])(
    '%s refuses self-signed ones, wants the installed FQDN, and deletes the current one before the import',
    (id) => {
      const { refuses = [], names = [], steps } = findTarget(id)
      expect(refuses.map(({ what }) => what)).toEqual(['self-signed'])
      expect(names).toMatchObject([{ field: 'fqdn', isNeeded: true }])
      const order = (steps?.certificate ?? []).map((step) => step.id)
      const wanted = ['compare-name', 'delete-current', 'passphrase', 'choose-files', 'see-issuer', 'save']
      expect(order.filter((step) => wanted.includes(step))).toEqual(wanted)
    },
  )
})

describe('MiVoice Office 400', () => {
  it('begins with NTP and ends with the change of address', () => {
    const order = (findTarget('mivoice-office-400').steps?.certificate ?? []).map(({ id }) => id)
    expect([order[0], order.at(-1)]).toEqual(['ntp', 'new-address'])
    expect(order).toContain('reload-phones')
  })
})

describe('IP Office', () => {
  const ids = ['ip-office-manager', 'ip-office-web-manager', 'ip-office-sip-telephony']

  it.each(ids)(
    '%s has 25 slots, no limit to validity that nobody states, and names for both LANs and the SIP domain',
    (id) => {
      const { limits, names = [] } = findTarget(id)
      expect(limits).toEqual({ trustedCertificates: 25 })
      expect(names.map(({ field, kinds }) => `${field}: ${kinds.join(', ')}`)).toEqual([
        'fqdn: dNSName',
        'sipDomain: dNSName, uniformResourceIdentifier',
        'lan1: iPAddress',
        'lan2: iPAddress',
        'publicAddress: iPAddress',
      ])
    },
  )

  it.each(ids)('%s looks at every setting around the identity', (id) => {
    const order = (findTarget(id).steps?.certificate ?? []).map((step) => step.id)
    expect(order).toEqual(
      expect.arrayContaining([
        'offer-certificate',
        'offer-chain',
        'received-management',
        'received-telephony',
        'security-levels',
        'service-level',
        'renew-automatically',
        'phone-provisioning',
      ]),
    )
  })

  it('offers SHA1/RSA1024 where the identity is set, apart from what it takes; no other target does', () => {
    const offering = targets.filter(({ weak }) => weak !== undefined)
    expect(offering.map(({ id }) => id)).toEqual(['ip-office-manager', 'ip-office-web-manager'])
    for (const { weak } of offering) {
      expect([weak?.label, weak?.keyAlgorithms, weak?.hashes]).toEqual(['SHA1/RSA1024', ['rsa-1024'], ['sha-1']])
      expect(weak?.refusedBy.length).toBeGreaterThan(2)
    }
  })

  it('Manager takes CA certificates before the identity, and no chain in the .p12; Web Manager takes the chain', () => {
    const target = findTarget('ip-office-manager')
    const order = (target.steps?.certificate ?? []).map(({ id }) => id)
    expect(order.indexOf('trusted-store')).toBeLessThan(order.indexOf('set-identity'))
    expect(target.refuses?.map(({ what }) => what)).toEqual(['chain-in-pkcs12'])
    expect(findTarget('ip-office-web-manager').refuses).toBeUndefined()
  })
})

describe('Cisco Expressway', () => {
  it('refuses an encrypted key', () => {
    expect(findTarget('cisco-expressway').refuses?.map(({ what }) => what)).toEqual(['encrypted-private-key'])
  })
})
