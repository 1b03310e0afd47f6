// What can be compared, and what tells two apart that have one name. No Vue here.
import type { Bytes } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { formatColonHex } from '../../pki/fingerprint.ts'
import type { Item } from './use-findings.ts'

/** One certificate or request to choose. */
export interface CompareChoice {
  readonly id: string
  readonly name: string
  /** Of its file; empty for a pasted text. */
  readonly source: string
  readonly kind: 'certificate' | 'certification-request'
  readonly der: Bytes
  /** Null for a request. */
  readonly notAfter: Date | null
  /** Where all of the above is the same for another one: its serial number, or the SHA-256 of a request. */
  readonly mark: string | null
}

/** Tells whether an item is one that can be compared. */
export const isComparable = ({ finding }: Item): boolean =>
  finding?.der !== undefined && (finding.kind === 'certificate' || finding.kind === 'certification-request')

// A native list of more is no help to anybody.
const MAX_CHOICES = 500

/** Lists what can be compared; what is there twice, octet for octet, is listed once. */
export function compareChoices(items: readonly Item[]): CompareChoice[] {
  const choices = new Map<string, CompareChoice>()
  for (const { id, source, finding } of items) {
    if (choices.size === MAX_CHOICES) break
    if (finding?.der === undefined || finding.sha256 === undefined || choices.has(finding.sha256)) continue
    const { kind, name, der, sha256 } = finding
    if (kind !== 'certificate' && kind !== 'certification-request') continue
    const certificate = kind === 'certificate' ? decodeCertificate(der) : null
    const mark = certificate === null ? markOf(sha256) : formatColonHex(certificate.serialNumber)
    choices.set(sha256, { id: String(id), name, source, kind, der, notAfter: certificate?.notAfter ?? null, mark })
  }
  return dropIdleMarks([...choices.values()])
}

// Eight digits are what people compare by eye.
const markOf = (sha256: string): string => sha256.slice(0, 8).toUpperCase()

function dropIdleMarks(choices: readonly CompareChoice[]): CompareChoice[] {
  const counts = new Map<string, number>()
  for (const choice of choices) counts.set(looksOf(choice), (counts.get(looksOf(choice)) ?? 0) + 1)
  return choices.map((choice) => (counts.get(looksOf(choice)) === 1 ? { ...choice, mark: null } : choice))
}

// The day alone is shown.
const looksOf = ({ name, source, kind, notAfter }: CompareChoice): string =>
  JSON.stringify([name, source, kind, notAfter?.toISOString().slice(0, 10)])
