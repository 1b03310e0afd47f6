// J5: a certificate for a key that a device made itself. No Vue here.
import { buildEntryBundle, keylessRecipes } from '../../parts/entry-bundle.ts'
import type { CheckedForm } from '../../parts/entry-form.ts'
import type { FormProblem } from '../../parts/form-problem.ts'
import { checkIssuance, type IssueField, type IssueForm, type IssuePlan } from '../../parts/issue-form.ts'
import { type Issued, issueForKey, prepareIssuer } from '../../parts/issuing.ts'
import { keepMade, type Made } from '../../parts/made.ts'
import type { Services } from '../../parts/services.ts'
import { PkiError } from '../../pki/errors.ts'
import type { IssuerLimits } from '../../pki/issuance-request.ts'
import type { Bytes } from '../../pki/bytes.ts'
import type { ReceivedRequest } from '../../pki/received-request.ts'
import { checkMacAddress } from '../../targets/acceptance.ts'
import { findTarget } from '../../targets/registry.ts'
import type { FileRecipe } from '../../targets/target.ts'
import { refuseAuthorityKey } from './receive-request.ts'

/** Fields of the page; `request` is what was dropped, chosen or pasted. */
export type SignField = IssueField | 'request'

export interface SignPlan extends IssuePlan {
  readonly requestDer: Bytes
}

/** The files that a device's own certificate comes in: none of them holds a key. */
export const signedRecipes = (targetId: string): readonly FileRecipe[] => keylessRecipes(findTarget(targetId), false)

/**
 * Checks the form of a certificate for a device's request; every problem at once.
 *
 * @param limits - of the chosen authority; null when it is made on the way
 */
export function checkSignForm(
  form: IssueForm,
  received: ReceivedRequest | null,
  limits: IssuerLimits | null,
  now: Date,
): CheckedForm<SignPlan, SignField> {
  // Without a request the fields are empty, and what they lack would only drown what is missing.
  if (received === null) return { ok: false, problems: [missing()] }
  const { targetId, name, subject } = form.certificate
  const macProblems = checkMacAddress(findTarget(targetId), form.macAddress, [subject.commonName, name])
  const checked = checkIssuance<'request'>(form, limits, now, macProblems)
  return checked.ok ? { ok: true, value: { ...checked.value, requestDer: received.requestDer } } : checked
}

const missing = (): FormProblem<SignField> => ({
  field: 'request',
  error: new PkiError('request/missing', {}, 'Cannot sign request: there is none'),
})

/**
 * Signs: proves the request once more, issues the certificate, builds and reopens its files, keeps it (and the new root).
 *
 * Of the request nothing but its key gets into the certificate; names and validity are the plan's, extensions the profile's.
 *
 * @throws {@link PkiError} `request/…`, or when something written did not read back as meant; {@link BundleError}
 */
export async function signRequest(plan: SignPlan, services: Services, signal: AbortSignal): Promise<Made> {
  const { algorithm, subjectPublicKeyInfo } = await services.pki.receiveRequest(plan.requestDer)
  await refuseAuthorityKey(subjectPublicKeyInfo, services.keeper)
  const roots: Issued[] = []
  try {
    const issuer = await prepareIssuer(plan, services, signal, roots)
    if (issuer === null) throw new TypeError('A request is signed by an authority')
    const certificate = { ...plan.certificate, request: { ...plan.certificate.request, keyAlgorithm: algorithm } }
    const entry = await issueForKey(certificate, subjectPublicKeyInfo, issuer, services, signal)
    const bundle = await buildEntryBundle({ entry }, signedRecipes(entry.targetId), services.pki)
    signal.throwIfAborted()
    return await keepMade(bundle, [...roots, { entry }], services)
  } finally {
    for (const { privateKeyInfo } of roots) privateKeyInfo.fill(0)
  }
}
