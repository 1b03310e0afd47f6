// J4: a certificate from one's own authority, the authority made on the way where there is none; J6: one signed with its
// own key. No Vue here.
import type { IssuerLimits } from '../../pki/issuance-request.ts'
import type { CheckedForm } from '../../parts/entry-form.ts'
import { chooseContainers, type ContainerChoice } from '../../parts/container-choice.ts'
import { buildEntryBundle, certificateRecipes, needsPassphrase } from '../../parts/entry-bundle.ts'
import { checkIssuance, type IssueField, type IssueForm, type IssuePlan } from '../../parts/issue-form.ts'
import { type Issued, issueEntry, ITSELF, prepareIssuer } from '../../parts/issuing.ts'
import { handOutOnce, keepMade, type Made } from '../../parts/made.ts'
import type { Services } from '../../parts/services.ts'
import { checkMacAddress, checkPassphrase } from '../../targets/acceptance.ts'
import { findTarget } from '../../targets/registry.ts'

/**
 * Checks certificate, a phone's MAC address, passphrase where a file needs one and, where a root is made on the way, the
 * root; every problem at once.
 *
 * @param limits - of the chosen authority; null when it is made on the way, or when there is none
 */
export function checkIssueForm(
  form: IssueForm,
  secrets: { passphrase: string; repeated: string },
  limits: IssuerLimits | null,
  now: Date,
): CheckedForm<IssuePlan, IssueField> {
  const target = findTarget(form.certificate.targetId)
  const isAsked = needsPassphrase(target.files.certificate)
  const { name, subject } = form.certificate
  return checkIssuance(form, limits, now, [
    ...checkMacAddress(target, form.macAddress, [subject.commonName, name]),
    ...(isAsked ? checkPassphrase(target, secrets.passphrase, secrets.repeated) : []),
  ])
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
    const kept = await keepMade(bundle, made, services)
    return needsPassphrase(recipes) ? { ...kept, takePassphrase: handOutOnce(passphrase) } : kept
  } finally {
    for (const { privateKeyInfo } of made) privateKeyInfo.fill(0)
  }
}
