import { describe, expect, it } from 'vitest'
import { BundleError } from '../../src/bundles/errors.ts'
import { encodeInteger, encodeObjectIdentifier, encodeOctetString, encodeSequence } from '../../src/pki/der.ts'
import { PkiError } from '../../src/pki/errors.ts'
import type { Identified } from '../../src/pki/identify.ts'
import { oids } from '../../src/pki/oids.ts'
import type { PkiReply } from '../../src/workers/messages.ts'
import { createPkiClient } from '../../src/workers/pki-client.ts'
import { type PkiScope, servePki } from '../../src/workers/pki.worker.ts'
import { makeIdentity } from '../fixtures/identity.ts'

/** A worker in the same thread: messages are cloned and arrive later, as they do from a real one. */
class LocalWorker extends EventTarget {
  isTerminated = false
  readonly #inside = new EventTarget()
  readonly calls: unknown[] = []

  constructor(serve: (scope: PkiScope) => void = servePki) {
    super()
    serve({
      addEventListener: (type, listener) => {
        this.#inside.addEventListener(type, listener as unknown as EventListener)
      },
      postMessage: (reply: PkiReply) => {
        const data = structuredClone(reply)
        if (!this.isTerminated) this.dispatchEvent(new MessageEvent('message', { data }))
      },
    })
  }

  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message)
    this.calls.push(data)
    queueMicrotask(() => this.#inside.dispatchEvent(new MessageEvent('message', { data })))
  }

  terminate(): void {
    this.isTerminated = true
  }
}

function spawnLocal(serve?: (scope: PkiScope) => void) {
  const workers: LocalWorker[] = []
  const spawn = (): Worker => {
    const worker = new LocalWorker(serve)
    workers.push(worker)
    return worker as unknown as Worker
  }
  return { workers, client: createPkiClient(spawn) }
}

// EncryptedPrivateKeyInfo under 3DES of PKCS #12: so many rounds of SHA-1 that it reports its progress.
const slowKey: Identified = {
  kind: 'private-key',
  form: 'pkcs8-encrypted',
  isEncrypted: true,
  bytes: encodeSequence(
    encodeSequence(
      encodeObjectIdentifier(oids.pbeWithShaAnd3KeyTripleDesCbc),
      encodeSequence(encodeOctetString(new Uint8Array(8)), encodeInteger(500_000)),
    ),
    encodeOctetString(new Uint8Array(8)),
  ),
}

const silent = (): void => undefined
const notDer = Uint8Array.of(1, 2)

