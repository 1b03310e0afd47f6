import { describe, expect, it } from 'vitest'
import { exportAdvice } from '../../src/parts/export-advice.ts'
import { generic } from '../../src/targets/generic.ts'
import { findTarget } from '../../src/targets/registry.ts'

const identity = {
  kind: 'identity',
  isSelfIssued: false,
  hasPrivateKey: true,
  commonName: 'pbx.example',
  targetId: generic.id,
} as const
const idsFor = (targetId: string, changes: Partial<Parameters<typeof exportAdvice>[0]>): unknown =>
  exportAdvice({ ...identity, ...changes }, findTarget(targetId), generic).map((item) =>
    item.id === 'refused' ? item.text : item.id,
  )

describe('exportAdvice()', () => {
  it('says that MiVoice Connect does not support self-signed certificates, in its words', () => {
    for (const targetId of ['mivoice-connect', 'mivoice-connect-appliance'])
      expect(idsFor(targetId, { isSelfIssued: true })).toEqual([
        expect.stringContaining('does not support self-signed certificates'),
      ])
    expect(idsFor('mivoice-connect', {})).toEqual([])
    expect(idsFor('mivoice-connect', { isSelfIssued: true, kind: 'authority' })).toEqual([])
    expect(idsFor('generic', { isSelfIssued: true })).toEqual([])
  })

  it('says that the file with the key is left out where there is no key', () => {
    expect(idsFor('ip-office-manager', { hasPrivateKey: false })).toEqual(['key-missing'])
    expect(idsFor('ip-office-manager', {})).toEqual([])
    expect(idsFor('mivoice-office-400', { hasPrivateKey: false })).toEqual([])
  })

  it('says why a request is not offered for the target that it was kept for', () => {
    const request = { ...identity, kind: 'request' } as const
    expect(exportAdvice(request, generic, findTarget('mivoice-office-400'))).toEqual([{ id: 'takes-no-request' }])
    expect(exportAdvice(request, generic, generic)).toEqual([])
  })
})
