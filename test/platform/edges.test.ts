import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { collectDropped } from '../../src/platform/dropped-files.ts'
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

/** A folder or a file as a drop gives them; a folder's entries come in twos, a missing file refuses. */
function entryOf(content: readonly FileSystemEntry[] | File | null): FileSystemEntry {
  if (content === null || content instanceof File) {
    const file = (give: (file: File) => void, refuse: (error: Error) => void) => {
      if (content === null) refuse(new Error('not permitted'))
      else give(content)
    }
    return { isFile: true, file } as unknown as FileSystemEntry
  }
  const createReader = () => {
    let at = 0
    const readEntries = (give: (entries: readonly FileSystemEntry[]) => void) => {
      give(content.slice(at, (at += 2)))
    }
    return { readEntries }
  }
  return { isFile: false, createReader } as unknown as FileSystemEntry
}
const transferOf = (...entries: readonly FileSystemEntry[]): DataTransfer =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files: [] }) as unknown as DataTransfer
const filesOf = (count: number): FileSystemEntry[] =>
  Array.from({ length: count }, (_, index) => entryOf(new File([], String(index))))

describe('collectDropped()', () => {
  it('opens folders, and passes over what nobody may read', async () => {
    const folder = entryOf([entryOf(new File([], 'a')), entryOf(null), entryOf([entryOf(new File([], 'b'))])])
    const { files, cutAt } = await collectDropped(transferOf(folder, entryOf(new File([], 'c'))))
    expect(files.map(({ name }) => name)).toEqual(['c', 'a', 'b'])
    expect(cutAt).toBeNull()
  })

  it('takes 2000 files whole, and says so when there are more', async () => {
    const whole = await collectDropped(transferOf(entryOf(filesOf(2000))))
    expect([whole.files.length, whole.cutAt]).toEqual([2000, null])
    const cut = await collectDropped(transferOf(entryOf(filesOf(2001))))
    expect([cut.files.length, cut.cutAt]).toEqual([2000, 2000])
  })

  it('takes the files of a drop that has no entries', async () => {
    const file = new File([], 'a')
    const transfer = { items: [{ webkitGetAsEntry: () => null }], files: [file] } as unknown as DataTransfer
    expect(await collectDropped(transfer)).toEqual({ files: [file], cutAt: null })
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
