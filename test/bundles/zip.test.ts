import fc from 'fast-check'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { BundleError } from '../../src/bundles/errors.ts'
import { unzipFiles, zipFiles } from '../../src/bundles/zip.ts'
import type { Bytes } from '../../src/pki/bytes.ts'

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

const text = (words: string): Bytes => new TextEncoder().encode(words)

/** Packs with compression, as CAs do. */
async function deflate(entries: Readonly<Record<string, Bytes>>): Promise<Bytes> {
  const archive = new JSZip()
  for (const [name, bytes] of Object.entries(entries)) archive.file(name, bytes)
  return new Uint8Array(await archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' }))
}

const CENTRAL_HEADER = 'PK\x01\x02'
const LOCAL_HEADER = 'PK\x03\x04'
const END = 'PK\x05\x06'

/** Gives a copy with one number changed: so many octets, little-endian, behind a signature: the first, or the last end. */
function patch(
  archive: Bytes,
  signature: string,
  at: number,
  { value, octets }: { value: number; octets: 2 | 4 },
): Bytes {
  const patched = archive.slice()
  const characters = Array.from(archive, (octet) => String.fromCharCode(octet)).join('')
  const offset = (signature === END ? characters.lastIndexOf(END) : characters.indexOf(signature)) + at
  for (let index = 0; index < octets; index++) patched[offset + index] = (value >>> (8 * index)) & 0xff
  return patched
}

const failureOf = async (archive: Bytes, limits?: Parameters<typeof unzipFiles>[1]): Promise<unknown> => {
  const error: unknown = await unzipFiles(archive, limits).catch((thrown: unknown) => thrown)
  return error instanceof BundleError ? [error.code, error.detail] : error
}
const unreadable = ['zip/unreadable', {}]

describe('unzipFiles()', () => {
  it('gives back what zipFiles() packed, empty files among it', async () => {
    const unzipped = await unzipFiles(await zipFiles(files))
    expect(unzipped.map(({ name }) => name)).toEqual(['Tür.crt', 'tür-2.crt', 'empty.key'])
    expect(unzipped.map(({ bytes }) => bytes)).toEqual(files.map(({ bytes }) => bytes))
  })

  it('names files by their path, and passes over folders and what macOS adds', async () => {
    const archive = new JSZip()
    archive.folder('Zertifikate/Wurzel')
    for (const name of [
      'leaf.crt',
      'Zertifikate/Wurzel/root.crt',
      'windows\\chain.p7b',
      '/etc/../absolute.crt',
      '../../up.crt',
      '__MACOSX/._leaf.crt',
      'Zertifikate/.DS_Store',
    ])
      archive.file(name, text(name), { createFolders: false })
    const unzipped = await unzipFiles(new Uint8Array(await archive.generateAsync({ type: 'uint8array' })))
    expect(unzipped.map(({ name }) => name)).toEqual([
      'leaf.crt',
      'Zertifikate/Wurzel/root.crt',
      'windows/chain.p7b',
      'absolute.crt',
      'up.crt',
    ])
    expect(unzipped[1]?.bytes).toEqual(text('Zertifikate/Wurzel/root.crt'))
  })

  it('reads names that old Windows programs wrote', async () => {
    const archive = new JSZip()
    archive.file('Tr.crt', text('x'))
    // The umlaut of code page 437, and the flag for UTF-8 left out.
    const encodeFileName = (): string => 'T\x81r.crt'
    const packed = new Uint8Array(await archive.generateAsync({ type: 'uint8array', encodeFileName }))
    const wrote = patch(patch(packed, CENTRAL_HEADER, 8, { value: 0, octets: 2 }), LOCAL_HEADER, 6, {
      value: 0,
      octets: 2,
    })
    expect((await unzipFiles(wrote)).map(({ name }) => name)).toEqual(['Tür.crt'])
  })

  it('takes an archive with octets in front of it and a comment behind', async () => {
    const packed = await deflate({ 'a.crt': text('aaaa') })
    const program = new Uint8Array([...text('MZ, a program that unpacks itself'), ...packed, 0x68, 0x69])
    const wrote = patch(program, END, 20, { value: 2, octets: 2 })
    expect(await unzipFiles(wrote)).toEqual([{ name: 'a.crt', bytes: text('aaaa') }])
  })

  it('takes an archive that was streamed, with records of ZIP64 that it does not need', async () => {
    const packed = await deflate({ 'a.crt': text('aaaa') })
    const end = packed.length - 22
    const streamed = new Uint8Array([...packed.subarray(0, end), ...new Uint8Array(76), ...packed.subarray(end)])
    expect(await unzipFiles(streamed)).toEqual([{ name: 'a.crt', bytes: text('aaaa') }])
  })

  it('stops a bomb before it fills the memory', async () => {
    const bomb = await deflate({ 'a.crt': text('a'), 'bomb.crt': new Uint8Array(64 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await failureOf(bomb, { maxBytes: 2 * 1024 * 1024 })).toEqual(['zip/too-large', { limit: 2 }])
  })

  it('counts what comes out of all files together', async () => {
    const packed = await deflate({ 'a.crt': new Uint8Array(600), 'b.crt': new Uint8Array(400) })
    expect(await unzipFiles(packed, { maxBytes: 1000 })).toHaveLength(2)
    expect(await failureOf(packed, { maxBytes: 999 })).toEqual(['zip/too-large', { limit: 1 }])
  })

  it('refuses a bomb that says it is small', async () => {
    const bomb = await deflate({ 'bomb.crt': new Uint8Array(8 * 1024 * 1024) })
    const lying = patch(bomb, CENTRAL_HEADER, 24, { value: 100, octets: 4 })
    expect(await failureOf(lying, { maxBytes: 1024 * 1024 })).toEqual(['zip/too-large', { limit: 1 }])
  })

  it.each([0, 3, 5])('refuses an entry of 4 octets that says it has %d', async (value) => {
    const packed = await deflate({ 'a.crt': text('abcd') })
    expect(await failureOf(patch(packed, CENTRAL_HEADER, 24, { value, octets: 4 }))).toEqual(unreadable)
  })

  it('refuses too many entries, folders counted', async () => {
    const packed = await deflate({ a: text('a'), b: text('b'), c: text('c') })
    expect(await unzipFiles(packed, { maxEntries: 3 })).toHaveLength(3)
    expect(await failureOf(packed, { maxEntries: 2 })).toEqual(['zip/too-many-entries', { limit: 2 }])
    const many = await deflate(
      Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`${String(n)}.crt`, text('x')])),
    )
    expect(await failureOf(many)).toEqual(['zip/too-many-entries', { limit: 1000 }])
  })

  it.each([4, 16])(
    'refuses an archive that points to a second directory, of ZIP64, by the number at %d',
    async (at) => {
      // A file that holds an archive of its own, and the records that lead to it (APPNOTE 4.3.14, 4.3.15).
      const inner = await deflate({ 'hidden.crt': text('hidden') })
      const records = new Uint8Array(76)
      const packed = await zipFiles([{ name: 'a', bytes: new Uint8Array([...inner, ...records]) }])
      const view = new DataView(packed.buffer)
      const start = 'a'.length + 30
      const directory = start + inner.length - 22 - new DataView(inner.buffer).getUint32(inner.length - 22 + 12, true)
      const record = start + inner.length
      for (const [offset, value] of [
        [directory + 42, start],
        [record, 0x06064b50],
        [record + 4, 44],
        [record + 24, 1],
        [record + 32, 1],
        // As much as it takes for jszip to find nothing in front of the archive.
        [record + 40, packed.length - 22 - directory - 76],
        [record + 48, directory],
        [record + 56, 0x07064b50],
        [record + 64, record],
        [record + 72, 1],
      ] as const)
        view.setUint32(offset, value, true)
      const octets = at === 4 ? 2 : 4
      expect(await failureOf(patch(packed, END, at, { value: 2 ** (8 * octets) - 1, octets }))).toEqual(unreadable)
    },
  )

  it('refuses an archive whose end counts other entries than there are', async () => {
    const packed = await deflate({ a: text('a'), b: text('b') })
    expect(await failureOf(patch(packed, END, 10, { value: 1, octets: 2 }))).toEqual(unreadable)
  })

  it('refuses an encrypted entry and an unknown compression by name', async () => {
    const packed = await deflate({ 'secret.key': text('aaaaaaaa') })
    expect(await failureOf(patch(packed, CENTRAL_HEADER, 8, { value: 1, octets: 2 }))).toEqual([
      'zip/encrypted',
      { name: 'secret.key' },
    ])
    expect(await failureOf(patch(packed, CENTRAL_HEADER, 10, { value: 93, octets: 2 }))).toEqual([
      'zip/compression-unsupported',
      { name: 'secret.key' },
    ])
  })

  it('refuses entries that share their octets, and names that stand twice', async () => {
    const packed = await zipFiles([
      { name: 'a.crt', bytes: new Uint8Array(1000) },
      { name: 'b.crt', bytes: new Uint8Array(2000) },
    ])
    // The first file reaches to the end of the second one, and says so.
    const reaching = { value: 1000 + 30 + 'b.crt'.length + 2000, octets: 4 } as const
    const overlapping = patch(patch(packed, CENTRAL_HEADER, 20, reaching), CENTRAL_HEADER, 24, reaching)
    expect(await failureOf(overlapping)).toEqual(unreadable)
    const twice = await deflate({ 'a.crt': text('1'), 'b/../a.crt': text('2') })
    expect(await failureOf(twice)).toEqual(unreadable)
  })

  it('refuses an archive cut anywhere, and what is none', async () => {
    const packed = await deflate({ 'a.crt': text('certificate'), 'b.crt': text('another') })
    for (let length = 0; length < packed.length; length++)
      expect(await failureOf(packed.slice(0, length))).toEqual(unreadable)
    expect(await failureOf(text('<!doctype html>'))).toEqual(unreadable)
  })

  it('ends in files or a coded error for an archive with scrambled octets', async () => {
    const packed = await deflate({ 'a.crt': text('certificate '.repeat(20)), 'b/b.crt': text('another') })
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const damaged = packed.slice()
        for (const [offset, octet] of list) damaged[offset % damaged.length] = octet
        const outcome: unknown = await unzipFiles(damaged).catch((error: unknown) => error)
        expect(Array.isArray(outcome) || outcome instanceof BundleError).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
