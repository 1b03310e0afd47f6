import { describe, expect, it } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { useContainerChoice } from '../../src/parts/use-container-choice.ts'
import { findTarget } from '../../src/targets/registry.ts'

describe('useContainerChoice()', () => {
  it('follows the target, also by way of one that has no .p12, and forgets what was chosen for another', async () => {
    const id = shallowRef('generic')
    const choice = useContainerChoice(() => findTarget(id.value))
    expect(choice.value).toEqual({ protection: 'modern', includeChain: true })
    id.value = 'mivoice-connect'
    await nextTick()
    id.value = 'ip-office-manager'
    await nextTick()
    expect(choice.value).toEqual({ protection: 'compatible', includeChain: false })
    choice.value = { protection: 'modern', includeChain: false }
    id.value = 'openscape-business'
    await nextTick()
    expect(choice.value).toEqual({ protection: 'compatible', includeChain: true })
  })
})
