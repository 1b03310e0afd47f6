import { beforeAll, describe, expect, it } from 'vitest'
import { nearestRequest } from '../../src/features/inspect/nearest-request.ts'
import { indexEntries, planImports } from '../../src/features/inspect/plan-import.ts'
import { assemble } from '../../src/pki/assemble.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import type { Entry } from '../../src/vault/entry.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const subject = (commonName: string) => ({
  subject: {
    commonName,
    organization: '',
    organizationalUnit: '',
    locality: '',
    stateOrProvince: '',
    country: '',
  },
})

let answer: Identity
beforeAll(async () => {
  answer = await makeIdentity('p-256', {
    ...subject('pbx.example'),
    subjectAltNames: 'pbx.example, sip.example, 10.0.0.1',
  })
})

async function pending(id: string, commonName: string, subjectAltNames: string): Promise<Entry> {
  const { requestDer } = await makeIdentity('p-256', { ...subject(commonName), subjectAltNames })
  return {
    id,
    kind: 'request',
    name: id,
    targetId: 'generic',
    createdAt: NOW,
    requestDer,
    chain: [],
    doneSteps: [],
    hasPrivateKey: true,
  }
}

/** What is said of a certificate while these requests wait. */
async function nearest(der: Bytes, ...entries: readonly Entry[]): Promise<unknown> {
  const kept = indexEntries(entries)
  const assembled = await assemble([{ id: 1, kind: 'certificate', der }], [], NOW)
  const [plan] = planImports(assembled, new Map([[1, { der, sha256: '' }]]), kept)
  if (plan === undefined) throw new TypeError('a plan was expected')
  const found = nearestRequest(plan, der, kept)
  return found && [found.entry?.id ?? null, found.why]
}

describe('nearestRequest()', () => {
  it('finds the request that shares most names, whatever its common name is', async () => {
    const entries = [
      await pending('other', 'other.example', 'other.example'),
      await pending('one', 'x.example', 'x.example, y.example, z.example, sip.example'),
      await pending('two', 'SIP.example', 'sip.example, 10.0.0.1'),
    ]
    expect(await nearest(answer.certificateDer, ...entries)).toEqual(['two', 'other-key'])
    expect(await nearest(answer.certificateDer, ...entries.slice(0, 2))).toEqual(['one', 'other-names'])
  })

  it('says that no request asks for any of its names', async () => {
    const other = await pending('other', 'other.example', 'other.example')
    expect(await nearest(answer.certificateDer, other)).toEqual([null, 'other-names'])
  })

  it('finds a request by a common name that is no address', async () => {
    const person = await makeIdentity('p-256', { ...subject('Erika Muster'), subjectAltNames: 'erika@pbx.example' })
    const entry = await pending('erika', 'erika muster', 'e.muster@pbx.example')
    expect(await nearest(person.certificateDer, entry)).toEqual(['erika', 'other-names'])
  })

  it('has nothing to say of a CA certificate, of one that answers, or while nothing waits', async () => {
    const entry = await pending('one', 'pbx.example', 'pbx.example')
    expect(await nearest(answer.rootDer, entry)).toBeNull()
    expect(await nearest(answer.certificateDer)).toBeNull()
    expect(await nearest(answer.certificateDer, { ...entry, requestDer: answer.requestDer })).toBeNull()
  })
})
