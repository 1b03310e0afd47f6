// What a person may call a file of a copied target: a fixed, plain name with known placeholders and a known extension.
import { TargetError } from './errors.ts'
import type { FileContent, TargetKind } from './target.ts'

const MAX_LENGTH = 60
const MAX_PLACEHOLDERS = 3

/** Nothing that a system opens as a program: what is in these files are certificates, keys and lines for a phone. */
const fileExtensions: readonly string[] = [
  ...['pem', 'crt', 'cer', 'der', 'ca', 'cert', 'key', 'csr', 'req', 'p10', 'p12', 'pfx', 'p7b', 'p7c', 'p7'],
  ...['jks', 'crl', 'txt', 'cfg', 'conf', 'xml', 'ini'],
]

/** Lists the placeholders that a file of this kind may have in its name. */
function placeholdersFor(content: FileContent, kind: TargetKind): readonly string[] {
  // One file for each CA is told apart by the CA's name alone.
  if (content.startsWith('authority-')) return ['{authority}']
  return ['{name}', '{issuer}', '{root}', ...(kind === 'phone' ? ['{MAC}', '{mac}'] : [])]
}

// Windows keeps these for devices, whatever comes behind (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=$|[ .])/i

/**
 * Refuses what is no name of a file such as `OurPBX-{name}.p12`: ASCII letters, digits, single blanks and `. _ - ( ) +`,
 * which every file system and every device takes, beside the placeholders of its kind.
 *
 * @throws {@link TargetError} `own-target/placeholder-unknown`, `own-target/authority-missing`,
 * `own-target/file-name-invalid`, `own-target/extension-unknown`
 */
export function checkFileNameTemplate(name: string, content: FileContent, kind: TargetKind): void {
  const known = placeholdersFor(content, kind)
  const found = [...name.matchAll(/\{[^{}]*\}/g)].map(([placeholder]) => placeholder)
  const unknown = found.find((placeholder) => !known.includes(placeholder))
  if (unknown !== undefined) {
    const detail = { found: unknown.slice(0, MAX_LENGTH), known: known.join(', ') }
    throw new TargetError('own-target/placeholder-unknown', detail, 'Cannot name file: a placeholder is unknown')
  }
  if (content.startsWith('authority-') && found.length === 0) {
    throw new TargetError('own-target/authority-missing', {}, 'Cannot name files: they would all be called the same')
  }
  const isPlain = /^(?!.* {2})[A-Za-z\d_({+](?:[A-Za-z\d ._()+{}-]*[A-Za-z\d}])?$/.test(name)
  const rest = name.replace(/\{(?:name|issuer|root|authority|MAC|mac)\}/g, '')
  if (
    !isPlain ||
    /[{}]/.test(rest) ||
    name.length > MAX_LENGTH ||
    found.length > MAX_PLACEHOLDERS ||
    DEVICE_NAME.test(name)
  ) {
    const detail = { found: name.slice(0, MAX_LENGTH), maxLength: MAX_LENGTH }
    throw new TargetError('own-target/file-name-invalid', detail, 'Cannot name file: the name is not plain')
  }
  const extension = /\.([A-Za-z\d]+)$/.exec(name)?.[1] ?? ''
  if (!fileExtensions.includes(extension.toLowerCase())) {
    const detail = { found: extension, known: fileExtensions.join(', ') }
    throw new TargetError('own-target/extension-unknown', detail, 'Cannot name file: the extension is unknown')
  }
}
