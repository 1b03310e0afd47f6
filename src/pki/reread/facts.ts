// Facts as texts that two independent readings can be compared by, and that a person can tell apart.
import { type DistinguishedName, formatDistinguishedName } from '../distinguished-name.ts'

/** A general name as any of the readings gives it. */
export interface NameFact {
  readonly kind: string
  /** Absent for a kind that we do not write. */
  readonly value?: string | DistinguishedName
}

/** Writes a name with the members of each RDN in one order: in DER they are a set. */
export function factOfName(name: DistinguishedName): string {
  const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  const keyOf = ({ type, value }: { type: string; value: string }): string => `${type}=${value}`
  return formatDistinguishedName(name.map((rdn) => rdn.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)))))
}

const KINDS = ['dNSName', 'iPAddress', 'rfc822Name', 'uniformResourceIdentifier', 'directoryName']

/** Writes alternative names in their order, addresses in one spelling; kinds that we do not write are left out. */
export function factOfGeneralNames(names: readonly NameFact[]): string {
  return names
    .filter(({ kind }) => KINDS.includes(kind))
    .map(({ kind, value = '' }) => `${kind}: ${typeof value === 'string' ? canonical(kind, value) : factOfName(value)}`)
    .join('; ')
}

// The URL parser of the browser has a canonical form of IPv6 addresses of its own: our code is what is being checked.
function canonical(kind: string, value: string): string {
  if (kind !== 'iPAddress' || !value.includes(':')) return value
  return URL.canParse(`http://[${value}]/`) ? new URL(`http://[${value}]/`).hostname : value
}

/** Writes an instant to the second. */
export const factOfInstant = (instant: Date): string => instant.toISOString()
