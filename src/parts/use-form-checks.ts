// What will meet the thing that a form asks for: findings that follow the form, and the fixes that end them.
import { computed, type ComputedRef, toValue, type MaybeRefOrGetter } from 'vue'
import type { Fix } from '../checks/check-rule.ts'
import { type CheckedFormValues, subjectOfForm } from '../checks/form-subject.ts'
import { type CheckFinding, checkSubject } from '../checks/run-checks.ts'
import { replaceEntries } from '../pki/general-name.ts'
import { useCredentialsStore } from '../stores/credentials.ts'
import { findTarget } from '../targets/registry.ts'
import type { NamedForm } from './entry-form.ts'
import { useServices } from './services.ts'
import { endFromDays } from './validity-text.ts'

export interface FormChecks {
  readonly findings: ComputedRef<readonly CheckFinding[]>
  readonly mend: (fix: Fix) => void
}

type Form = CheckedFormValues & NamedForm

/**
 * Holds a form against every rule, anew with each change.
 *
 * @param form - reactive
 * @param authority - who will sign: an own authority, or a public one that a request is sent to
 */
export function useFormChecks(form: MaybeRefOrGetter<Form>, authority: 'private' | 'public'): FormChecks {
  const { now } = useServices()
  const credentials = useCredentialsStore()
  const findings = computed(() => {
    const values = toValue(form)
    return checkSubject(subjectOfForm(values), {
      target: findTarget(values.targetId),
      authority,
      moment: now(),
      isIssuing: true,
      otherAuthorities: credentials.authorities.map(({ commonName }) => commonName),
    })
  })
  return {
    findings,
    mend: (fix) => {
      applyFix(toValue(form), fix)
    },
  }
}

function applyFix(form: Form, fix: Fix): void {
  switch (fix.kind) {
    case 'set-validity-days':
      form.validityDays = String(fix.days)
      form.notAfter = endFromDays(form.notBefore ?? '', form.validityDays) ?? ''
      break
    case 'add-name':
      form.subjectAltNames = replaceEntries(form.subjectAltNames, [], [fix.name])
      break
    case 'set-key':
      form.keyAlgorithm = fix.key
      break
    case 'set-hash':
      form.hash = fix.hash
      break
    case 'set-begin':
      form.notBefore = fix.notBefore
      form.notAfter = endFromDays(fix.notBefore, form.validityDays ?? '') ?? form.notAfter ?? ''
      break
    case 'clear-crl':
      if (form.crlDistributionPoint !== undefined) form.crlDistributionPoint.value = ''
  }
}
