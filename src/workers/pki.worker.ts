// The worker's side: takes calls, runs the operation of that name, answers with its result or its error.
import { encodeError } from './errors.ts'
import type { PkiCall, PkiReply } from './messages.ts'
import { longOperations, pkiOperations, type TaskOptions } from './pki-operations.ts'

/** The little of a worker's global scope that serving needs. */
export interface PkiScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<PkiCall>) => void): void
  postMessage(reply: PkiReply): void
}

type Operation = (...args: never[]) => Promise<unknown>
const operations = new Map<string, Operation>(Object.entries(pkiOperations))
const longRunning = new Map<string, Operation>(Object.entries(longOperations))

/** Answers calls for as long as the worker lives; calls may overlap, their replies carry the call's id. */
export function servePki(scope: PkiScope): void {
  scope.addEventListener('message', ({ data }) => {
    void answer(data, scope).then((reply) => {
      try {
        scope.postMessage(reply)
      } catch (error) {
        // A result that cannot be cloned: without a reply the caller would wait for ever.
        scope.postMessage({ id: data.id, ok: false, error: encodeError(error) })
      }
    })
  })
}

async function answer({ id, operation, args }: PkiCall, scope: PkiScope): Promise<PkiReply> {
  try {
    const run = operations.get(operation) ?? longRunning.get(operation)
    if (run === undefined) throw new TypeError(`Cannot run "${operation}": there is no such operation`)
    // Cancelling ends the worker, so that no signal has to cross.
    const task: TaskOptions = {
      onProgress: (progress) => {
        scope.postMessage({ id, progress })
      },
      onPart: (part: unknown) => {
        scope.postMessage({ id, part })
      },
    }
    const all = longRunning.has(operation) ? [...args, task] : args
    return { id, ok: true, value: await run(...(all as never[])) }
  } catch (error) {
    return { id, ok: false, error: encodeError(error) }
  } finally {
    args.forEach(wipePrivateKey)
  }
}

// What arrived is this worker's own copy; no result shares its bytes.
function wipePrivateKey(arg: unknown): void {
  if (typeof arg !== 'object' || arg === null || !('privateKeyInfo' in arg)) return
  if (arg.privateKeyInfo instanceof Uint8Array) arg.privateKeyInfo.fill(0)
}
