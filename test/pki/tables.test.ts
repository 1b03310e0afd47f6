import { describe, expect, it } from 'vitest'
import {
  hashAlgorithms,
  type HashId,
  keyAlgorithms,
  offeredHashes,
  offeredKeyAlgorithms,
  type KeyFamily,
  signatureAlgorithmFor,
} from '../../src/pki/algorithms.ts'
import { encodeHex } from '../../src/pki/bytes.ts'
import { profiles } from '../../src/pki/profiles.ts'

describe('tables', () => {
  it('profiles, keyAlgorithms and hashAlgorithms name every row by its own id', () => {
    const tables: Readonly<Record<string, { readonly id: string }>>[] = [profiles, keyAlgorithms, hashAlgorithms]
    for (const table of tables) {
      for (const [id, row] of Object.entries(table)) expect(row.id).toBe(id)
    }
  })

  it('offeredKeyAlgorithms and offeredHashes keep the labels that do not change', () => {
    expect(offeredKeyAlgorithms.map(({ label }) => label)).toEqual([
      'RSA 2048',
      'RSA 3072',
      'RSA 4096',
      'ECDSA P-256',
      'ECDSA P-384',
      'ECDSA P-521',
      'Ed25519',
    ])
    expect(offeredHashes.map(({ label }) => label)).toEqual(['SHA-256', 'SHA-384', 'SHA-512'])
  })

  it('keyAlgorithms and hashAlgorithms hold RSA 1024 and SHA-1 as weak, and nothing else', () => {
    const weak = [...Object.values(keyAlgorithms), ...Object.values(hashAlgorithms)].filter(({ isWeak }) => isWeak)
    expect(weak.map(({ label }) => label)).toEqual(['RSA 1024', 'SHA-1'])
  })

  it('profiles survive structured clone', () => {
    expect(structuredClone(profiles)).toEqual(profiles)
  })

  // RSA with NULL (RFC 4055 §5), ECDSA and Ed25519 without parameters (RFC 5758 §3.2, RFC 8410 §3).
  const identifiers: [KeyFamily, HashId, string][] = [
    ['rsa', 'sha-1', '300d06092a864886f70d0101050500'],
    ['rsa', 'sha-256', '300d06092a864886f70d01010b0500'],
    ['rsa', 'sha-384', '300d06092a864886f70d01010c0500'],
    ['rsa', 'sha-512', '300d06092a864886f70d01010d0500'],
    ['ec', 'sha-1', '300906072a8648ce3d0401'],
    ['ec', 'sha-256', '300a06082a8648ce3d040302'],
    ['ec', 'sha-384', '300a06082a8648ce3d040303'],
    ['ec', 'sha-512', '300a06082a8648ce3d040304'],
    ['ed25519', 'sha-256', '300506032b6570'],
    ['ed25519', 'sha-512', '300506032b6570'],
  ]
  it.each(identifiers)('signatureAlgorithmFor() writes the identifier of %s with %s', (family, hash, hex) => {
    expect(encodeHex(signatureAlgorithmFor(family, hash).identifierDer)).toBe(hex)
  })
})
