import { describe, expect, it } from 'vitest'
import { zipFiles } from '../../src/bundles/zip.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { openAny, type OpenedPart } from '../../src/workers/open-any.ts'
import { makeIdentity } from '../fixtures/identity.ts'

async function partsOf(bytes: Uint8Array<ArrayBuffer>): Promise<OpenedPart[]> {
  const parts: OpenedPart[] = []
  await openAny(bytes, (part) => parts.push(part))
  return parts
}
const seen = (parts: readonly OpenedPart[]): unknown[] =>
  parts.map(({ entry, findings, fraction }) => [entry, findings.map(({ kind, state }) => `${kind} ${state}`), fraction])

describe('openAny()', () => {
  it('opens an archive entry by entry, and says how far it is', async () => {
    const { certificateDer, requestDer } = await makeIdentity()
    const archive = await zipFiles([
      { name: 'a/leaf.der', bytes: certificateDer },
      { name: 'b.csr', bytes: requestDer },
    ])
    expect(seen(await partsOf(archive))).toEqual([
      ['a/leaf.der', ['certificate ok'], 0.5],
      ['b.csr', ['certification-request ok'], 1],
    ])
  })

  it('opens anything else as it is, many objects in parts', async () => {
    const { certificateDer } = await makeIdentity()
    const text = new TextEncoder().encode(encodePem('CERTIFICATE', certificateDer).repeat(60))
    const parts = await partsOf(text)
    expect(parts.map(({ findings }) => findings.length)).toEqual([25, 25, 10])
    expect(parts.map(({ entry }) => entry)).toEqual([undefined, undefined, undefined])
    expect(parts.at(-1)?.fraction).toBe(1)
  })

  it('says of an archive without files that it is empty, and of a damaged one that it cannot be read', async () => {
    const empty = await zipFiles([{ name: '.DS_Store', bytes: new Uint8Array(3) }])
    expect((await partsOf(empty))[0]?.findings[0]?.problem?.code).toBe('file/empty')
    await expect(partsOf(empty.slice(0, 20))).rejects.toMatchObject({ code: 'zip/unreadable' })
  })
})
