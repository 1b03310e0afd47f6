// The form of the New certificate authority page: choosing an issuer turns the root into an intermediate.
import { computed, reactive, shallowRef, watch } from 'vue'
import { emptyCertificateForm } from '../../parts/entry-form.ts'
import { issuerLimits, ITSELF } from '../../parts/issuing.ts'
import { useServices } from '../../parts/services.ts'
import { useSuggestion } from '../../parts/use-suggestion.ts'
import { type IssuerLimits, proposeValidity } from '../../pki/issuance-request.ts'
import { type AuthorityForm, checkAuthorityForm } from './make-authority.ts'

/** Holds the form; `isValidityOwn` is set once the person has chosen dates, and keeps the defaults away from them. */
export function useAuthorityForm() {
  const { keeper, now } = useServices()
  const form = reactive<AuthorityForm>({ ...emptyCertificateForm('root-ca', now()), issuerId: ITSELF })
  const limits = shallowRef<IssuerLimits | null>(null)
  const isValidityOwn = shallowRef(false)

  useSuggestion(() => form.name, {
    read: () => form.subject.commonName,
    write: (text) => (form.subject.commonName = text),
  })

  watch(
    () => form.issuerId,
    async (issuerId) => {
      form.profile = issuerId === ITSELF ? 'root-ca' : 'intermediate-ca'
      limits.value = await issuerLimits(keeper, issuerId)
      if (isValidityOwn.value) return
      Object.assign(form, proposeValidity(form.profile, now(), limits.value ?? undefined))
    },
  )

  return {
    form,
    isRoot: computed(() => form.issuerId === ITSELF),
    isValidityOwn,
    check: () => checkAuthorityForm(form, limits.value, now()),
  }
}
