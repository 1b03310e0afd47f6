// The table of a comparison before it has words: a row for each field that differs, and a list of those that do not.
import { describeInstant } from '../pki/describe/describe-value.ts'
import type { DisplayLabel, DisplayNode } from '../pki/describe/display-node.ts'
import type { Change, Comparison } from '../pki/compare.ts'

/** Labels with words under `compare.row`; all others are those of a description. */
export type OwnRowLabel = 'namesGone' | 'namesAdded' | 'authority'

/** One row: what stands on either side; an empty list where an object has no such field. */
export interface ComparisonRow {
  readonly label: OwnRowLabel | DisplayNode['label']
  readonly before: readonly DisplayNode[]
  readonly after: readonly DisplayNode[]
}

export interface ComparisonTable {
  readonly rows: readonly ComparisonRow[]
  readonly same: readonly (OwnRowLabel | DisplayLabel)[]
  /** How many extensions differ beyond those that have a row. */
  readonly hiddenExtensions: number
}

// RFC 5280 defines some twenty extensions; more rows than this are nothing that anyone reads.
const MAX_EXTENSION_ROWS = 50

/** Sorts the fields of a comparison into rows and a list; a field that neither object has is in none of them. */
export function tableOf(comparison: Comparison): ComparisonTable {
  const fields = fieldsOf(comparison)
  const extensions = comparison.extensions.slice(0, MAX_EXTENSION_ROWS).map(rowOfExtension)
  return {
    rows: [...fields.filter(({ isSame }) => !isSame), ...extensions],
    same: fields.filter(({ isSame, before }) => isSame && before.length > 0).map(({ label }) => label),
    hiddenExtensions: comparison.extensions.length - extensions.length,
  }
}

interface Field extends ComparisonRow {
  readonly label: OwnRowLabel | DisplayLabel
  readonly isSame: boolean
}

function fieldsOf(comparison: Comparison): Field[] {
  return [
    fieldOf('commonName', comparison.commonName, (value) => textOf('commonName', value)),
    fieldOf('subject', comparison.subject, (value) => (value === '' ? [{ label: 'empty' }] : textOf('subject', value))),
    ...namesOf(comparison),
    fieldOf('issuer', comparison.issuer, (value) => textOf('issuer', value)),
    fieldOf('notBefore', comparison.notBefore, (value) => instantOf('notBefore', value)),
    fieldOf('notAfter', comparison.notAfter, (value) => instantOf('notAfter', value)),
    keyOf(comparison),
    fieldOf('signatureAlgorithm', comparison.signatureAlgorithm, (value) => textOf('signatureAlgorithm', value)),
    fieldOf('authority', comparison.isAuthority, authorityOf),
    fieldOf('serialNumber', comparison.serialNumber, (value) => textOf('serialNumber', value, true)),
  ]
}

const fieldOf = <T>(
  label: Field['label'],
  { before, after, isSame }: Change<T>,
  nodesOf: (value: T) => DisplayNode[],
): Field => ({ label, isSame, before: nodesOf(before), after: nodesOf(after) })

const textOf = (label: DisplayLabel, value: string | null, mono = false): DisplayNode[] =>
  value === null ? [] : [{ label, value, mono }]

const instantOf = (label: DisplayLabel, instant: Date | null): DisplayNode[] =>
  instant === null ? [] : [describeInstant(label, instant)]

function authorityOf(isAuthority: boolean | null): DisplayNode[] {
  if (isAuthority === null) return [{ label: 'unreadable' }]
  return [{ label: isAuthority ? 'isAuthority' : 'isEndEntity' }]
}

/** Names have a row for what is gone and one for what is new; where nothing changed they are one field. */
function namesOf({ namesGone, namesAdded }: Comparison): Field[] {
  if (namesGone.length + namesAdded.length === 0) {
    const unchanged = [{ label: 'subjectAltName' }] as const
    return [{ label: 'subjectAltName', isSame: true, before: unchanged, after: unchanged }]
  }
  return [
    { label: 'namesGone', isSame: namesGone.length === 0, before: namesGone, after: [] },
    { label: 'namesAdded', isSame: namesAdded.length === 0, before: [], after: namesAdded },
  ]
}

/** Two keys of one kind are told apart by their hashes. */
const keyOf = ({ sameKey, keyKind, keyHash }: Comparison): Field => ({
  label: 'subjectPublicKeyInfo',
  isSame: sameKey,
  before: keyNodesOf(keyKind.before, keyHash.before),
  after: keyNodesOf(keyKind.after, keyHash.after),
})

const keyNodesOf = (kind: string | null, hash: string): DisplayNode[] => [
  kind === null ? { label: 'unreadable' } : { label: 'subjectPublicKeyInfo', value: kind },
  { label: { text: 'SHA-256' }, value: hash, mono: true },
]

function rowOfExtension({ before, after }: Change<DisplayNode | null>): ComparisonRow {
  const label = before?.label ?? after?.label ?? 'extensions'
  return { label, before: before ? [before] : [], after: after ? [after] : [] }
}
