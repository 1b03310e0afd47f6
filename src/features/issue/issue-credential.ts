// J4: a certificate from one's own authority, the authority made on the way where there is none; J6: one signed with its
// own key. No Vue here.
import type { IssuerLimits } from '../../pki/issuance-request.ts'
import {
  type CertificateForm,
  type CertificatePlan,
  type CheckedForm,
  checkCertificateForm,
  type EntryField,
} from '../../parts/entry-form.ts'
import { chooseContainers, type ContainerChoice } from '../../parts/container-choice.ts'
import { buildEntryBundle, certificateRecipes, needsPassphrase } from '../../parts/entry-bundle.ts'
import type { FormProblem } from '../../parts/form-problem.ts'
import { type Issued, issueEntry, type Issuer, issuerFrom, ITSELF, openIssuer } from '../../parts/issuing.ts'
import { keepMade, type Made } from '../../parts/made.ts'
import type { Services } from '../../parts/services.ts'
import { checkPassphrase } from '../../targets/acceptance.ts'
import { findTarget } from '../../targets/registry.ts'

/** The issuer option that opens the group of a new root. */
export const NEW_AUTHORITY = 'new'

/** The whole page: the certificate, who issues it, and the new root's own form. */
export interface IssueForm {
  readonly certificate: CertificateForm
  /** An entry's id, {@link NEW_AUTHORITY} or {@link ITSELF}. */
  issuerId: string
  readonly authority: CertificateForm
}

/** Fields of the certificate, and those of the new root with `authority.` in front. */
export type IssueField = EntryField | `authority.${EntryField}`

export interface IssuePlan {
  readonly certificate: CertificatePlan
  readonly authority: CertificatePlan | null
  readonly issuerId: string
}

/**
 * Checks certificate, passphrase where a file needs one and, where a root is made on the way, the root; every problem
 * at once.
 *
 * @param limits - of the chosen authority; null when it is made on the way, or when there is none
 */
export function checkIssueForm(
  form: IssueForm,
  secrets: { passphrase: string; repeated: string },
  limits: IssuerLimits | null,
  now: Date,
): CheckedForm<IssuePlan, IssueField> {
  const isNew = form.issuerId === NEW_AUTHORITY
  const authority = isNew ? checkCertificateForm(form.authority, { now }) : null
  const issuer = limits ?? (authority?.ok ? { ...authority.value.request, pathLenConstraint: 0 } : undefined)
  const certificate = checkCertificateForm(form.certificate, issuer === undefined ? { now } : { now, issuer })
  const target = findTarget(form.certificate.targetId)
  const problems: FormProblem<IssueField>[] = [
    ...(certificate.ok ? [] : certificate.problems),
    ...(needsPassphrase(target.files.certificate) ? checkPassphrase(target, secrets.passphrase, secrets.repeated) : []),
    ...(authority === null || authority.ok
      ? []
      : authority.problems.map(({ field, error }) => ({ field: `authority.${field}` as const, error }))),
  ]
  if (problems.length > 0 || !certificate.ok || authority?.ok === false) return { ok: false, problems }
  return {
    ok: true,
    value: { certificate: certificate.value, authority: authority?.value ?? null, issuerId: form.issuerId },
  }
}

/**
 * Issues the certificate, builds and reopens its files, keeps it (and the new root) in the vault.
 *
 * @param container - how the `.p12` is made; its passphrase is used here and let go
 * @throws {@link PkiError} | {@link BundleError} when something written did not read back as meant
 */
export async function issueCredential(
  plan: IssuePlan,
  container: ContainerChoice & { readonly passphrase: string },
  services: Services,
  signal: AbortSignal,
): Promise<Made> {
  const made: Issued[] = []
  try {
    const issuer = await prepareIssuer(plan, services, signal, made)
    const issued = await issueEntry(plan.certificate, 'identity', issuer, services, signal)
    made.push(issued)
    const recipes = chooseContainers(
      certificateRecipes(findTarget(issued.entry.targetId), plan.issuerId === ITSELF),
      container,
    )
    const { passphrase, protection } = container
    const bundle = await buildEntryBundle(issued, recipes, services.pki, { passphrase, protection })
    signal.throwIfAborted()
    return await keepMade(bundle, made, services)
  } finally {
    for (const { privateKeyInfo } of made) privateKeyInfo.fill(0)
  }
}

async function prepareIssuer(
  plan: IssuePlan,
  services: Services,
  signal: AbortSignal,
  made: Issued[],
): Promise<Issuer | null> {
  const { hash } = plan.certificate.request
  if (plan.authority === null) return openIssuer(services.keeper, plan.issuerId, hash)
  const root = await issueEntry(plan.authority, 'authority', null, services, signal)
  made.push(root)
  return issuerFrom(root, hash)
}
