import { beforeAll, describe, expect, it } from 'vitest'
import { encodePem } from '../../src/pki/pem.ts'
import { certify, type Entity, makeEntity, moment } from '../pki/path/make-path.ts'
import { type LimboCase, runCase } from './limbo-case.ts'

let root: Entity
let leaf: Entity
let plain: LimboCase

beforeAll(async () => {
  root = await makeEntity('Acme Root')
  leaf = await makeEntity('pbx')
  plain = await makeCase(['pbx.example.com'])
})

const pemOf = (der: Uint8Array): string => encodePem('CERTIFICATE', der)

/** Makes a case with nothing in it that has a default. */
const makeCase = async (sans: readonly string[]): Promise<LimboCase> => ({
  id: 'case',
  expected_result: 'SUCCESS',
  trusted_certs: [pemOf(await certify(root, root))],
  peer_certificate: pemOf(await certify(root, leaf, { cA: false, sans })),
})

describe('runCase()', () => {
  it('takes a case with no more than certificates in it', async () => {
    expect(await runCase(plain, moment)).toMatchObject({ actual: 'SUCCESS' })
  })

  it('takes a case whose other members are null', async () => {
    const empty = {
      tier: null,
      validation_kind: null,
      validation_time: null,
      untrusted_intermediates: null,
      crls: null,
      extended_key_usage: null,
      expected_peer_name: null,
      expected_peer_names: null,
      max_chain_depth: null,
    }
    expect(await runCase({ ...plain, ...empty }, moment)).toMatchObject({ actual: 'SUCCESS' })
  })

  it('asks for an address where the name called is one, whatever kind it is said to be', async () => {
    const expected_peer_name = { kind: 'DNS', value: '127.0.0.1' } as const
    const byAddress = await makeCase(['IP:127.0.0.1'])
    expect(await runCase({ ...byAddress, expected_peer_name }, moment)).toMatchObject({ actual: 'SUCCESS' })
    expect(await runCase({ ...plain, expected_peer_name }, moment)).toMatchObject({ actual: 'FAILURE' })
  })

  it('refuses a peer that is no certificate, and goes without an intermediate that is none', async () => {
    expect(await runCase({ ...plain, peer_certificate: 'nonsense' }, moment)).toMatchObject({ actual: 'FAILURE' })
    const untrusted_intermediates = ['nonsense']
    expect(await runCase({ ...plain, untrusted_intermediates }, moment)).toMatchObject({ actual: 'SUCCESS' })
  })

  it('reads a time without a zone as UTC', async () => {
    const justAfter = { ...plain, validation_time: '2026-01-01T00:00:01' }
    const justBefore = { ...plain, validation_time: '2025-12-31T23:59:59' }
    expect(await runCase(justAfter, moment)).toMatchObject({ actual: 'SUCCESS' })
    expect(await runCase(justBefore, moment)).toMatchObject({ actual: 'FAILURE' })
  })

  it('asks for the key usage that a case names', async () => {
    expect(await runCase({ ...plain, key_usage: ['digitalSignature'] }, moment)).toMatchObject({ actual: 'SUCCESS' })
    expect(await runCase({ ...plain, key_usage: ['keyAgreement'] }, moment)).toMatchObject({ actual: 'FAILURE' })
  })
})
