// J3: a root authority, or an intermediate under an existing one. No Vue here.
import type { IssuerLimits } from '../../pki/issuance-request.ts'
import {
  type CertificateForm,
  type CertificatePlan,
  type CheckedForm,
  checkCertificateForm,
} from '../../parts/entry-form.ts'
import { buildEntryBundle } from '../../parts/entry-bundle.ts'
import { issueEntry, openIssuer } from '../../parts/issuing.ts'
import { keepMade, type Made } from '../../parts/made.ts'
import type { Services } from '../../parts/services.ts'
import { findTarget } from '../../targets/registry.ts'

export interface AuthorityForm extends CertificateForm {
  /** An entry's id or `ITSELF`. */
  issuerId: string
}

/**
 * Checks the form of an authority.
 *
 * @param limits - of the chosen issuer; null for a root
 */
export function checkAuthorityForm(
  form: AuthorityForm,
  limits: IssuerLimits | null,
  now: Date,
): CheckedForm<CertificatePlan> {
  return checkCertificateForm(form, limits === null ? { now } : { now, issuer: limits })
}

/** Makes the authority, builds and reopens its public files, keeps it in the vault; its key stays there. */
export async function makeAuthority(
  plan: CertificatePlan,
  issuerId: string,
  services: Services,
  signal: AbortSignal,
): Promise<Made> {
  const issuer = await openIssuer(services.keeper, issuerId, plan.request.hash)
  const { entry, privateKeyInfo } = await issueEntry(plan, 'authority', issuer, services, signal)
  try {
    const { root, intermediate } = findTarget(entry.targetId).files
    const bundle = await buildEntryBundle({ entry }, issuer === null ? root : intermediate, services.pki)
    signal.throwIfAborted()
    return await keepMade(bundle, [{ entry, privateKeyInfo }], services)
  } finally {
    privateKeyInfo.fill(0)
  }
}
