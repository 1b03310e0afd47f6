// A guide as a text file, and the list of contents of the whole kit.
import { type Anchor, withColons } from './anchor.ts'
import { type Guide, type GuideLine, type GuidePart, guideParts } from './guide.ts'
import { wrap } from './plain-text.ts'
import { wrongToolFor } from './wrong-tool.ts'

const headings: Readonly<Record<GuidePart, string>> = {
  limits: 'Good to know',
  install: 'Install',
  verify: 'Verify',
  remove: 'Remove',
}

const underline = (text: string, mark: string): string => `${text}\n${mark.repeat(text.length)}`

/** Says how far a line can be relied on, where it is not simply documented or tried. */
const doubtOf = ({ certainty }: GuideLine): string => (certainty === 'unverified' ? ' (unverified)' : '')

function writeLine(line: GuideLine, bullet: string): string {
  const indent = ' '.repeat(bullet.length)
  const text = wrap(`${line.isWarning === true ? 'Caution: ' : ''}${line.text}${doubtOf(line)}`, bullet, indent)
  const commands = line.command?.split('\n').map((command) => `${indent}  ${command}`) ?? []
  return commands.length === 0 ? text : `${text}\n\n${commands.join('\n')}\n`
}

function writePart(guide: Guide, part: GuidePart): string[] {
  const lines = guide[part] ?? []
  if (lines.length === 0) return []
  const isOrdered = part === 'install' && lines.length > 1
  const written = lines.map((line, index) => writeLine(line, isOrdered ? `${String(index + 1).padStart(2)}. ` : '  - '))
  return [`${underline(headings[part], '-')}\n\n${written.join('\n')}`]
}

const identify = ({ sha256, sha1, notBefore, notAfter }: Anchor): string =>
  [
    'This is about one root certificate:',
    '',
    `  SHA-256  ${withColons(sha256.slice(0, 32))}:`,
    `           ${withColons(sha256.slice(32))}`,
    `  SHA-1    ${withColons(sha1)}`,
    `           (Windows: thumbprint ${sha1.toLowerCase()})`,
    `  Valid    ${dayOf(notBefore)} to ${dayOf(notAfter)}`,
    '',
    wrap(
      'Compare the SHA-256 with the one on the printed sheet, or ask the person who made it, before you install anything.',
      '',
      '',
    ),
  ].join('\n')

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

/** Writes a guide with LF lines, 78 columns where commands allow it. */
export function writeGuide(guide: Guide, anchor: Anchor): string {
  const sources = [...new Set(guideParts.flatMap((part) => guide[part] ?? []).map(({ source }) => source))]
  return `${[
    underline(`Trust a root certificate: ${guide.label}`, '='),
    identify(anchor),
    `Files: ${guide.files.join(', ')}`,
    ...guideParts.flatMap((part) => writePart(guide, part)),
    `${underline('Sources', '-')}\n\n${sources.map((source) => wrap(source, '  - ', '    ')).join('\n')}`,
  ].join('\n\n')}\n`
}

/** What the list of contents says of a file. */
export interface ContentsLine {
  readonly name: string
  readonly purpose: string
}

/** Writes the first file that is read: what the kit is about, what is in it, and when it is the wrong tool. */
export function writeContents(anchor: Anchor, files: readonly ContentsLine[]): string {
  return `${[
    underline('Trust kit', '='),
    identify(anchor),
    `${underline('Files', '-')}\n\n${files
      .map(({ name, purpose }) => `  ${name}\n${wrap(purpose, '      ', '      ')}`)
      .join('\n')}`,
    `${underline('When a root of your own is the wrong tool', '-')}\n\n${wrongToolFor
      .map(({ text }) => wrap(text, '  - ', '    '))
      .join('\n')}`,
  ].join('\n\n')}\n`
}
