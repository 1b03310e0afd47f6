import { describe, expect, it } from 'vitest'
import { hashAlgorithms, keyAlgorithms } from '../../src/pki/algorithms.ts'
import { profiles } from '../../src/pki/profiles.ts'

describe('tables', () => {
  it('profiles, keyAlgorithms and hashAlgorithms name every row by its own id', () => {
    const tables: Readonly<Record<string, { readonly id: string }>>[] = [profiles, keyAlgorithms, hashAlgorithms]
    for (const table of tables) {
      for (const [id, row] of Object.entries(table)) expect(row.id).toBe(id)
    }
  })

  it('keyAlgorithms and hashAlgorithms keep the labels that do not change', () => {
    expect(Object.values(keyAlgorithms).map(({ label }) => label)).toEqual([
      'RSA 2048',
      'RSA 3072',
      'RSA 4096',
      'ECDSA P-256',
      'ECDSA P-384',
      'ECDSA P-521',
      'Ed25519',
    ])
    expect(Object.values(hashAlgorithms).map(({ label }) => label)).toEqual(['SHA-256', 'SHA-384', 'SHA-512'])
  })

  it('profiles survive structured clone', () => {
    expect(structuredClone(profiles)).toEqual(profiles)
  })
})
