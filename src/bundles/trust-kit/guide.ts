// The shape of one guide: how a system is told to trust the root, how one sees that it does, and how to undo it. The page
// draws it and the kit has it as a text file, so both say the same.
import type { Statement } from '../../targets/target.ts'

/** One thing to do or to know. */
export interface GuideLine extends Statement {
  /** Set where overlooking it makes all the rest useless. */
  readonly isWarning?: boolean
  /** What is typed, or put into a file: one command to a line. */
  readonly command?: string
}

/** How the steps of a guide are grouped. */
export const guideParts = ['limits', 'install', 'verify', 'remove'] as const
export type GuidePart = (typeof guideParts)[number]

/** What one system needs. Texts are English and plain ASCII: old editors show them as they are. */
export interface Guide {
  /** Permanent; part of the text file's name. */
  readonly id: string
  readonly label: string
  readonly group: 'system' | 'phone'
  /** Of the text file: `crlf` for what is read on Windows, `lf` for what is pasted into a Unix shell. */
  readonly lineEnd: LineEnd
  /** Files of the kit that it works with. */
  readonly files: readonly string[]
  readonly limits?: readonly GuideLine[]
  readonly install: readonly GuideLine[]
  readonly verify: readonly GuideLine[]
  readonly remove: readonly GuideLine[]
}

export type LineEnd = 'lf' | 'crlf'
