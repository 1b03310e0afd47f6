// Rules of verifiers that know more than a path: their own certificates, and copies in their trusted store (IP Office).
import { type Bytes, equalBytes } from '../bytes.ts'
import type { PathCertificate } from './path-certificate.ts'
import type { PathProfile } from './path-profile.ts'
import { type AnyPathFailure, pathFailure } from './path-rule.ts'

/** Gives the rules that a certificate fails against what the verifier holds. */
export function storeFailures(
  target: PathCertificate,
  profile: PathProfile,
  held: { readonly anchors: readonly Bytes[]; readonly own: readonly Bytes[] },
): readonly AnyPathFailure[] {
  const isAmong = (list: readonly Bytes[]): boolean => list.some((der) => equalBytes(der, target.der))
  return [
    ...(profile.refusesSelfSigned && target.isSelfIssued ? [pathFailure('store/self-signed', {})] : []),
    ...(profile.refusesReflected && isAmong(held.own) ? [pathFailure('store/reflected', {})] : []),
    ...(profile.needsCopyInStore && !isAmong(held.anchors) ? [pathFailure('store/not-pinned', {})] : []),
  ]
}
