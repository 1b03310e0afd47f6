// The operations that run in the worker: each takes and gives data that survives structured clone.
// They are plain functions, so a test can call them in place.
import { buildBundle, type BundleFile } from '../bundles/bundle.ts'
import { zipFiles } from '../bundles/zip.ts'
import type { Bytes } from '../pki/bytes.ts'
import { describeCertificate } from '../pki/describe/describe-certificate.ts'
import { describeRequest } from '../pki/describe/describe-request.ts'
import type { DisplayNode } from '../pki/describe/display-node.ts'
import type { IssuanceRequest } from '../pki/issuance-request.ts'
import { proveCertificate } from '../pki/reread/reread-certificate.ts'
import { proveRequest, type WantedRequest } from '../pki/reread/reread-request.ts'

export const pkiOperations = {
  /** Does nothing: a call starts the worker before it is needed. */
  wake: (): Promise<void> => Promise.resolve(),

  /** Describes a certificate as a display tree. */
  describeCertificate: (certificateDer: Bytes): Promise<readonly DisplayNode[]> => describeCertificate(certificateDer),

  /** Describes a certification request as a display tree. */
  describeRequest: (requestDer: Bytes): Promise<readonly DisplayNode[]> => describeRequest(requestDer),

  /** Confirms that a certificate says what was asked for; throws {@link PkiError} `reread/mismatch`. */
  proveCertificate: (certificateDer: Bytes, issuerCertificateDer: Bytes, request: IssuanceRequest): Promise<void> =>
    proveCertificate(certificateDer, issuerCertificateDer, request),

  /** Confirms that a request says what was asked for; throws {@link PkiError} `reread/mismatch`. */
  proveRequest: (requestDer: Bytes, wanted: WantedRequest): Promise<void> => proveRequest(requestDer, wanted),

  buildBundle,

  /** Packs files into one ZIP archive. */
  zipFiles: (files: readonly Pick<BundleFile, 'name' | 'bytes'>[]): Promise<Bytes> => zipFiles(files),
}
