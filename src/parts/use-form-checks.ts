// What will meet the thing that a form asks for: findings that follow the form, and the fixes that end them.
import { computed, type MaybeRefOrGetter, onMounted, shallowRef, type ShallowRef, toValue, watch } from 'vue'
import { nextTask } from '../platform/next-task.ts'
import type { Fix } from '../checks/check-rule.ts'
import { type CheckedFormValues, subjectOfForm } from '../checks/form-subject.ts'
import { type CheckFinding, checkSubject } from '../checks/run-checks.ts'
import { useCredentialsStore } from '../stores/credentials.ts'
import { findTarget } from '../targets/registry.ts'
import { applyFix } from './apply-fix.ts'
import type { NamedForm } from './entry-form.ts'
import { forTarget } from './issue-form.ts'
import { useServices } from './services.ts'

export interface FormChecks {
  readonly findings: Readonly<ShallowRef<readonly CheckFinding[]>>
  readonly mend: (fix: Fix) => void
}

type Form = CheckedFormValues & NamedForm

/**
 * Holds a form against every rule, anew with each change.
 *
 * @param form - reactive
 * @param authority - who will sign: an own authority, or a public one that a request is sent to
 * @param isKeyGiven - whether the key is there already: then no fix offers another
 */
export function useFormChecks(
  form: MaybeRefOrGetter<Form>,
  authority: 'private' | 'public',
  isKeyGiven: () => boolean = () => false,
): FormChecks {
  const { now } = useServices()
  const credentials = useCredentialsStore()
  const isDrawn = shallowRef(false)
  onMounted(async () => {
    await nextTask()
    isDrawn.value = true
  })
  const findings = computed(() => {
    if (!isDrawn.value) return []
    const values = toValue(form)
    const found = checkSubject(subjectOfForm(forTarget(values)), {
      target: findTarget(values.targetId),
      authority,
      moment: now(),
      isIssuing: true,
      otherAuthorities: credentials.authorities.map(({ commonName }) => commonName),
    })
    return isKeyGiven() ? found.map(withoutKeyFix) : found
  })
  // Drawn in a task after that of the fields, which are to follow the typing.
  const shown = shallowRef<readonly CheckFinding[]>([])
  watch(findings, async () => {
    await nextTask()
    shown.value = findings.value
  })
  return {
    findings: shown,
    mend: (fix) => {
      applyFix(toValue(form), fix)
    },
  }
}

const withoutKeyFix = (finding: CheckFinding): CheckFinding =>
  finding.fix?.kind === 'set-key' ? { ...finding, fix: null } : finding
