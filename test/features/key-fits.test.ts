import { beforeAll, describe, expect, it } from 'vitest'
import { keyFits } from '../../src/features/inspect/key-fits.ts'
import type { Item } from '../../src/features/inspect/use-findings.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import { openFile } from '../../src/pki/findings/open-file.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

let one: Identity
let other: Identity
beforeAll(async () => {
  ;[one, other] = [await makeIdentity(), await makeIdentity()]
})

async function answers(...files: readonly Bytes[]): Promise<unknown[]> {
  const findings = (await Promise.all(files.map((bytes) => openFile(bytes)))).flat()
  const items = findings.map(({ privateKeyInfo, ...finding }, id): Item => ({
    id,
    source: privateKeyInfo === undefined ? 'a.crt' : 'a.key',
    state: finding.state,
    finding,
    problem: null,
    progress: null,
  }))
  const names = (holders: readonly { name: string; kind: string }[]) =>
    holders.map(({ name, kind }) => `${kind} ${name}`)
  return keyFits(items).map(({ kind, fits, misses }) => [kind, names(fits), names(misses)])
}

describe('keyFits()', () => {
  it('says which certificate and which request a key belongs to', async () => {
    expect(await answers(one.privateKeyInfo, one.certificateDer, one.requestDer, one.rootDer)).toEqual([
      ['private-key', ['certificate pbx.example', 'certification-request pbx.example'], []],
    ])
  })

  it('says of a key that fits nothing what it was held against, without the CA certificates beside it', async () => {
    expect(await answers(one.privateKeyInfo, other.certificateDer, other.requestDer, other.rootDer)).toEqual([
      ['private-key', [], ['certificate pbx.example', 'certification-request pbx.example']],
    ])
    expect(await answers(one.privateKeyInfo, other.rootDer)).toEqual([['private-key', [], ['certificate Root 2026']]])
  })

  it('answers for a public key too', async () => {
    const { subjectPublicKeyInfo } = decodeCertificate(one.certificateDer)
    expect(await answers(subjectPublicKeyInfo, one.certificateDer)).toEqual([
      ['public-key', ['certificate pbx.example'], []],
    ])
  })

  it('answers nothing where there is no key, or nothing that it could fit', async () => {
    expect(await answers(one.certificateDer)).toEqual([])
    expect(await answers(one.privateKeyInfo)).toEqual([])
  })
})