describe('createPkiClient()', () => {
  it('starts one worker, with the first call', async () => {
    const { workers, client } = spawnLocal()
    expect(workers).toHaveLength(0)
    await Promise.all([client.zipFiles([]), client.zipFiles([])])
    await client.zipFiles([])
    expect(workers).toHaveLength(1)
  })

  it('gives what the operation gives, and leaves the caller its own bytes', async () => {
    const { client } = spawnLocal()
    const { certificateDer, intermediateDer, request, credential } = await makeIdentity()
    const bundle = await client.buildBundle(credential, [{ name: '{name}.der', content: 'certificate-der' }])
    await client.proveCertificate(certificateDer, intermediateDer, request)
    expect(bundle.passed && bundle.files[0]?.bytes).toEqual(certificateDer)
    expect(credential.privateKeyInfo?.length).toBeGreaterThan(0)
  })

  it('rejects with the operation’s own error, of its own class', async () => {
    const { client } = spawnLocal()
    const { request } = await makeIdentity()
    await expect(client.describeCertificate(notDer)).rejects.toBeInstanceOf(PkiError)
    await expect(client.proveRequest(notDer, request)).rejects.toMatchObject({
      code: 'reread/mismatch',
      detail: { check: 'request-reread' },
    })
    const building = client.buildBundle({ name: 'x', chain: [] }, [{ name: 'x.p12', content: 'pkcs12' }])
    await expect(building).rejects.toBeInstanceOf(BundleError)
    await expect(building).rejects.toMatchObject({
      code: 'bundle/material-missing',
      detail: { missing: 'privateKeyInfo' },
    })
  })

  it('rejects an argument that cannot be cloned', async () => {
    const { client } = spawnLocal()
    await expect(client.zipFiles([{ name: 'x', bytes: silent as never }])).rejects.toThrow()
    await expect(client.zipFiles([])).resolves.toBeInstanceOf(Uint8Array)
  })

  it.each(['error', 'messageerror'])(
    'rejects everything pending on %s, and starts anew with the next call',
    async (type) => {
      const workers: LocalWorker[] = []
      const client = createPkiClient(() => {
        const worker = new LocalWorker(workers.length === 0 ? silent : servePki)
        workers.push(worker)
        return worker as unknown as Worker
      })
      const pending = [client.zipFiles([]), client.describeCertificate(notDer)]
      const settled = Promise.allSettled(pending)
      workers[0]?.dispatchEvent(new Event(type))
      expect(await settled).toMatchObject([
        { reason: { code: 'worker/stopped' } },
        { reason: { code: 'worker/stopped' } },
      ])
      expect(workers[0]?.isTerminated).toBe(true)
      await expect(client.zipFiles([])).resolves.toBeInstanceOf(Uint8Array)
      expect(workers).toHaveLength(2)
    },
  )

  it('rejects when no worker can be started, and tries again with the next call', async () => {
    let attempts = 0
    const client = createPkiClient(() => {
      attempts++
      if (attempts === 1) throw new TypeError('refused')
      return new LocalWorker() as unknown as Worker
    })
    await expect(client.zipFiles([])).rejects.toMatchObject({ code: 'worker/stopped', cause: new TypeError('refused') })
    await expect(client.zipFiles([])).resolves.toBeInstanceOf(Uint8Array)
  })

  it('runs long work in a worker of its own, tells how far it is, and ends it when it is cancelled', async () => {
    const { workers, client } = spawnLocal()
    const controller = new AbortController()
    const fractions: number[] = []
    const onProgress = (fraction: number) => {
      fractions.push(fraction)
      controller.abort(new Error('enough'))
    }
    const opening = client.openSealed(slowKey, 'passphrase', { onProgress, signal: controller.signal })
    await expect(opening).rejects.toThrow('enough')
    expect([fractions, workers.map(({ isTerminated }) => isTerminated)]).toEqual([[0.5], [true]])
    await expect(client.openSealed(slowKey, 'passphrase', { signal: controller.signal })).rejects.toThrow('enough')
    const [finding] = await client.openSealed({ ...slowKey, bytes: notDer }, '', {})
    expect(finding).toMatchObject({ state: 'error', problem: { code: 'der/truncated' } })
    expect(workers).toHaveLength(2)
  })

  it('leaves the worker to the other long work when one is cancelled', async () => {
    const { workers, client } = spawnLocal()
    const controller = new AbortController()
    const cancelled = client.openSealed(slowKey, 'passphrase', { signal: controller.signal })
    const other = client.openSealed({ ...slowKey, bytes: notDer }, '', {})
    controller.abort(new Error('enough'))
    await expect(cancelled).rejects.toThrow('enough')
    await expect(other).resolves.toHaveLength(1)
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([false])
  })

  it('is no promise by accident, so that it can be awaited and provided', async () => {
    const { client } = spawnLocal()
    expect('then' in client).toBe(false)
    expect(await Promise.resolve(client)).toBe(client)
  })
})

describe('servePki()', () => {
  it('wipes the private key that it was given, once it has answered', async () => {
    const { workers, client } = spawnLocal()
    const { credential } = await makeIdentity()
    await client.buildBundle(credential, [{ name: '{name}.key', content: 'private-key-pem' }])
    const [call] = workers[0]?.calls as [{ args: [{ privateKeyInfo: Uint8Array }] }]
    expect(call.args[0].privateKeyInfo.every((octet) => octet === 0)).toBe(true)
  })

  it('answers a name that is no operation with an error, also one that every object has', async () => {
    const worker = new LocalWorker()
    const replies: PkiReply[] = []
    const answered = new Promise<void>((resolve) => {
      worker.addEventListener('message', (event) => {
        replies.push((event as MessageEvent<PkiReply>).data)
        if (replies.length === 2) resolve()
      })
    })
    worker.postMessage({ id: 1, operation: 'constructor', args: [] })
    worker.postMessage({ id: 2, operation: 'noSuchThing', args: [] })
    await answered
    expect(replies).toMatchObject([
      { id: 1, ok: false, error: { name: 'TypeError' } },
      { id: 2, ok: false, error: { name: 'TypeError', message: expect.stringContaining('noSuchThing') as unknown } },
    ])
  })
})
