import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { zipFiles } from '../../src/bundles/zip.ts'

const files = [
  { name: 'Tür.crt', bytes: Uint8Array.of(1, 2, 3) },
  { name: 'tür.crt', bytes: Uint8Array.of(4) },
  { name: 'empty.key', bytes: new Uint8Array() },
]

describe('zipFiles()', () => {
  it('packs every file, with a number where names clash', async () => {
    const archive = await JSZip.loadAsync(await zipFiles(files), { checkCRC32: true })
    expect(Object.keys(archive.files)).toEqual(['Tür.crt', 'tür-2.crt', 'empty.key'])
    expect(await archive.file('tür-2.crt')?.async('uint8array')).toEqual(Uint8Array.of(4))
  })

  it('gives the same bytes for the same files', async () => {
    expect(await zipFiles(files)).toEqual(await zipFiles(files))
  })

  it('stores without compression and dates every file 1980-01-01', async () => {
    const packed = await zipFiles(files)
    const view = new DataView(packed.buffer)
    // Local file header: compression method at 8, time at 10, date at 12 (APPNOTE 4.3.7); 0x0021 is 1980-01-01.
    expect([
      view.getUint32(0, true),
      view.getUint16(8, true),
      view.getUint16(10, true),
      view.getUint16(12, true),
    ]).toEqual([0x04034b50, 0, 0, 0x21])
  })
})
