// Reads a person's own target from JSON that anybody may have written: bounded, every field looked at, nothing unknown
// taken along.
import { type HashId, hashAlgorithms, type KeyAlgorithmId, keyAlgorithms } from '../pki/algorithms.ts'
import { passphraseLimits } from './acceptance.ts'
import { type AnyTargetError, TargetError } from './errors.ts'
import { checkFileNameTemplate } from './file-name-template.ts'
import { fileLists, type FileRename, type OwnTarget, renameFiles, siteFields } from './own-target.ts'
import { targets } from './registry.ts'
import type { Target } from './target.ts'

/** As a document of the vault. */
const MAX_KILOBYTES = 64
/** What fits a menu and a file name. */
export const MAX_LABEL_LENGTH = 60
const MAX_NOTE_LENGTH = 1000
/** Ten years and their leap days: longer than any end-entity certificate should be. */
const MAX_DAYS = 3653
const MAX_RENAMES = 40

const ID = /^own-[A-Za-z\d_-]{1,48}$/
// Control and format characters, among them those that turn the direction of text; separators of lines.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

const FIELDS = [
  ...['version', 'id', 'basedOn', 'label', 'note', 'keyAlgorithms', 'hashes', 'passphrase', 'protection'],
  ...['neededNames', 'validityDays', 'fileNames'],
]

/**
 * Reads the file of an own target.
 *
 * @throws {@link TargetError} `own-target/too-large`, `own-target/unreadable` for what is no UTF-8 or no JSON, or as
 * {@link parseOwnTarget} does
 */
export function readOwnTarget(file: Uint8Array<ArrayBuffer>): OwnTarget {
  if (file.length > MAX_KILOBYTES * 1024) {
    const detail = { maxKilobytes: MAX_KILOBYTES }
    throw new TargetError('own-target/too-large', detail, `Cannot read target: over ${String(MAX_KILOBYTES)} KB`)
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file))
  } catch (cause) {
    throw new TargetError('own-target/unreadable', {}, 'Cannot read target: it is no JSON text', { cause })
  }
  return parseOwnTarget(value)
}

