// Everything that one question asks of certificates and of pairs of them, answered once and remembered.
import { encodeHex } from '../bytes.ts'
import { readOrNull } from '../errors.ts'
import { oids } from '../oids.ts'
import type { SignedStructure } from '../signed-structure.ts'
import { publicKeyKindOf } from '../subject-public-key-info.ts'
import { certificateFailures, type PathDemands } from './certificate-rules.ts'
import { checkConstraints } from './check-constraints.ts'
import type { PathCertificate } from './path-certificate.ts'
import { type AnyPathFailure, pathFailure, type Role } from './path-rule.ts'
import { checkPolicies } from './policy-state.ts'
import { checkRevocation, type PathList, type RevocationVerdict } from './revocation.ts'
import { type KeyCache, type SignatureState, verifySignature } from './verify-signature.ts'
import type { WorkBudget } from './work-budget.ts'

export class PathChecker {
  readonly demands: PathDemands
  readonly budget: WorkBudget
  private readonly lists: readonly PathList[]
  private readonly keys: KeyCache = new Map()
  private readonly ownFailures = new Map<Role, Map<PathCertificate, readonly AnyPathFailure[]>>()
  private readonly signatures = new Map<SignedStructure, Map<string, Promise<SignatureState>>>()

  constructor(demands: PathDemands, lists: readonly PathList[], budget: WorkBudget) {
    this.demands = demands
    this.lists = lists
    this.budget = budget
  }

  /** Gives every rule that a certificate fails by itself. */
  failuresOf(certificate: PathCertificate, role: Role): readonly AnyPathFailure[] {
    const known = this.ownFailures.get(role) ?? new Map<PathCertificate, readonly AnyPathFailure[]>()
    this.ownFailures.set(role, known)
    const failures = known.get(certificate) ?? certificateFailures(certificate, role, this.demands)
    known.set(certificate, failures)
    return failures
  }

  /** Verifies that a key has signed; throws {@link TooComplex} when that was asked too often. */
  verify(structure: SignedStructure, signer: PathCertificate): Promise<SignatureState> {
    const known = this.signatures.get(structure) ?? new Map<string, Promise<SignatureState>>()
    this.signatures.set(structure, known)
    const earlier = known.get(signer.publicKey)
    if (earlier !== undefined) return earlier
    this.budget.spend('signatures', costOf(structure, signer))
    const state = verifySignature(structure, signer.fields.subjectPublicKeyInfo, this.keys)
    known.set(signer.publicKey, state)
    return state
  }

  /** Asks the lists of a certificate's issuer. */
  revocationOf(certificate: PathCertificate, issuer: PathCertificate): Promise<RevocationVerdict> {
    const verify = (structure: SignedStructure, signer: PathCertificate): Promise<SignatureState> =>
      this.verify(structure, signer)
    return checkRevocation(certificate, issuer, this.lists, this.demands.moment, verify)
  }

  /**
   * Checks an authority against everything below it: its path length and its name constraints.
   *
   * @param below - target first
   * @returns failures with the index of the certificate at fault: the authority's own is `below.length`
   */
  failuresBelow(
    authority: PathCertificate,
    below: readonly PathCertificate[],
  ): { readonly index: number; readonly failure: AnyPathFailure }[] {
    const failures: { index: number; failure: AnyPathFailure }[] = []
    const limit = authority.basicConstraints?.pathLenConstraint
    // RFC 5280 §4.2.1.9: self-issued authorities do not count, and neither does the target.
    const found = below.slice(1).filter(({ isSelfIssued }) => !isSelfIssued).length
    if (limit !== undefined && found > limit) {
      const failure = pathFailure('authority/path-too-long', { limit, found }, oids.basicConstraints)
      failures.push({ index: below.length, failure })
    }
    for (const [index, certificate] of below.entries()) {
      // RFC 5280 §6.1.3 (b): self-issued authorities are left out, so that keys can be rolled over.
      if (index > 0 && certificate.isSelfIssued) continue
      const failure = checkConstraints(certificate, authority, this.budget)
      if (failure !== null) failures.push({ index, failure })
    }
    return failures
  }

  /** Checks the policies of a whole path, target first; throws {@link TooComplex}. */
  policyFailure(path: readonly PathCertificate[]): ReturnType<typeof checkPolicies> {
    const namedBy = (one: PathCertificate): number =>
      (one.value('certificatePolicies')?.length ?? 0) + (one.value('policyMappings')?.length ?? 0)
    this.budget.spend(
      'comparisons',
      path.reduce((sum, one) => sum + namedBy(one), 0),
    )
    return checkPolicies(path.slice(0, -1).toReversed())
  }

  /** Checks, for the profile Strict, that a certificate names the key of the issuer above it. */
  linkFailures({ authorityKeyIdentifier }: PathCertificate, issuer: PathCertificate): AnyPathFailure[] {
    const named = authorityKeyIdentifier?.keyIdentifier
    const { subjectKeyIdentifier: own } = issuer
    if (!this.demands.profile.isStrict || named === undefined || own === null || own === encodeHex(named)) return []
    return [pathFailure('strict/key-identifier-mismatch', {}, oids.authorityKeyIdentifier)]
  }
}

// One signature of the budget: a key of 4096 bits, over 256 KiB. RSA takes the square of its bits, a hash as long as its input.
const UNIT_BITS = 4096
const UNIT_OCTETS = 262_144

function costOf({ toBeSigned }: SignedStructure, { fields }: PathCertificate): number {
  const bits = readOrNull(() => publicKeyKindOf(fields.subjectPublicKeyInfo).modulusBits) ?? 0
  return Math.max(1, Math.ceil((bits / UNIT_BITS) ** 2)) + Math.floor(toBeSigned.encoded.length / UNIT_OCTETS)
}
