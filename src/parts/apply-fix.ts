// What the button of a finding does to the form.
import type { Fix } from '../checks/check-rule.ts'
import type { CheckedFormValues } from '../checks/form-subject.ts'
import { replaceEntries } from '../pki/general-name.ts'
import { endFromDays } from './validity-text.ts'

/** Changes a form so that the finding which brought the fix ends. */
export function applyFix(form: CheckedFormValues, fix: Fix): void {
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
