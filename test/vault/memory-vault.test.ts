import { expect, it } from 'vitest'
import { createMemoryVault } from '../../src/vault/memory-vault.ts'
import { describeVaultContract } from './vault.contract.ts'

describeVaultContract('createMemoryVault()', () => Promise.resolve(createMemoryVault()))

it('createMemoryVault() says that it keeps nothing beyond the tab', () => {
  expect(createMemoryVault().isPersistent).toBe(false)
})
