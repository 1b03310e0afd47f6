// The form of a certificate from an authority or on its own: what suggests what, and the limits of the chosen issuer.
import { computed, reactive, readonly, shallowRef, watch } from 'vue'
import { emptyCertificateForm } from './entry-form.ts'
import { type IssueForm, NEW_AUTHORITY } from './issue-form.ts'
import { issuerLimits, ITSELF } from './issuing.ts'
import { useServices } from './services.ts'
import { useSuggestion } from './use-suggestion.ts'
import { shortenTo } from './validity-text.ts'
import { type IssuerLimits, proposeValidity } from '../pki/issuance-request.ts'
import { useCredentialsStore } from '../stores/credentials.ts'
import { spellMacAddress } from '../targets/acceptance.ts'
import { findTarget } from '../targets/registry.ts'

/**
 * Holds the form; `isValidityOwn` is set once the person has chosen dates, and keeps the defaults away from them.
 *
 * @param isSelfSigned - whether the certificate signs itself: then no authority is asked for or made
 */
export function useIssueForm(isSelfSigned: boolean) {
  const { keeper, now } = useServices()
  const credentials = useCredentialsStore()
  // One instant for both: the certificate must not begin a second before its root.
  const opened = now()
  const profile = isSelfSigned ? 'self-signed-server' : 'tls-server'
  const form = reactive<IssueForm>({
    certificate: emptyCertificateForm(profile, opened),
    macAddress: '',
    issuerId: isSelfSigned ? ITSELF : (credentials.authorities[0]?.id ?? NEW_AUTHORITY),
    authority: emptyCertificateForm('root-ca', opened),
  })
  const limits = shallowRef<IssuerLimits | null>(null)
  const isValidityOwn = shallowRef(false)

  suggestAuthority(form, opened.getUTCFullYear(), () => credentials.summaries.map(({ commonName }) => commonName))

  function suggestValidity(): void {
    if (isValidityOwn.value) return
    const proposed = proposeValidity(profile, opened, limits.value ?? undefined)
    const { validityDays = Infinity } = findTarget(form.certificate.targetId).limits ?? {}
    Object.assign(form.certificate, shortenTo(validityDays, proposed))
  }
  watch(
    () => form.issuerId,
    async (issuerId) => {
      limits.value = issuerId === NEW_AUTHORITY ? null : await issuerLimits(keeper, issuerId)
      suggestValidity()
    },
    { immediate: true },
  )
  watch(() => findTarget(form.certificate.targetId).limits?.validityDays, suggestValidity)

  return {
    form,
    isNewAuthority: computed(() => form.issuerId === NEW_AUTHORITY),
    isValidityOwn,
    /** A phone's MAC address as its model spells it; empty for anything else. */
    phoneName: computed(() => spellMacAddress(findTarget(form.certificate.targetId), form.macAddress)),
    /** Of the chosen authority; null when it is made on the way, or when there is none. */
    limits: readonly(limits),
  }
}

/** The new root is named after the organization or the first name, and takes the certificate's organization along. */
function suggestAuthority(
  { certificate, authority }: IssueForm,
  year: number,
  takenNames: () => readonly string[],
): void {
  useSuggestion(
    () => {
      const owner = certificate.subject.organization.trim() || certificate.subject.commonName.trim()
      return unusedName(`${owner} Root ${String(year)}`.trim(), takenNames())
    },
    { read: () => authority.name, write: (text) => (authority.name = text) },
  )
  useSuggestion(() => authority.name, {
    read: () => authority.subject.commonName,
    write: (text) => (authority.subject.commonName = text),
  })
  const owner = {
    organization: () => certificate.subject.organization,
    // What is no country code is to be mended in one place.
    country: () => (certificate.subject.country.trim().length === 2 ? certificate.subject.country : ''),
  }
  for (const field of ['organization', 'country'] as const) {
    useSuggestion(owner[field], {
      read: () => authority.subject[field],
      write: (text) => (authority.subject[field] = text),
    })
  }
}

/** IP Office finds the chain it offers by common name, so every generation of a root gets its own. */
function unusedName(name: string, taken: readonly string[]): string {
  let candidate = name
  for (let generation = 2; taken.includes(candidate); generation++) candidate = `${name} (${String(generation)})`
  return candidate
}
