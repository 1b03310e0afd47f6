// One subtree of nameConstraints against one name, kind by kind (RFC 5280 §4.2.1.10).
import type { DerElement } from '../der.ts'
import type { SubtreeElement } from '../extensions/name-constraints.ts'
import { nameTag, type PathName, readHost, readMailbox, readPathName } from './path-name.ts'

/** How a name lies to a subtree. `touched`: not within, but some of what a wildcard stands for is. */
export type Relation = 'within' | 'touched' | 'outside' | 'unclear'

export interface Subtree {
  readonly tagNumber: number
  /** Whether the base is no name of its kind, or has distances: then every name of its kind is `unclear`. */
  readonly isDamaged: boolean
  /** Asked for names of the same tag number only. */
  readonly relate: (name: PathName) => Relation
}

const ruledKinds: ReadonlySet<number> = new Set(Object.values(nameTag))
const unclear = (): Relation => 'unclear'
const within = (isWithin: boolean): Relation => (isWithin ? 'within' : 'outside')

/** Reads a subtree; one that is damaged, or of a kind without rules, is `unclear` to every name of its kind. */
export function readSubtree({ base, hasDistances }: SubtreeElement): Subtree {
  const tagNumber = (base?.tag ?? 0) & 0x1f
  const relate = base === undefined || hasDistances ? null : relationOf(base)
  return { tagNumber, isDamaged: relate === null && ruledKinds.has(tagNumber), relate: relate ?? unclear }
}

function relationOf(base: DerElement): Subtree['relate'] | null {
  if (base.tag === 0x87) return addressRelation(base.contents)
  const name = readPathName(base)
  if (name.form === 'directory') {
    const { rdnKeys } = name
    return (other) =>
      other.form === 'directory' ? within(rdnKeys.every((key, index) => key === other.rdnKeys[index])) : 'unclear'
  }
  if (name.form !== 'text') return null
  const text = name.text.toLowerCase()
  if (name.tagNumber === nameTag.dNSName) return dnsRelation(text)
  return name.tagNumber === nameTag.rfc822Name ? mailRelation(name.text) : uriRelation(text)
}

/** Reads what hosts may be given as: a host, or with a dot in front everything below one; null when it is neither. */
function readHostRange(text: string): { readonly host: string; readonly isBelow: boolean } | null {
  const isBelow = text.startsWith('.')
  const host = readHost(isBelow ? text.slice(1) : text)
  return host === null ? null : { host, isBelow }
}

function dnsRelation(text: string): Subtree['relate'] | null {
  // An empty base holds every name.
  if (text === '') return () => 'within'
  const range = readHostRange(text)
  return range && ((name) => relateDns(name, range))
}

function relateDns(name: PathName, { host: base, isBelow }: { host: string; isBelow: boolean }): Relation {
  if (name.form !== 'text' || name.host === null) return 'unclear'
  const { host } = name
  const isWildcard = name.text.startsWith('*.')
  if (host.endsWith(`.${base}`) || (host === base && (isWildcard || !isBelow))) return 'within'
  // A wildcard stands for one label: *.example.com may be bar.example.com.
  const isOneLabelBelow = isWildcard && !isBelow && base.slice(base.indexOf('.') + 1) === host && base.includes('.')
  return isOneLabelBelow ? 'touched' : 'outside'
}

function mailRelation(text: string): Subtree['relate'] | null {
  const mailbox = readMailbox(text)
  const range = readHostRange(text.toLowerCase())
  if (mailbox === null && range === null) return null
  return (name) => {
    if (name.form !== 'text' || name.host === null) return 'unclear'
    if (mailbox === null) return within(isInRange(name.host, range))
    return within(readMailbox(name.text)?.localPart === mailbox.localPart && name.host === mailbox.host)
  }
}

function uriRelation(text: string): Subtree['relate'] | null {
  const range = readHostRange(text)
  if (range === null) return null
  return (name) => {
    const host = name.form === 'text' ? name.host : null
    // RFC 5280 §4.2.1.10: a URI without a host that is a name is refused where URIs are constrained.
    return host === null ? 'unclear' : within(isInRange(host, range))
  }
}

const isInRange = (host: string, range: { host: string; isBelow: boolean } | null): boolean =>
  range !== null && (range.isBelow ? host.endsWith(`.${range.host}`) : host === range.host)

function addressRelation(contents: Uint8Array): Subtree['relate'] | null {
  const half = contents.length / 2
  if (half !== 4 && half !== 16) return null
  const address = contents.subarray(0, half)
  const mask = contents.subarray(half)
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('')
  // RFC 5280 §4.2.1.10: in the style of CIDR, so without holes.
  if (!/^1*0*$/.test(bits)) return null
  const isInNet = (octets: Uint8Array): boolean =>
    octets.length === half &&
    octets.every((octet, index) => ((octet ^ (address[index] ?? 0)) & (mask[index] ?? 0)) === 0)
  return (name) => (name.form === 'address' ? within(isInNet(name.octets)) : 'unclear')
}
