// The operations that run in the worker: each takes and gives data that survives structured clone.
// They are plain functions, so a test can call them in place.
import { buildBundle, type BundleFile } from '../bundles/bundle.ts'
import { buildTrustKit } from '../bundles/trust-kit/trust-kit.ts'
import { zipFiles } from '../bundles/zip.ts'
import { assemble, type Assembled, type PileObject } from '../pki/assemble.ts'
import type { Bytes } from '../pki/bytes.ts'
import { describeAsn1 } from '../pki/describe/describe-asn1.ts'
import { describeCertificateList } from '../pki/describe/describe-certificate-list.ts'
import { describeCertificate } from '../pki/describe/describe-certificate.ts'
import { describeRequest } from '../pki/describe/describe-request.ts'
import type { DisplayNode } from '../pki/describe/display-node.ts'
import type { Finding } from '../pki/findings/finding.ts'
import { openSealed } from '../pki/findings/open-file.ts'
import type { Identified } from '../pki/identify.ts'
import type { IssuanceRequest } from '../pki/issuance-request.ts'
import { checkCertificationPath, type PathAnswer, type PathQuestion } from '../pki/path/certification-path.ts'
import { type ReceivedRequest, receiveRequest } from '../pki/received-request.ts'
import { proveCertificate } from '../pki/reread/reread-certificate.ts'
import { proveRequest, type WantedRequest } from '../pki/reread/reread-request.ts'
import { openAny, type OpenedPart } from './open-any.ts'

/** What a caller hears of long work, and how it ends it. */
export interface TaskOptions {
  /** Called with 0 to 1. */
  readonly onProgress?: (fraction: number) => void
  /** Called with what is done already, of an operation that gives its result in parts. */
  readonly onPart?: (part: never) => void
  readonly signal?: AbortSignal
}

/** Operations whose length a file decides: each takes {@link TaskOptions} last, and can be cancelled. */
export const longOperations = {
  /** Finds and opens all that a file holds, part by part; what needs a passphrase is for `openSealed`. */
  openFile: (bytes: Bytes, { onPart }: TaskOptions & { readonly onPart: (part: OpenedPart) => void }): Promise<void> =>
    openAny(bytes, onPart),

  /** Puts together what belongs together of what was found. */
  assemble: (
    pile: readonly PileObject[],
    { kept, now }: { readonly kept: readonly Bytes[]; readonly now: Date },
    { signal }: TaskOptions,
  ): Promise<readonly Assembled[]> => {
    signal?.throwIfAborted()
    return assemble(pile, kept, now)
  },

  /** Answers whether a certificate is accepted; never throws over what certificates hold. */
  checkPath: (question: PathQuestion, { signal }: TaskOptions): Promise<PathAnswer> => {
    signal?.throwIfAborted()
    return checkCertificationPath(question)
  },

  /** Opens with a passphrase what needed one; throws nothing but the signal's reason. */
  openSealed: (sealed: Identified, passphrase: string, task: TaskOptions): Promise<readonly Finding[]> =>
    openSealed(sealed, passphrase, { ...task, elapsed: () => performance.now() }),
}

export const pkiOperations = {
  /** Does nothing: a call starts the worker before it is needed. */
  wake: (): Promise<void> => Promise.resolve(),

  /** Describes a certificate as a display tree. */
  describeCertificate: (certificateDer: Bytes): Promise<readonly DisplayNode[]> => describeCertificate(certificateDer),

  /** Describes a revocation list as a display tree. */
  describeCertificateList: (der: Bytes): Promise<readonly DisplayNode[]> => describeCertificateList(der),

  /** Describes any DER as the tree of its elements. */
  describeAsn1: (der: Bytes): Promise<readonly DisplayNode[]> => Promise.resolve(describeAsn1(der)),

  /** Describes a certification request as a display tree. */
  describeRequest: (requestDer: Bytes): Promise<readonly DisplayNode[]> => describeRequest(requestDer),

  /** Proves and judges a request that somebody else made; throws {@link PkiError} `request/…`. */
  receiveRequest: (requestDer: Bytes): Promise<ReceivedRequest> => receiveRequest(requestDer),

  /** Confirms that a certificate says what was asked for; throws {@link PkiError} `reread/mismatch`. */
  proveCertificate: (
    certificateDer: Bytes,
    issuerCertificateDer: Bytes,
    request: IssuanceRequest,
    subjectPublicKeyInfo?: Bytes,
  ): Promise<void> => proveCertificate(certificateDer, issuerCertificateDer, request, subjectPublicKeyInfo),

  /** Confirms that a request says what was asked for; throws {@link PkiError} `reread/mismatch`. */
  proveRequest: (requestDer: Bytes, wanted: WantedRequest): Promise<void> => proveRequest(requestDer, wanted),

  buildBundle,

  buildTrustKit,

  /** Packs files into one ZIP archive. */
  zipFiles: (files: readonly Pick<BundleFile, 'name' | 'bytes'>[]): Promise<Bytes> => zipFiles(files),
}
