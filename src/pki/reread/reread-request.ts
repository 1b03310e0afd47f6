// Reads a certification request that we have just written by code that did not write it.
import type { Bytes } from '../bytes.ts'
import type { DistinguishedName } from '../distinguished-name.ts'
import type { DecodedGeneralName } from '../general-name-der.ts'
import type { RereadRequest } from '../x509-library.ts'
import { factOfGeneralNames, factOfName } from './facts.ts'
import { askHere, compareFacts, requireTicks, type SelfTestTick, tickOf } from './tick.ts'

/** What a request was meant to say; a checked form says it. */
export interface WantedRequest {
  readonly subject: DistinguishedName
  readonly subjectAltNames: readonly DecodedGeneralName[]
}

/**
 * Compares a request with what was meant, verifies its own signature, and with a key also whose it is.
 *
 * Where this browser lacks the request's algorithm, the tick of its signature says which.
 *
 * @param privateKeyInfo - PKCS #8 DER, secret
 * @throws {@link PkiError} `key/algorithm-unsupported` where it cannot be told whose the key is
 */
export async function checkRequest(
  requestDer: Bytes,
  wanted: WantedRequest,
  privateKeyInfo?: Bytes,
): Promise<SelfTestTick[]> {
  const library = await import('../x509-library.ts')
  let request: RereadRequest
  try {
    request = library.readRequest(requestDer)
  } catch {
    return [tickOf('request-reread', false)]
  }
  const ticks = [
    tickOf('request-reread', true),
    compareFacts('names-match', namesOf(wanted), namesOf(request)),
    await askHere('request-signature-verifies', () => library.verifyRequest(requestDer)),
  ]
  if (privateKeyInfo === undefined) return ticks
  return [...ticks, tickOf('key-matches', await library.isKeyPair(privateKeyInfo, request.subjectPublicKeyInfo))]
}

/**
 * Confirms that a request says what was asked for.
 *
 * @throws {@link PkiError} `reread/mismatch`
 */
export async function proveRequest(requestDer: Bytes, wanted: WantedRequest): Promise<void> {
  requireTicks(await checkRequest(requestDer, wanted))
}

const namesOf = ({ subject, subjectAltNames }: WantedRequest | RereadRequest): string =>
  [factOfName(subject), factOfGeneralNames(subjectAltNames)].join(' | ')
