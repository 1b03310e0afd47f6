// What files are made of: a certificate or a request, its key, and the chain above it; or one thing that stands alone.
import type { Bytes } from '../pki/bytes.ts'

/** What files are made of. */
export interface Credential {
  /** The entry's name, as the person typed it. */
  readonly name: string
  readonly certificateDer?: Bytes
  readonly requestDer?: Bytes
  /** PKCS #8 DER, secret. */
  readonly privateKeyInfo?: Bytes
  /** Set where the certificate is what is trusted, whoever issued it: files of the root hold it. */
  readonly isTrustAnchor?: boolean
  /** Issuer first, root last; empty for a root itself. */
  readonly chain: readonly { readonly name: string; readonly certificateDer: Bytes }[]
  /** What stands alone. */
  readonly loose?: LooseObject
}

/** What belongs to no certificate of its own. */
export interface LooseObject {
  readonly crlDer?: Bytes
  /** SubjectPublicKeyInfo DER. */
  readonly publicKeyDer?: Bytes
  /** Certificates that need not belong together; nothing is asked about their signatures. */
  readonly bunchDer?: readonly Bytes[]
}
