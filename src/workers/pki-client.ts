// The page's side: typed calls to one worker that starts with the first of them and is replaced when it dies.
import { decodeError, WorkerError } from './errors.ts'
import type { PkiCall, PkiReply } from './messages.ts'
import { pkiOperations } from './pki-operations.ts'

/** What the worker can do; the same functions can be called in place, in a test. */
export type PkiOperations = typeof pkiOperations

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * Makes the operations as seen from the page: each call runs in the worker.
 *
 * A call rejects with the operation's own error, or with {@link WorkerError} `worker/stopped` when the worker dies
 * under it; arguments and results are copied, so the caller may wipe its own.
 *
 * @param spawn - starts a worker that runs `servePki`
 */
export function createPkiClient(spawn: () => Worker): PkiOperations {
  const call = createCaller(spawn)
  const calls = Object.keys(pkiOperations).map((operation) => [
    operation,
    (...args: unknown[]) => call(operation, args),
  ])
  // Every key of pkiOperations is there, and the worker runs the very function of that name.
  return Object.fromEntries(calls) as PkiOperations
}

function createCaller(spawn: () => Worker): (operation: string, args: readonly unknown[]) => Promise<unknown> {
  let worker: Worker | null = null
  let lastId = 0
  const pending = new Map<number, Pending>()

  function start(): Worker {
    const started = spawn()
    started.addEventListener('message', ({ data }: MessageEvent<PkiReply>) => {
      settle(data)
    })
    for (const type of ['error', 'messageerror'] as const) {
      started.addEventListener(type, (event: Event) => {
        event.preventDefault()
        if (worker === started) stop()
      })
    }
    return started
  }

  function settle(reply: PkiReply): void {
    const waiting = pending.get(reply.id)
    pending.delete(reply.id)
    if (reply.ok) waiting?.resolve(reply.value)
    else waiting?.reject(decodeError(reply.error))
  }

  function stop(): void {
    worker?.terminate()
    worker = null
    const lost = [...pending.values()]
    pending.clear()
    for (const { reject } of lost) reject(stopped())
  }

  return (operation, args) =>
    new Promise((resolve, reject) => {
      try {
        worker ??= start()
      } catch (cause) {
        reject(stopped(cause))
        return
      }
      const id = ++lastId
      const message: PkiCall = { id, operation, args }
      // A value that cannot be cloned throws here, and the promise rejects with it.
      worker.postMessage(message)
      pending.set(id, { resolve, reject })
    })
}

const stopped = (cause?: unknown): WorkerError =>
  new WorkerError(
    'worker/stopped',
    {},
    'Cannot run in the worker: it stopped or did not start',
    cause === undefined ? {} : { cause },
  )
