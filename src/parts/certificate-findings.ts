// What refuses a certificate that is there already.
import { subjectOfCertificate } from '../checks/check-subject.ts'
import { type CheckFinding, checkSubject } from '../checks/run-checks.ts'
import type { Bytes } from '../pki/bytes.ts'
import { decodeCertificate } from '../pki/certificate.ts'
import { readOrNull } from '../pki/errors.ts'
import type { Target } from '../targets/target.ts'

/**
 * Holds a certificate against every rule.
 *
 * @param about - `issuerDer` where the issuer is known; `isInRootStore` for one that is kept as trusted
 * @returns empty too for one whose key cannot be read, which no rule can judge
 */
export function certificateFindings(
  der: Bytes,
  about: { target: Target; moment: Date; issuerDer?: Bytes | undefined; isInRootStore?: boolean },
): readonly CheckFinding[] {
  const { target, moment, issuerDer, isInRootStore = false } = about
  const subject = readOrNull(() => subjectOfCertificate(der))
  if (subject === null) return []
  return checkSubject(subject, {
    target,
    authority: subject.hasPublicPolicy ? 'public' : null,
    moment,
    isIssuing: false,
    isInRootStore,
    ...(issuerDer && { issuer: decodeCertificate(issuerDer) }),
  })
}
