// The two protections as options of a select.
import { useI18n } from 'vue-i18n'

/** Gives the options, in words. */
export function useProtections() {
  const { t } = useI18n()
  return (['modern', 'compatible'] as const).map((value) => ({ value, label: t(`protection.${value}`) }))
}