/** Writes an own target as the text of a file, for `readOwnTarget`. */
export const writeOwnTarget = (own: OwnTarget): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${JSON.stringify(own, null, 2)}\n`)

/**
 * Takes JSON for an own target, if it is one.
 *
 * @throws {@link TargetError} `own-target/newer`, `own-target/base-unknown`, `own-target/field-wrong`, or the first of
 * what {@link checkOwnTarget} finds
 */
export function parseOwnTarget(value: unknown): OwnTarget {
  if (!isRecord(value) || !Number.isSafeInteger(value['version'])) {
    throw new TargetError('own-target/unreadable', {}, 'Cannot read target: no version is given')
  }
  const version = value['version'] as number
  if (version > 1)
    throw new TargetError('own-target/newer', { version }, `Cannot read target of version ${String(version)}`)
  const wrong =
    Object.keys(value).find((name) => !FIELDS.includes(name)) ?? FIELDS.find((name) => !isField(name, value))
  if (wrong !== undefined) {
    const field = wrong.replace(/[^\w-]/g, '_').slice(0, MAX_LABEL_LENGTH)
    throw new TargetError('own-target/field-wrong', { field }, `Cannot read target: "${field}" is not as it should be`)
  }
  const own = value as unknown as OwnTarget
  const [problem] = checkOwnTarget(own)
  if (problem !== undefined) throw problem.error
  return own
}

/** A field of an own target that cannot be as it is; of a file's name `file-list-content`. */
export interface OwnTargetProblem {
  readonly field: string
  readonly error: AnyTargetError
}

/** Names the field of a file's name. */
export const fileField = ({ list, content }: Pick<FileRename, 'list' | 'content'>): string => `file-${list}-${content}`

/**
 * Lists everything that is wrong with an own target whose fields have the right types.
 *
 * @throws {@link TargetError} `own-target/base-unknown`
 */
export function checkOwnTarget(own: OwnTarget): OwnTargetProblem[] {
  const base = targets.find(({ id }) => id === own.basedOn)
  if (base === undefined) {
    const detail = { found: own.basedOn.slice(0, MAX_LABEL_LENGTH) }
    throw new TargetError('own-target/base-unknown', detail, 'Cannot use target: what it rests on is unknown')
  }
  const limits = passphraseLimits(base)
  const maxDays = base.limits?.validityDays ?? MAX_DAYS
  const { minLength, maxLength } = own.passphrase ?? limits
  const range = { minLength: limits.minLength, maxLength: limits.maxLength }
  const isWithin = limits.minLength <= minLength && minLength <= maxLength && maxLength <= limits.maxLength
  const days = own.validityDays ?? 1
  const problem = problemOf
  return [
    isText(own.label, MAX_LABEL_LENGTH)
      ? null
      : problem('label', 'own-target/name-invalid', { maxLength: MAX_LABEL_LENGTH }),
    isNameFree(own.label)
      ? null
      : problem('label', 'own-target/name-taken', { name: own.label.slice(0, MAX_LABEL_LENGTH) }),
    isNote(own.note) ? null : problem('note', 'own-target/note-invalid', { maxLength: MAX_NOTE_LENGTH }),
    own.keyAlgorithms.length > 0 ? null : problem('keyAlgorithms', 'own-target/keys-missing', {}),
    own.hashes.length > 0 ? null : problem('hashes', 'own-target/hashes-missing', {}),
    isWithin ? null : problem('passphrase', 'own-target/passphrase-limits', range),
    days >= 1 && days <= maxDays ? null : problem('validityDays', 'own-target/days-wrong', { maxDays }),
    ...own.fileNames.map((rename) => checkRename(base, own, rename)),
  ].filter((found) => found !== null)
}

function checkRename(base: Target, own: OwnTarget, rename: FileRename): OwnTargetProblem | null {
  const field = fileField(rename)
  try {
    checkFileNameTemplate(rename.name, rename.content, base.kind)
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    return { field, error: error as AnyTargetError }
  }
  const same = renameFiles(base, rename.list, own.fileNames).filter(
    ({ name }) => name.toLowerCase() === rename.name.toLowerCase(),
  )
  return same.length < 2 ? null : problemOf(field, 'own-target/file-name-taken', { name: rename.name })
}

function problemOf<C extends AnyTargetError['code']>(
  field: string,
  code: C,
  detail: Extract<AnyTargetError, { code: C }>['detail'],
): OwnTargetProblem {
  return {
    field,
    error: new TargetError(code, detail as never, `Cannot use target: "${field}" is wrong`) as AnyTargetError,
  }
}

/** A name of ours would pass for ours. */
const isNameFree = (label: string): boolean =>
  !targets.some((target) => target.label.toLowerCase() === label.toLowerCase())

const isText = (text: string, maxLength: number): boolean =>
  text !== '' && text === text.trim() && text.length <= maxLength && !HIDDEN.test(text)

const isNote = (text: string): boolean =>
  text.length <= MAX_NOTE_LENGTH && !HIDDEN.test(text.replaceAll('\n', '')) && !text.includes('PRIVATE KEY-----')

/** Tells whether a field has the type and, where it is of a fixed set, a value that it can have. */
function isField(name: string, record: Readonly<Record<string, unknown>>): boolean {
  const value = record[name]
  switch (name) {
    case 'version':
      return value === 1
    case 'id':
      return typeof value === 'string' && ID.test(value)
    case 'protection':
      return value === 'modern' || value === 'compatible'
    case 'keyAlgorithms':
      return isSetOf(value, (id) => Object.hasOwn(keyAlgorithms, id) && !keyAlgorithms[id as KeyAlgorithmId].isWeak)
    case 'hashes':
      return isSetOf(value, (id) => Object.hasOwn(hashAlgorithms, id) && !hashAlgorithms[id as HashId].isWeak)
    case 'neededNames':
      return isSetOf(value, (id) => siteFields.some((field) => field === id))
    case 'passphrase':
      return value === null || (hasOnly(value, ['minLength', 'maxLength']) && Object.values(value).every(isCount))
    case 'validityDays':
      return value === null || isCount(value)
    case 'fileNames':
      return Array.isArray(value) && value.length <= MAX_RENAMES && value.every(isRename) && areApart(value)
    default:
      return typeof value === 'string'
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasOnly = (value: unknown, names: readonly string[]): value is Record<string, unknown> =>
  isRecord(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name))

const isCount = (value: unknown): boolean => Number.isSafeInteger(value)

const isSetOf = (value: unknown, isMember: (id: string) => boolean): boolean =>
  Array.isArray(value) &&
  value.length <= 20 &&
  value.every((id) => typeof id === 'string' && isMember(id)) &&
  new Set(value).size === value.length

const isRename = (value: unknown): value is FileRename =>
  hasOnly(value, ['list', 'content', 'name']) &&
  Object.values(value).every((text) => typeof text === 'string' && text.length <= 200) &&
  fileLists.some((list) => list === value['list'])

const areApart = (renames: readonly FileRename[]): boolean => new Set(renames.map(fileField)).size === renames.length
