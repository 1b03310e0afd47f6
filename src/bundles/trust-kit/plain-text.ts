// Text files that every system reads: printable ASCII with one kind of line end.
import type { Bytes } from '../../pki/bytes.ts'
import type { LineEnd } from './guide.ts'

const PLAIN = /^[ -~\n]*$/

/**
 * Encodes a text of LF lines.
 *
 * @throws TypeError for anything but printable ASCII: no text of a kit has it, and a name could
 */
export function encodePlainText(text: string, lineEnd: LineEnd): Bytes {
  if (!PLAIN.test(text)) throw new TypeError('A file of a trust kit is printable ASCII')
  return new TextEncoder().encode(lineEnd === 'crlf' ? text.replaceAll('\n', '\r\n') : text)
}

const WIDTH = 78

/** Breaks a sentence at blanks so that no line is longer than 78 columns where it can be. */
export function wrap(text: string, first: string, next: string): string {
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    if (line.trim() !== first.trim() && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = next + word
    } else line += line === first || line === next ? word : ` ${word}`
  }
  return [...lines, line].join('\n')
}
