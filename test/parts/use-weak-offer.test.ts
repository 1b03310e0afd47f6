import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { useWeakOffer } from '../../src/parts/use-weak-offer.ts'
import type { HashId, KeyAlgorithmId } from '../../src/pki/algorithms.ts'
import { findTarget } from '../../src/targets/registry.ts'

function start(targetId: string) {
  const target = shallowRef(findTarget(targetId))
  const keyAlgorithm = ref<KeyAlgorithmId>('rsa-1024')
  const hash = ref<HashId>('sha-1')
  const offer = effectScope().run(() => useWeakOffer(() => target.value.weak, { keyAlgorithm, hash }))
  if (offer === undefined) throw new Error('an active scope')
  return { target, keyAlgorithm, hash, ...offer }
}

describe('useWeakOffer()', () => {
  it.each(['ip-office-manager', 'generic'])('takes a weak choice back that a form for %s brings along', (id) => {
    const { keyAlgorithm, hash, taken } = start(id)
    expect([keyAlgorithm.value, hash.value, taken.value]).toEqual(['rsa-2048', 'sha-256', undefined])
  })

  it('lets a weak choice stand while the box is ticked, and takes it back with the tick', async () => {
    const { keyAlgorithm, hash, isWanted, taken } = start('ip-office-manager')
    isWanted.value = true
    await nextTick()
    expect(taken.value?.label).toBe('SHA1/RSA1024')
    keyAlgorithm.value = 'rsa-1024'
    hash.value = 'sha-1'
    await nextTick()
    expect([keyAlgorithm.value, hash.value]).toEqual(['rsa-1024', 'sha-1'])
    isWanted.value = false
    await nextTick()
    expect([keyAlgorithm.value, hash.value]).toEqual(['rsa-2048', 'sha-256'])
  })

  it('takes it back when the target changes to one that does not offer it', async () => {
    const { target, keyAlgorithm, hash, isWanted } = start('ip-office-web-manager')
    isWanted.value = true
    await nextTick()
    keyAlgorithm.value = 'rsa-1024'
    hash.value = 'sha-1'
    target.value = findTarget('generic')
    await nextTick()
    await nextTick()
    expect([keyAlgorithm.value, hash.value, isWanted.value]).toEqual(['rsa-2048', 'sha-256', false])
  })

  it('leaves every other choice alone', async () => {
    const { keyAlgorithm, hash, isWanted } = start('ip-office-manager')
    keyAlgorithm.value = 'p-384'
    hash.value = 'sha-512'
    isWanted.value = true
    await nextTick()
    isWanted.value = false
    await nextTick()
    expect([keyAlgorithm.value, hash.value]).toEqual(['p-384', 'sha-512'])
  })
})
