// The form of anything that gets a certificate, and its check: pki's rules, the target's limits, the entry's name.
import type { CertificateProfileId } from '../pki/profiles.ts'
import {
  type CertificationForm,
  type FormField,
  type IssuanceForm,
  type IssuanceRequest,
  type IssuerLimits,
  parseIssuanceForm,
  proposeValidity,
} from '../pki/issuance-request.ts'
import { checkAlgorithms } from '../targets/acceptance.ts'
import { findTarget } from '../targets/registry.ts'
import { parseEntryName } from '../vault/entry-name.ts'
import { VaultError } from '../vault/errors.ts'
import type { FormProblem } from './form-problem.ts'

/** Fields that every form of an entry has. */
export interface NamedForm {
  name: string
  targetId: string
}

export interface CertificateForm extends IssuanceForm, NamedForm {}

export type EntryField = FormField | 'name' | 'targetId' | 'macAddress' | 'passphrase' | 'repeatPassphrase'

export type CheckedForm<T, Field extends string = EntryField> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly FormProblem<Field>[] }

/** What a checked certificate form says. */
export interface CertificatePlan {
  readonly name: string
  readonly targetId: string
  readonly request: IssuanceRequest
}

/** An empty form with the defaults of a profile. */
export function emptyCertificateForm(profile: CertificateProfileId, now: Date): CertificateForm {
  return {
    ...emptyCertificationForm(),
    profile,
    ...proposeValidity(profile, now),
    serialNumber: '',
    crlDistributionPoint: { kind: 'uniformResourceIdentifier', value: '' },
    willSignAuthorities: false,
  }
}

/** An empty form of a request: names, key, signature. RSA 2048 with SHA-256 is what every PBX and phone takes. */
export function emptyCertificationForm(): CertificationForm & NamedForm {
  return {
    name: '',
    targetId: 'generic',
    subject: {
      commonName: '',
      organization: '',
      organizationalUnit: '',
      locality: '',
      stateOrProvince: '',
      country: '',
    },
    subjectAltNames: '',
    keyAlgorithm: 'rsa-2048',
    hash: 'sha-256',
  }
}

/** Lists what is wrong with an entry's name and with its choice of algorithms for the target. */
export function checkNameAndTarget(form: CertificationForm & NamedForm): FormProblem<EntryField>[] {
  const problems: FormProblem<EntryField>[] = [...checkAlgorithms(findTarget(form.targetId), form)]
  try {
    parseEntryName(form.name)
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    problems.unshift({ field: 'name', error: error as FormProblem['error'] })
  }
  return problems
}

/** Checks a whole certificate form; every problem is found at once. */
export function checkCertificateForm(
  form: CertificateForm,
  context: { now: Date; issuer?: IssuerLimits },
): CheckedForm<CertificatePlan> {
  const problems = checkNameAndTarget(form)
  const parsed = parseIssuanceForm(form, context)
  if (parsed.ok && problems.length === 0) {
    return { ok: true, value: { name: form.name.trim(), targetId: form.targetId, request: parsed.value } }
  }
  return { ok: false, problems: parsed.ok ? problems : [...problems, ...parsed.problems] }
}
