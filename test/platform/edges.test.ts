import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { preventDropNavigation } from '../../src/platform/no-drop-navigation.ts'
import { readFile } from '../../src/platform/read-file.ts'
import { describeEnvironment } from '../../src/platform/secure-context.ts'

describe('readFile()', () => {
  it('reads a file of exactly the bound, and refuses one byte more', async () => {
    const file = new File([Uint8Array.of(1, 2, 3)], 'a.pem')
    expect(await readFile(file, 3)).toEqual(Uint8Array.of(1, 2, 3))
    await expect(readFile(file, 2)).rejects.toMatchObject({
      code: 'file/too-large',
      detail: { name: 'a.pem', maxBytes: 2 },
    })
  })

  it('tells a file that can no longer be read', async () => {
    const file = new File([], 'gone.pem')
    file.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'))
    await expect(readFile(file, 10)).rejects.toMatchObject({ code: 'file/unreadable', detail: { name: 'gone.pem' } })
  })
})

describe('describeEnvironment()', () => {
  const ready = { isSecureContext: true, isFramed: false, hasWebCrypto: true }
  it('is ready, or says what stands in the way', () => {
    expect(describeEnvironment(ready)).toBe('ready')
    expect(describeEnvironment({ ...ready, isFramed: true, isSecureContext: false })).toBe('framed')
    expect(describeEnvironment({ ...ready, isSecureContext: false, hasWebCrypto: false })).toBe('insecure-context')
    expect(describeEnvironment({ ...ready, hasWebCrypto: false })).toBe('no-webcrypto')
  })
})

describe('preventDropNavigation()', () => {
  it('cancels dragover and drop until it is ended', () => {
    const page = new EventTarget()
    const isLeftAlone = (type: string): boolean => page.dispatchEvent(new Event(type, { cancelable: true }))
    const end = preventDropNavigation(page)
    expect([isLeftAlone('dragover'), isLeftAlone('drop')]).toEqual([false, false])
    end()
    expect([isLeftAlone('dragover'), isLeftAlone('drop')]).toEqual([true, true])
  })
})

describe('systemClock()', () => {
  it('tells the present', () => {
    const before = Date.now()
    expect(systemClock().getTime()).toBeGreaterThanOrEqual(before)
  })
})
