// The request that the page works on: read from what was dropped, chosen or pasted; the last one counts.
import { onScopeDispose, readonly, shallowRef } from 'vue'
import { useServices } from '../../parts/services.ts'
import type { Bytes } from '../../pki/bytes.ts'
import type { ReceivedRequest } from '../../pki/received-request.ts'
import { readFile } from '../../platform/read-file.ts'
import { errorWords, type ErrorWords } from '../../words/error-words.ts'
import { receiveFrom } from './receive-request.ts'

// A request has some KiB; an archive with a device's logs may bring it.
const MAX_FILE_BYTES = 20_000_000

/**
 * Holds the request, or why there is none.
 *
 * @param onReceived - is given each request that passed, and the name of the file that it came in, '' for a text
 */
export function useReceivedRequest(onReceived: (received: ReceivedRequest, source: string) => void) {
  const { pki, keeper } = useServices()
  const received = shallowRef<ReceivedRequest | null>(null)
  const problem = shallowRef<ErrorWords | null>(null)
  const isReading = shallowRef(false)
  let current = new AbortController()
  onScopeDispose(() => {
    current.abort()
  })

  async function receive(source: string, load: () => Promise<Bytes>): Promise<void> {
    current.abort()
    const own = (current = new AbortController())
    received.value = null
    problem.value = null
    isReading.value = true
    try {
      const found = await receiveFrom(await load(), { pki, keeper }, own.signal)
      received.value = found
      onReceived(found, source)
    } catch (error) {
      if (!own.signal.aborted) problem.value = errorWords(error)
    } finally {
      if (own === current) isReading.value = false
    }
  }

  return {
    received: readonly(received),
    problem: readonly(problem),
    isReading: readonly(isReading),
    receiveFile: (file: File) => receive(file.name, () => readFile(file, MAX_FILE_BYTES)),
    receiveText: (text: string) => receive('', () => Promise.resolve(new TextEncoder().encode(text))),
  }
}
