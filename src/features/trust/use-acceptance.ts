// The form of the received-certificate check, and its answer.
import { computed, reactive, readonly, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CheckFinding } from '../../checks/run-checks.ts'
import { certificateFindings } from '../../parts/certificate-findings.ts'
import { useErrorSentence } from '../../parts/use-error-sentence.ts'
import { useServices } from '../../parts/services.ts'
import { useTask } from '../../parts/use-task.ts'
import type { Bytes } from '../../pki/bytes.ts'
import type { PathAnswer } from '../../pki/path/certification-path.ts'
import { formatInstant, parseInstant } from '../../pki/validity.ts'
import { useCredentialsStore } from '../../stores/credentials.ts'
import { generic } from '../../targets/generic.ts'
import { announce } from '../../ui/announcer.ts'
import type { Entry } from '../../vault/entry.ts'
import { askOf, type Presented, peerNameOf, type Purpose, readPresented, trustOf } from './acceptance.ts'
import { profileOf, type VerifierId } from './verifiers.ts'

/** The choice of a certificate that is not in the vault. */
const BROUGHT = 'brought'

/** What the person chose and typed. */
export interface AcceptanceForm {
  /** An entry's id, or what was brought; empty for neither. */
  certificateId: string
  verifier: VerifierId
  /** IP Office before release 11.1.3. */
  isOldRelease: boolean
  reachedBy: string
  purpose: Purpose
  /** `YYYY-MM-DD HH:MM:SS` in UTC. */
  moment: string
}

/** Holds the form; `wanted` is the entry that the address names, empty for none. */
export function useAcceptance(wanted: () => string) {
  const { t } = useI18n()
  const services = useServices()
  const credentials = useCredentialsStore()
  const sentenceOf = useErrorSentence()
  const { isBusy, failure, run, cancel } = useTask()
  const brought = shallowRef<Presented | null>(null)
  const answer = shallowRef<PathAnswer | null>(null)
  const findings = shallowRef<readonly CheckFinding[]>([])
  const problems = shallowRef<Partial<Record<'certificateId' | 'moment', string>>>({})
  const form = reactive<AcceptanceForm>({
    certificateId: wanted(),
    verifier: 'rfc5280',
    isOldRelease: false,
    reachedBy: '',
    purpose: 'server',
    moment: formatInstant(services.now()),
  })

  const options = computed(() => [
    { value: '', label: t('acceptance.choose') },
    ...(brought.value === null ? [] : [{ value: BROUGHT, label: t('acceptance.brought') }]),
    ...credentials.summaries
      .filter(({ kind }) => kind !== 'request')
      .map(({ id, name }) => ({ value: id, label: name })),
  ])

  /** Takes a peer's certificates from elsewhere; what holds none leaves the choice as it is, and says so. */
  function bring(load: () => Promise<Bytes>): Promise<void> {
    return run(async (signal) => {
      const presented = await readPresented(await load(), services, signal)
      problems.value = presented === null ? { certificateId: t('acceptance.noCertificate') } : {}
      if (presented === null) {
        answer.value = null
        announce(t('acceptance.noCertificate'))
        return
      }
      brought.value = presented
      form.certificateId = BROUGHT
      await judge(presented, signal)
    })
  }

  function check(): Promise<void> {
    return run(async (signal) => {
      const presented = form.certificateId === BROUGHT ? brought.value : await presentEntry(form.certificateId)
      problems.value = presented === null ? { certificateId: t('acceptance.chooseFirst') } : {}
      if (presented !== null) await judge(presented, signal)
    })
  }

  async function presentEntry(id: string): Promise<Presented | null> {
    if (id === '') return null
    const { entry } = await services.keeper.load(id)
    return presentedBy(entry)
  }

  async function judge(presented: Presented, signal: AbortSignal): Promise<void> {
    const moment = readMoment()
    if (moment === null) return
    const { held } = await services.keeper.list()
    const question = askOf(presented, trustOf(held.map(({ entry }) => entry)), {
      profile: profileOf(form.verifier, form.isOldRelease),
      moment,
      peer: peerNameOf(form.reachedBy),
      purpose: form.purpose,
    })
    answer.value = await services.pki.checkPath(question, { signal })
    findings.value = certificateFindings(presented.target, { target: generic, moment })
    announce(t(`acceptance.verdict.${answer.value.verdict}`))
  }

  function readMoment(): Date | null {
    try {
      return parseInstant(form.moment)
    } catch (error) {
      problems.value = { moment: sentenceOf(error) }
      return null
    }
  }

  return { form, options, problems: readonly(problems), answer, findings, bring, check, isBusy, failure, cancel }
}

/** As its PBX presents it: the certificate, and its chain without the root. */
function presentedBy({ certificateDer, chain }: Entry): Presented | null {
  if (certificateDer === undefined) return null
  return { target: certificateDer, others: chain.map((link) => link.certificateDer), lists: [] }
}
