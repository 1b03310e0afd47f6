import { describe, expect, it } from 'vitest'
import { summarizeEntry } from '../../src/vault/summary.ts'
import { issueSample, sampleForm } from '../pki/issuance-samples.ts'
import { sampleEntry } from './entry-samples.ts'

describe('summarizeEntry()', () => {
  it('ends an entry with the earliest of its chain, and names the authority that ends it', async () => {
    const own = { notBefore: '2026-02-01 00:00:00', notAfter: '2026-12-31 00:00:00' }
    const leaf = await issueSample(sampleForm('self-signed-server', { ...own, keyAlgorithm: 'p-256' }))
    const issuer = await issueSample(
      sampleForm('root-ca', { ...own, notAfter: '2026-06-30 00:00:00', keyAlgorithm: 'p-256' }),
    )
    const root = await issueSample(
      sampleForm('root-ca', { ...own, notAfter: '2036-01-01 00:00:00', keyAlgorithm: 'p-256' }),
    )
    const summarize = (...chain: { name: string; certificateDer: typeof root.certificateDer }[]) =>
      summarizeEntry({ entry: sampleEntry('a', { certificateDer: leaf.certificateDer, chain }), isKept: true })

    const { certificateDer } = root
    expect(summarize({ name: 'Root', certificateDer })).toMatchObject({
      notAfter: new Date('2026-12-31T00:00:00Z'),
      expiresWith: null,
    })
    const links = [
      { name: 'Phones', certificateDer: issuer.certificateDer },
      { name: 'Root', certificateDer },
    ]
    expect(summarize(...links)).toMatchObject({
      notAfter: new Date('2026-06-30T00:00:00Z'),
      expiresWith: 'Phones',
    })
  })
})
