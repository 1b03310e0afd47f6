// From the bytes that a person brought to the one request in them, proven and judged. No Vue here.
import type { Services } from '../../parts/services.ts'
import { type Bytes, equalBytes } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { PkiError } from '../../pki/errors.ts'
import type { Finding } from '../../pki/findings/finding.ts'
import type { ReceivedRequest } from '../../pki/received-request.ts'
import { isSamePublicKey } from '../../pki/subject-public-key-info.ts'

/**
 * Finds the request in a file or a text, in whatever form it is written, and judges it.
 *
 * Anything else in the file is let be; a private key among it is wiped.
 *
 * @throws {@link PkiError} `request/…`, `file/…`, `der/…`; {@link BundleError} `zip/…`
 */
export async function receiveFrom(
  bytes: Bytes,
  { pki, keeper }: Pick<Services, 'pki' | 'keeper'>,
  signal: AbortSignal,
): Promise<ReceivedRequest> {
  const requestDer = await findRequest(bytes, pki, signal)
  const received = await pki.receiveRequest(requestDer)
  await refuseAuthorityKey(received.subjectPublicKeyInfo, keeper)
  signal.throwIfAborted()
  return received
}

async function findRequest(bytes: Bytes, pki: Services['pki'], signal: AbortSignal): Promise<Bytes> {
  const requests: Bytes[] = []
  const problems: Finding[] = []
  const onPart = ({ findings }: { readonly findings: readonly Finding[] }): void => {
    for (const finding of findings) {
      finding.privateKeyInfo?.fill(0)
      const { kind, der } = finding
      if (finding.problem !== undefined) problems.push(finding)
      if (kind !== 'certification-request' || der === undefined) continue
      if (!requests.some((other) => equalBytes(other, der))) requests.push(der)
    }
  }
  await pki.openFile(bytes, { onPart, signal })
  const [request] = requests
  if (requests.length > 1) {
    const message = 'Cannot sign request: the file holds more than one'
    throw new PkiError('request/several', { count: requests.length }, message)
  }
  if (request !== undefined) return request
  // What is wrong with a request, or with a file that holds nothing else, says more than that there is none.
  const told = problems.find(({ kind }) => kind === 'certification-request') ?? problems.find(isUnreadable)
  if (told?.problem !== undefined) throw new PkiError(told.problem.code, told.problem.detail, 'Cannot read request')
  throw new PkiError('request/absent', {}, 'Cannot sign request: the file holds none')
}

const isUnreadable = ({ kind }: Finding): boolean => kind === 'unknown'

/**
 * Refuses the key of an authority: whoever holds a certificate for it could pass what the authority signed for the
 * device's, and the device's for the authority's.
 *
 * @throws {@link PkiError} `request/authority-key`
 */
export async function refuseAuthorityKey(subjectPublicKeyInfo: Bytes, keeper: Services['keeper']): Promise<void> {
  const { held } = await keeper.list()
  const authorities = held.flatMap(({ entry: { kind, name, certificateDer, chain } }) => [
    ...(kind === 'authority' && certificateDer !== undefined ? [{ name, certificateDer }] : []),
    ...chain,
  ])
  const owner = authorities.find(({ certificateDer }) =>
    isSamePublicKey(decodeCertificate(certificateDer).subjectPublicKeyInfo, subjectPublicKeyInfo),
  )
  if (owner === undefined) return
  const message = `Cannot sign request: its key is that of authority "${owner.name}"`
  throw new PkiError('request/authority-key', { authority: owner.name }, message)
}
