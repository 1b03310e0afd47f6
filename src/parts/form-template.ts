// A filled form as plain values, and back: what a template keeps. No Vue here.
import { offeredHashes, offeredKeyAlgorithms } from '../pki/algorithms.ts'
import { isKnownTarget } from '../targets/registry.ts'
import type { PlainJson } from '../vault/document.ts'
import { endFromDays } from './validity-text.ts'

export type FormValues = Readonly<Record<string, PlainJson | undefined>>

/**
 * What no template keeps: a serial number is used once, dates are of that day (their distance in days is kept), a key of
 * the vault belongs to one thing, and the profile is the page's own.
 */
const NOT_KEPT: readonly string[] = ['serialNumber', 'notBefore', 'notAfter', 'keyEntryId', 'profile']

/**
 * What a field of a fixed set may hold: a template may be older than the set, or come from another browser. Weak keys and
 * hashes need the person's own act every time.
 */
const FIXED_SETS: Readonly<Record<string, (value: string) => boolean>> = {
  keyAlgorithm: (value) => offeredKeyAlgorithms.some(({ id }) => id === value),
  hash: (value) => offeredHashes.some(({ id }) => id === value),
  targetId: isKnownTarget,
  kind: (value) => ['uniformResourceIdentifier', 'dNSName', 'directoryName'].includes(value),
  protection: (value) => value === 'modern' || value === 'compatible',
}

/** Reads the text and ticks of a form, groups within groups. */
export function readForm(form: object): FormValues {
  const values: Record<string, PlainJson> = {}
  for (const [name, value] of Object.entries(form) as [string, unknown][]) {
    if (NOT_KEPT.includes(name)) continue
    if (typeof value === 'string' || typeof value === 'boolean') values[name] = value
    else if (isGroup(value)) values[name] = readForm(value)
  }
  return values
}

/**
 * Writes values into a form: only into fields that it has, of the type that they have there. The end of a validity moves
 * with its days.
 *
 * @param isOffered - whether a select offers a value, beyond what is known of fields of fixed sets
 */
export function writeForm(
  form: object,
  values: FormValues,
  isOffered: (name: string, value: string) => boolean = () => true,
): void {
  const fields = form as Record<string, unknown>
  for (const [name, before] of Object.entries(fields)) {
    const value = NOT_KEPT.includes(name) ? undefined : values[name]
    if (isGroup(before) && isGroup(value)) writeForm(before, value, isOffered)
    else if (typeof before === 'boolean' && typeof value === 'boolean') fields[name] = value
    else if (
      typeof before === 'string' &&
      typeof value === 'string' &&
      isAllowed(name, value) &&
      isOffered(name, value)
    )
      fields[name] = value
  }
  moveEnd(fields)
}

const isAllowed = (name: string, value: string): boolean => FIXED_SETS[name]?.(value) ?? true

function moveEnd(fields: Record<string, unknown>): void {
  const { notBefore, notAfter, validityDays } = fields
  if (typeof notBefore !== 'string' || typeof notAfter !== 'string' || typeof validityDays !== 'string') return
  fields['notAfter'] = endFromDays(notBefore, validityDays) ?? notAfter
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
