// A person's own target: a copy of one of ours with what they changed, as a small JSON document for the vault and for a
// file. A copy may only be stricter than what it rests on, so that no file can talk a limit of a device away.
import type { HashId, KeyAlgorithmId } from '../pki/algorithms.ts'
import type { Protection } from '../pki/pbes2.ts'
import { passphraseLimits } from './acceptance.ts'
import type { FileContent, FileRecipe, NameNeed, SiteField, Target } from './target.ts'

/** The lists of files whose names can be changed. */
export const fileLists = ['request', 'root', 'intermediate', 'certificate', 'further'] as const
export type FileList = (typeof fileLists)[number]

/** Another name for one file; content tells the files of a list apart. */
export interface FileRename {
  readonly list: FileList
  readonly content: FileContent
  readonly name: string
}

/** What is kept of a copy; plain JSON. */
export interface OwnTarget {
  readonly version: 1
  /** `own-` and what a vault's ids are made of. */
  readonly id: string
  /** The id of one of our targets. */
  readonly basedOn: string
  readonly label: string
  readonly note: string
  /** Of those that the base takes. */
  readonly keyAlgorithms: readonly KeyAlgorithmId[]
  readonly hashes: readonly HashId[]
  /** Within the limits of the base; null leaves them as they are. */
  readonly passphrase: { readonly minLength: number; readonly maxLength: number } | null
  readonly protection: Protection
  /** Beside those that the base needs. */
  readonly neededNames: readonly SiteField[]
  /** The longest validity of a certificate; null leaves it as it is. */
  readonly validityDays: number | null
  /** Only what is called otherwise. */
  readonly fileNames: readonly FileRename[]
}

const kindsOf: Readonly<Record<SiteField, NameNeed['kinds']>> = {
  fqdn: ['dNSName'],
  sipDomain: ['dNSName', 'uniformResourceIdentifier'],
  lan1: ['iPAddress'],
  lan2: ['iPAddress'],
  publicAddress: ['iPAddress'],
}
/** Every name that a target can need, in the order of its form. */
export const siteFields: readonly SiteField[] = ['fqdn', 'sipDomain', 'lan1', 'lan2', 'publicAddress']

/** Begins a copy that changes nothing but the name. */
export const copyTarget = (base: Target, id: string, label: string): OwnTarget => ({
  version: 1,
  id,
  basedOn: base.id,
  label,
  note: '',
  keyAlgorithms: base.keyAlgorithms,
  hashes: base.hashes,
  passphrase: null,
  protection: base.protection,
  neededNames: [],
  validityDays: null,
  fileNames: [],
})

/**
 * Makes the target that a copy says, from what its base says today.
 *
 * What the base does not take any more, or never did, is no part of it: where nothing remains the base's own list counts.
 * What a device offers as weak comes only with a copy that takes all that its base takes.
 */
export function applyOwnTarget({ weak, ...base }: Target, own: OwnTarget): Target {
  const keyAlgorithms = narrow(base.keyAlgorithms, own.keyAlgorithms)
  const hashes = narrow(base.hashes, own.hashes)
  const isNarrower = keyAlgorithms.length < base.keyAlgorithms.length || hashes.length < base.hashes.length
  const passphrase = passphraseOf(base, own)
  const names = namesOf(base, own)
  const validityDays = Math.min(base.limits?.validityDays ?? Infinity, own.validityDays ?? Infinity)
  return {
    ...base,
    id: own.id,
    basedOn: base.id,
    label: own.label,
    ...(own.note !== '' && { note: own.note }),
    keyAlgorithms,
    hashes,
    ...(weak !== undefined && !isNarrower && { weak }),
    ...(passphrase && { passphrase }),
    protection: own.protection,
    files: Object.fromEntries(
      fileLists.flatMap((list) => (base.files[list] ? [[list, renameFiles(base, list, own.fileNames)]] : [])),
    ) as unknown as Target['files'],
    ...(Number.isFinite(validityDays) && { limits: { ...base.limits, validityDays } }),
    ...(names.length > 0 && { names }),
  }
}

/**
 * Lists the files of a list whose names may be changed: not those that lines for a phone mention, which are fixed text
 * and say the name that we gave.
 */
export function renamableFiles({ files }: Target, list: FileList): readonly FileRecipe[] {
  const lines = fileLists.flatMap((one) => (files[one] ?? []).flatMap((recipe) => recipe.lines ?? []))
  return (files[list] ?? []).filter(({ name }) => !lines.some((line) => line.includes(name)))
}

/** Gives a list of files with the copy's names. */
export function renameFiles(base: Target, list: FileList, renames: readonly FileRename[]): readonly FileRecipe[] {
  const renamable = renamableFiles(base, list)
  return (base.files[list] ?? []).map((recipe) => {
    const rename = renames.find((one) => one.list === list && one.content === recipe.content)
    return rename === undefined || !renamable.includes(recipe) ? recipe : { ...recipe, name: rename.name }
  })
}

function narrow<Id>(base: readonly Id[], wanted: readonly Id[]): readonly Id[] {
  const kept = base.filter((id) => wanted.includes(id))
  return kept.length === 0 ? base : kept
}

function passphraseOf(base: Target, { passphrase }: OwnTarget): Target['passphrase'] | null {
  if (passphrase === null) return base.passphrase ?? null
  const limits = passphraseLimits(base)
  const minLength = Math.max(limits.minLength, passphrase.minLength)
  const maxLength = Math.min(limits.maxLength, passphrase.maxLength)
  if (minLength > maxLength) return base.passphrase ?? null
  return { ...base.passphrase, minLength, maxLength }
}

function namesOf({ names = [] }: Target, { neededNames, label }: OwnTarget): readonly NameNeed[] {
  const needed = names.map((need) => (neededNames.includes(need.field) ? { ...need, isNeeded: true } : need))
  const added = neededNames.filter((field) => !names.some((need) => need.field === field))
  return [...needed, ...added.map((field) => ({ field, kinds: kindsOf[field], isNeeded: true, source: label }))]
}
