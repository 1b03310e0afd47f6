// The form of a certificate together with who issues it, and its check: what the pages share that sign with an authority.
import type { IssuerLimits } from '../pki/issuance-request.ts'
import {
  type CertificateForm,
  type CertificatePlan,
  type CheckedForm,
  checkCertificateForm,
  type EntryField,
} from './entry-form.ts'
import type { FormProblem } from './form-problem.ts'
import { findTarget } from '../targets/registry.ts'

/** The issuer option that opens the group of a new root. */
export const NEW_AUTHORITY = 'new'

/** The whole page: the certificate, who issues it, and the new root's own form. */
export interface IssueForm {
  readonly certificate: CertificateForm
  /** Of a phone, as typed; the certificate's names keep it. */
  macAddress: string
  /** An entry's id, {@link NEW_AUTHORITY} or `ITSELF`. */
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
 * Checks certificate and, where a root is made on the way, the root; every problem at once. What a certificate of an
 * authority is good for is the target's choice: a phone's own is a client's.
 *
 * @param limits - of the chosen authority; null when it is made on the way, or when there is none
 * @param others - what a page has found in its own fields
 */
export function checkIssuance<Field extends string = never>(
  form: IssueForm,
  limits: IssuerLimits | null,
  now: Date,
  others: readonly FormProblem<IssueField | Field>[] = [],
): CheckedForm<IssuePlan, IssueField | Field> {
  const isNew = form.issuerId === NEW_AUTHORITY
  const authority = isNew ? checkCertificateForm(form.authority, { now }) : null
  const issuer = limits ?? (authority?.ok ? { ...authority.value.request, pathLenConstraint: 0 } : undefined)
  const certificate = checkCertificateForm(
    forTarget(form.certificate),
    issuer === undefined ? { now } : { now, issuer },
  )
  const problems: FormProblem<IssueField | Field>[] = [
    ...(certificate.ok ? [] : certificate.problems),
    ...others,
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

/** Gives a server's form the profile that its target wants instead: a phone's own certificate is a client's. */
export function forTarget<Form extends Pick<CertificateForm, 'targetId'> & Partial<CertificateForm>>(form: Form): Form {
  const { certificateProfile } = findTarget(form.targetId)
  return form.profile === 'tls-server' && certificateProfile !== undefined
    ? { ...form, profile: certificateProfile }
    : form
}
