// The form that changes a copy of a target, as typed text and ticks, and back. No Vue here.
import type { HashId, KeyAlgorithmId } from '../pki/algorithms.ts'
import type { Protection } from '../pki/pbes2.ts'
import { passphraseLimits } from '../targets/acceptance.ts'
import { fileLists, type FileRename, type OwnTarget, renamableFiles, renameFiles } from '../targets/own-target.ts'
import { fileField } from '../targets/parse-own-target.ts'
import type { SiteField, Target } from '../targets/target.ts'

export interface OwnTargetForm {
  label: string
  note: string
  keyAlgorithms: KeyAlgorithmId[]
  hashes: HashId[]
  minLength: string
  maxLength: string
  protection: Protection
  neededNames: SiteField[]
  validityDays: string
  /** By `fileField`. */
  fileNames: Record<string, string>
}

/** One file whose name can be changed. */
export type RenamableFile = Pick<FileRename, 'list' | 'content'> & { readonly baseName: string }

/** Lists the files of a base whose names can be changed. */
export const renamableOf = (base: Target): readonly RenamableFile[] =>
  fileLists.flatMap((list) =>
    renamableFiles(base, list).map(({ content, name }) => ({ list, content, baseName: name })),
  )

/** Fills the form. */
export function openOwnTargetForm(base: Target, own: OwnTarget): OwnTargetForm {
  const { minLength, maxLength } = own.passphrase ?? passphraseLimits(base)
  return {
    label: own.label,
    note: own.note,
    keyAlgorithms: base.keyAlgorithms.filter((id) => own.keyAlgorithms.includes(id)),
    hashes: base.hashes.filter((id) => own.hashes.includes(id)),
    minLength: String(minLength),
    maxLength: String(maxLength),
    protection: own.protection,
    neededNames: [...own.neededNames],
    validityDays: own.validityDays === null ? '' : String(own.validityDays),
    fileNames: Object.fromEntries(
      fileLists.flatMap((list) =>
        renameFiles(base, list, own.fileNames).map(({ content, name }) => [fileField({ list, content }), name]),
      ),
    ),
  }
}

/** Reads the form; what is no number becomes one that no check takes. */
export function readOwnTargetForm(base: Target, own: OwnTarget, form: OwnTargetForm): OwnTarget {
  const limits = passphraseLimits(base)
  const minLength = wholeNumber(form.minLength)
  const maxLength = wholeNumber(form.maxLength)
  const isChanged = minLength !== limits.minLength || maxLength !== limits.maxLength
  return {
    ...own,
    label: form.label.normalize('NFC').trim(),
    note: form.note.replace(/\r\n?/g, '\n').trim(),
    keyAlgorithms: base.keyAlgorithms.filter((id) => form.keyAlgorithms.includes(id)),
    hashes: base.hashes.filter((id) => form.hashes.includes(id)),
    passphrase: isChanged ? { minLength, maxLength } : null,
    protection: form.protection,
    neededNames: [...form.neededNames],
    validityDays: form.validityDays.trim() === '' ? null : wholeNumber(form.validityDays),
    fileNames: renamableOf(base).flatMap(({ list, content, baseName }) => {
      const name = form.fileNames[fileField({ list, content })]?.trim() ?? baseName
      return name === '' || name === baseName ? [] : [{ list, content, name }]
    }),
  }
}

const wholeNumber = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : -1)
