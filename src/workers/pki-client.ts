// The page's side: typed calls to one worker that starts with the first of them and is replaced when it dies.
import { decodeError, WorkerError } from './errors.ts'
import type { PkiCall, PkiReply } from './messages.ts'
import { longOperations, pkiOperations, type TaskOptions } from './pki-operations.ts'

/** What the worker can do; the same functions can be called in place, in a test. */
export type PkiOperations = typeof pkiOperations & typeof longOperations

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly task: TaskOptions
}

/**
 * Makes the operations as seen from the page: each call runs in a worker.
 *
 * A call rejects with the operation's own error, or with {@link WorkerError} `worker/stopped` when the worker dies
 * under it; arguments and results are copied, so the caller may wipe its own. Long operations have a second worker, which
 * ends when the last of them is cancelled: a derivation in the browser's own code can be stopped in no other way.
 *
 * @param spawn - starts a worker that runs `servePki`
 */
export function createPkiClient(spawn: () => Worker): PkiOperations {
  const call = createCaller(spawn)
  const callLong = createCaller(spawn)
  // Every key of the two is there, and the worker runs the very function of that name.
  return {
    ...mapKeys(
      pkiOperations,
      (operation) =>
        (...args: unknown[]) =>
          call(operation, args, {}),
    ),
    ...mapKeys(longOperations, (operation) => (...args: unknown[]) => {
      const task = args.at(-1) as TaskOptions
      return callLong(operation, args.slice(0, -1), task)
    }),
  } as PkiOperations
}

const mapKeys = <T>(operations: object, make: (operation: string) => T): Record<string, T> =>
  Object.fromEntries(Object.keys(operations).map((operation) => [operation, make(operation)]))

type Call = (operation: string, args: readonly unknown[], task: TaskOptions) => Promise<unknown>

function createCaller(spawn: () => Worker): Call {
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
    if ('progress' in reply) {
      waiting?.task.onProgress?.(reply.progress)
      return
    }
    if ('part' in reply) {
      // The worker gives the parts of the very operation that was called.
      waiting?.task.onPart?.(reply.part as never)
      return
    }
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

  function cancel(id: number, { reason }: AbortSignal): void {
    const waiting = pending.get(id)
    pending.delete(id)
    if (waiting === undefined) return
    if (pending.size === 0) stop()
    waiting.reject(reason as Error)
  }

  return (operation, args, task) =>
    new Promise((resolve, reject) => {
      const { signal } = task
      signal?.throwIfAborted()
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
      pending.set(id, { resolve, reject, task })
      signal?.addEventListener('abort', () => {
        cancel(id, signal)
      })
    })
}

const stopped = (cause?: unknown): WorkerError =>
  new WorkerError(
    'worker/stopped',
    {},
    'Cannot run in the worker: it stopped or did not start',
    cause === undefined ? {} : { cause },
  )
