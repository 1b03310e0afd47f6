import { describe, expect, it } from 'vitest'
import { compareChoices } from '../../src/features/inspect/compare-choices.ts'
import type { Item } from '../../src/features/inspect/use-findings.ts'
import { openFile } from '../../src/pki/findings/open-file.ts'
import { makeIdentity } from '../fixtures/identity.ts'

async function itemsOf(...files: readonly Uint8Array<ArrayBuffer>[]): Promise<Item[]> {
  const findings = (await Promise.all(files.map((bytes) => openFile(bytes)))).flat()
  return findings.map((finding, id) => ({ id, source: 'a.pem', state: 'ok', finding, problem: null, progress: null }))
}

describe('compareChoices()', () => {
  it('tells a certificate by its end, and two of one name, file and day by their serial numbers', async () => {
    const [one, other] = [await makeIdentity(), await makeIdentity()]
    const alone = compareChoices(await itemsOf(one.certificateDer, one.requestDer, one.rootDer))
    expect(alone.map(({ name, mark }) => [name, mark])).toEqual([
      ['pbx.example', null],
      ['pbx.example', null],
      ['Root 2026', null],
    ])
    expect(alone.map(({ notAfter }) => notAfter !== null)).toEqual([true, false, true])
    const two = compareChoices(await itemsOf(one.certificateDer, other.certificateDer))
    expect(two[0]?.mark).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2})+$/)
    expect(two[0]?.mark).not.toBe(two[1]?.mark)
    const requests = compareChoices(await itemsOf(one.requestDer, other.requestDer))
    expect(requests[0]?.mark).toMatch(/^[0-9A-F]{8}$/)
  })

  it('lists once what is there twice, and nothing but certificates and requests', async () => {
    const { certificateDer } = await makeIdentity()
    const items = await itemsOf(certificateDer, certificateDer, Uint8Array.of(1))
    expect(compareChoices(items).map(({ id }) => id)).toEqual(['0'])
  })
})
