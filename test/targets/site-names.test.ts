import { describe, expect, it } from 'vitest'
import { replaceEntries } from '../../src/pki/general-name.ts'
import { emptySite, siteNames } from '../../src/targets/site-names.ts'
import type { NameNeed } from '../../src/targets/target.ts'

const needs: readonly NameNeed[] = [
  { field: 'fqdn', kinds: ['dNSName'], source: 'S' },
  { field: 'sipDomain', kinds: ['dNSName', 'uniformResourceIdentifier'], source: 'S' },
  { field: 'lan1', kinds: ['iPAddress'], source: 'S' },
]

describe('siteNames()', () => {
  it('gives each value in every kind that the target needs, the SIP domain as URI too, and none of what is empty', () => {
    const site = { ...emptySite(), fqdn: ' pbx.example.com ', sipDomain: 'example.com', lan2: '10.0.0.2' }
    expect(siteNames(needs, site)).toEqual(['pbx.example.com', 'example.com', 'URI:sip:example.com'])
  })

  it('names a host but once where the SIP domain is the host', () => {
    const site = { ...emptySite(), fqdn: 'pbx.example.com', sipDomain: 'pbx.example.com' }
    expect(siteNames(needs, site)).toEqual(['pbx.example.com', 'URI:sip:pbx.example.com'])
  })
})

describe('replaceEntries()', () => {
  it('puts new entries in place of the old ones and leaves what the person typed', () => {
    expect(replaceEntries('own.example, old.example\n10.0.0.1', ['old.example'], ['new.example'])).toBe(
      'own.example\n10.0.0.1\nnew.example',
    )
  })

  it('does not repeat an entry that is there already', () => {
    expect(replaceEntries('pbx.example.com', [], ['pbx.example.com', '10.0.0.1'])).toBe('pbx.example.com\n10.0.0.1')
  })

  it('keeps a text as it stands where nothing changes', () => {
    expect(replaceEntries('a.example, b.example', ['c.example'], [])).toBe('a.example, b.example')
  })
})
