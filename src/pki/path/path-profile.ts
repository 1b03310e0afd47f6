// How strictly a path is judged: rules that differ from verifier to verifier, as plain data that also crosses to a worker.

/** Which certificates of a path an extended key usage binds. */
export type PurposeScope = 'path' | 'target' | 'none'

export interface PathProfile {
  /** Permanent: `rfc5280`, `strict`, or a target's own. */
  readonly id: string
  /** Without a path only the certificate itself is judged. */
  readonly findsPath: boolean
  /** Authorities between the certificate and the trusted one; what a verifier takes at most. */
  readonly maxIntermediates: number
  /** Whether the path has to end in a self-issued certificate; else any trusted certificate ends it. */
  readonly endsInRoot: boolean
  /** Whether what RFC 5280 §4 asks of certificates, and verifiers mostly let pass, is asked. */
  readonly isStrict: boolean
  readonly refusesUnknownCritical: boolean
  readonly refusesWeakSignatures: boolean
  readonly purposeScope: PurposeScope
  readonly needsKeyUsage: boolean
  readonly checksPeerName: boolean
  /** Bits of an RSA modulus; null sets no limit. Other keys are not measured by it. */
  readonly minimumRsaBits: number | null
  readonly refusesSelfSigned: boolean
  /** Refuses the verifier's own certificate, sent back to it. */
  readonly refusesReflected: boolean
  /** Whether a copy of the certificate itself has to be among the trusted ones. */
  readonly needsCopyInStore: boolean
}

// RFC 5280 sets no limit; the longest paths in use have four, and a search has to end.
const MAX_INTERMEDIATES = 30

/** Validation by RFC 5280 §6.1, with broken hashes refused as everybody does by now. */
export const rfc5280Profile: PathProfile = {
  id: 'rfc5280',
  findsPath: true,
  maxIntermediates: MAX_INTERMEDIATES,
  endsInRoot: false,
  isStrict: false,
  refusesUnknownCritical: true,
  refusesWeakSignatures: true,
  purposeScope: 'path',
  needsKeyUsage: false,
  checksPeerName: true,
  minimumRsaBits: null,
  refusesSelfSigned: false,
  refusesReflected: false,
  needsCopyInStore: false,
}

/** The same, and every certificate as RFC 5280 §4 wants it. */
export const strictProfile: PathProfile = { ...rfc5280Profile, id: 'strict', isStrict: true, minimumRsaBits: 2048 }
